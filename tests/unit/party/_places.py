"""A unit to cover, a centre, a line of money in 和平社区."""

from typing import Any

from services.party.model import Centre, CoverageUnit, Investment
from tests.unit.party._town import STREET, Town

HEPING = "510115/510115001/510115001001"
CODE = "52510115MJ0000001X"


def unit(town: Town, who: str = STREET, **differs: Any) -> CoverageUnit:
    return town.do(who, "register_coverage_unit", **{
        "unit_code": "510115001001", "kind": "BUILDING", "name": "示例大厦A座",
        "address": "示例路1号",
        "since": "2026-01-10", "members": 4, "formal": 2, **differs,
    })  # fmt: skip


def centre(town: Town, who: str = STREET, **differs: Any) -> Centre:
    return town.do(who, "register_centre", **{
        "unit_code": "510115001001", "level": "community", "name": "和平社区党群服务中心（示例）",
        "area_m2": "420", "opened_on": "2016-05-01", **differs,
    })  # fmt: skip


def booked(town: Town, centre_id: str, who: str = STREET, **differs: Any) -> Investment:
    return town.do(who, "book_investment", centre_id=centre_id, **{
        "year": 2026, "source": "区级财政", "amount_fen": 10_431_034, "document_no": "示例文号",
        **differs,
    })  # fmt: skip
