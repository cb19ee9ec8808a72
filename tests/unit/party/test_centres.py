"""党群服务中心: held against the standard of the day, under one roof, paid for line by line."""

from datetime import date
from decimal import Decimal

import pytest

from services.party.model import Centre, PublicPlace
from services.party.policies import Standard
from shared.kernel.clock import midnight
from shared.kernel.errors import Conflict, Invalid
from tests.unit.party._meetings import PACKS
from tests.unit.party._places import HEPING, booked, centre
from tests.unit.party._town import OFFICER, STREET, Town, street

STANDARD = Standard.read(PACKS.pack("party.centres", date(2026, 4, 1)))
SEEN = {line.code: True for line in STANDARD.lines if line.kind != "area"}
MOVED_TO = "510115/510115001/510115001002"


@pytest.fixture
def town() -> Town:
    return street()[0]


def look(town: Town, centre_id: str, **differs):
    return town.do(STREET, "inspect_centre", centre_id=centre_id, **{
        "inspected_on": "2026-04-20", "area_m2": "420", "findings": SEEN, **differs,
    })  # fmt: skip


@pytest.mark.rule("PTY-25")
@pytest.mark.parametrize(("differs", "unmet"), [
    ({}, ()), ({"area_m2": "400"}, ()), ({"area_m2": "399.99"}, ("area",)),
    ({"findings": {**SEEN, "hall": False}}, ("hall",)),
])  # fmt: skip
def test_a_centre_is_qualified_when_every_line_of_the_standard_is_met(town, differs, unmet):
    found = look(town, centre(town).id, **differs)
    assert (found.unmet, found.qualified, found.standard) == (unmet, not unmet, STANDARD.version)
    (told,) = town.told("centre.inspected")
    assert (told.qualified, told.unmet) == (not unmet, unmet)


@pytest.mark.rule("PTY-25")
def test_an_inspection_answers_every_line_in_the_centre_s_life(town):
    made = centre(town)
    with pytest.raises(Conflict, match="缺 hall"):
        look(town, made.id, findings={k: v for k, v in SEEN.items() if k != "hall"})
    for day in ("2016-04-30", "2026-04-28"):
        with pytest.raises(Conflict, match="日期须在"):
            look(town, made.id, inspected_on=day)
    own = centre(town, unit_code="510115001", level="street", name="柳城街道中心（示例）")
    with pytest.raises(Conflict, match="请由上级检查"):
        look(town, own.id)


def test_a_closed_centre_keeps_its_day_and_reason(town):
    made = centre(town)
    with pytest.raises(Conflict, match="启用日期"):
        town.do(STREET, "close_centre", centre_id=made.id, closed_on="2016-01-01", reason="撤并")
    gone = town.do(STREET, "close_centre", centre_id=made.id, closed_on="2026-04-01", reason="撤并")
    assert (gone.status, gone.closed_on) == ("CLOSED", date(2026, 4, 1))


def hear(town: Town, handler: str, **fact):
    with town.memory.react() as uow:
        getattr(town.service, handler)(uow, **fact)


@pytest.fixture
def joined(town: Town) -> Centre:
    opened = {"place_id": "S-1", "path": HEPING, "kind": "station", "name": "和平站"}
    for _ in range(2):
        hear(town, "learn_place", **opened)
    made = centre(town)
    return town.do(STREET, "colocate_centre", centre_id=made.id, place_id="S-1")


def now(town: Town) -> Centre:
    return town.memory.the(Centre)


@pytest.mark.rule("X-06")
def test_a_station_that_closes_is_under_no_roof_any_more(town, joined):
    assert joined.place_id == "S-1"
    for _ in range(2):
        hear(town, "close_place", place_id="S-1")
    assert (now(town).place_id, len(town.told("centre.separated"))) == ("", 1)
    with pytest.raises(Conflict, match="已撤销"):
        town.do(STREET, "colocate_centre", centre_id=joined.id, place_id="S-1")


@pytest.mark.rule("X-06")
def test_a_station_that_will_move_stays_until_its_day(town, joined):
    hear(town, "plan_move", place_id="S-1", since="2026-05-01", to_path=MOVED_TO)
    assert now(town).place_id == "S-1"
    town.memory.now = midnight(date(2026, 5, 1))
    assert "place_moves" in town.fire()
    assert (now(town).place_id, town.memory.the(PublicPlace).path) == ("", MOVED_TO)


def test_only_a_station_of_the_same_unit_shares_the_roof_and_a_person_may_part_them(town, joined):
    parted = town.do(STREET, "separate_centre", centre_id=joined.id)
    assert parted.place_id == ""
    with pytest.raises(Conflict, match="没有同址"):
        town.do(STREET, "separate_centre", centre_id=joined.id)
    hear(town, "learn_place", place_id="S-2", path=MOVED_TO, kind="station", name="光华站")
    with pytest.raises(Conflict, match="不在同一单位内"):
        town.do(STREET, "colocate_centre", centre_id=joined.id, place_id="S-2")
    with pytest.raises(Invalid):
        town.do(STREET, "colocate_centre", centre_id=joined.id, place_id="S-9")


@pytest.mark.rule("PTY-24", "G-07")
def test_money_is_booked_by_its_document_and_reversed_by_another_hand(town):
    made = booked(town, centre(town).id)
    with pytest.raises(Conflict, match="另一人冲销"):
        town.do(STREET, "reverse_investment", investment_id=made.id, reason="重复登记（示例）")
    gone = town.do(OFFICER, "reverse_investment", investment_id=made.id, reason="重复登记（示例）")
    assert (gone.status, gone.amount_fen, gone.reversed_reason) == (
        "REVERSED", 10_431_034, "重复登记（示例）",
    )  # fmt: skip
    assert town.memory.audit[-2].basis_doc_no == "示例文号"
    with pytest.raises(Invalid, match="尚未开始"):
        booked(town, made.centre_id, year=2027)


def test_a_centre_does_not_open_in_the_future(town):
    with pytest.raises(Conflict):
        centre(town, opened_on="2026-05-01")
    assert centre(town).area_m2 == Decimal("420")
