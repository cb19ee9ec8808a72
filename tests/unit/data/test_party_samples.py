"""Units to cover and 党群服务中心 of the demonstration: made by rule, sample, adding up exactly."""

from decimal import Decimal

import pytest

from infra.scripts.make_party_samples import TOTAL_FEN, centres, units
from services.party.policies import place_key
from shared.kernel.identifiers import is_credit_code
from shared.kernel.money import share, yuan
from tests.unit.data._files import data
from tests.unit.data._files import units as known

UNITS, CENTRES = data("demo/party_units.json"), data("demo/party_centres.json")


def test_the_files_are_what_the_script_makes_and_say_that_they_are_sample():
    assert (UNITS["units"], CENTRES["centres"]) == (units(), centres())
    for file in (UNITS, CENTRES):
        assert file["sample"] is True
        assert "示例" in file["note"]


@pytest.mark.rule("PTY-24")
def test_121_million_yuan_went_into_116_centres():
    rows = CENTRES["centres"]
    total = sum(fen for row in rows for _, _, fen in row["money"])
    assert (len(rows), yuan(total)) == (116, "121,000,000.00")
    assert total == TOTAL_FEN
    assert (total * 2 // len(rows) + 1) // 2 == 104_310_345
    assert all(fen > 0 for row in rows for _, _, fen in row["money"])


@pytest.mark.rule("PTY-23", "PTY-27")
def test_560_of_566_units_are_covered_and_none_is_registered_twice():
    rows = UNITS["units"]
    covered = [row for row in rows if row["covered"]]
    assert (len(covered), len(rows)) == (560, 566)
    assert share(len(covered), len(rows)) == Decimal("98.94")
    assert all(row["members"] >= row["formal"] > 0 for row in covered)
    codes = [row["credit_code"] for row in rows if row["credit_code"]]
    assert len(set(codes)) == len(codes)
    assert all(map(is_credit_code, codes))
    assert len({place_key(r["path"], r["name"], r["address"]) for r in rows}) == len(rows)


@pytest.mark.parametrize("rows", [UNITS["units"], CENTRES["centres"]], ids=["units", "centres"])
def test_each_stands_in_a_unit_that_is_known(rows):
    for row in rows:
        assert known()[row["path"].rpartition("/")[2]]["path"] == row["path"]
