"""Units that are to be covered: registered once, covered as of a day, told what they need."""

from datetime import date
from decimal import Decimal

import pytest

from services.party import policies
from services.party.model import CoverageRate, CoverageSpell
from services.party.schemas.coverage import CoverageUnit as Shown
from services.party.schemas.unit_sheets import read_line
from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tests.unit.party._places import CODE, unit
from tests.unit.party._town import COMMUNITY, OFFICER, OTHER, STREET, Town, street


@pytest.fixture
def town() -> Town:
    return street()[0]


@pytest.mark.rule("PTY-23")
def test_560_of_566_units_are_98_94_percent_and_a_rate_of_nothing_is_null():
    found = CoverageRate("", "合计", 566, 560, 564, 0)
    assert (found.organisation_rate, found.work_rate) == (Decimal("98.94"), Decimal("99.65"))
    nothing = CoverageRate("GRID", "网格", 0, 0, 0, 0)
    assert (nothing.organisation_rate, nothing.work_rate) == (None, None)


@pytest.mark.rule("PTY-23", "PTY-01", "PTY-02")
@pytest.mark.parametrize(("members", "formal", "active", "instructed", "code"), [
    (0, 0, False, False, "SEND_INSTRUCTOR"), (0, 0, False, True, "DEVELOP_MEMBERS"),
    (0, 0, True, False, "DEVELOP_MEMBERS"), (6, 2, False, True, "JOIN"),
    (1, 0, False, False, "JOIN"), (3, 3, False, False, "CREATE"), (9, 4, False, True, "CREATE"),
])  # fmt: skip
def test_each_gap_says_what_to_do(members, formal, active, instructed, code):
    found = policies.what_to_do(members, formal, active=active, instructed=instructed, least=3)
    assert found.code == code


@pytest.mark.rule("PTY-27")
@pytest.mark.parametrize("twice", [
    {"name": "示例大厦 Ａ座", "address": "示例路 1 号", "kind": "ENTERPRISE"},
    {"name": "另一名称", "address": "别处", "credit_code": CODE.lower()},
])  # fmt: skip
def test_the_same_unit_is_not_registered_twice(town, twice):
    first = unit(town, credit_code=CODE)
    with pytest.raises(Conflict, match="请勿重复登记") as no:
        unit(town, COMMUNITY, **twice)
    assert (no.value.code, no.value.details["unit_id"]) == ("party.registered_twice", first.id)
    town.do(STREET, "end_coverage_unit", unit_id=first.id, until="2026-04-01")
    assert unit(town, COMMUNITY, **twice).id != first.id


@pytest.mark.rule("PTY-27")
@pytest.mark.parametrize(("differs", "code"), [
    ({"credit_code": "52510115MJ00000010"}, "party.bad_credit_code"),
    ({"members": 1, "formal": 2}, "party.members_wrong"),
    ({"since": "2026-05-01"}, "party.change_out_of_order"),
    ({"unit_code": "510115002001"}, "party.unknown_unit"),
    ({"organisation_id": "nobody"}, "party.unknown_organisation"),
])  # fmt: skip
def test_what_cannot_be_is_not_registered(town, differs, code):
    with pytest.raises((Conflict, Invalid)) as no:
        unit(town, **differs)
    assert no.value.code == code


@pytest.mark.rule("PTY-23")
def test_a_change_keeps_how_it_was_on_earlier_days(town):
    _, _, _, branch = street()
    made = unit(town)
    covered = {"members": 5, "formal": 3, "organisation_id": branch, "joint": True,
               "instructor": "李示例"}  # fmt: skip
    changed = town.do(COMMUNITY, "change_coverage", unit_id=made.id, since="2026-03-01", **covered)
    assert changed.footing.organisation_id == branch
    spells = sorted(town.memory.all(CoverageSpell), key=lambda each: each.since)
    assert [(s.since, s.until, s.members, s.organisation_id, s.instructed) for s in spells] == [
        (date(2026, 1, 10), date(2026, 3, 1), 4, "", False),
        (date(2026, 3, 1), None, 5, branch, True),
    ]
    with pytest.raises(Conflict, match="早于上次变更"):
        town.do(STREET, "change_coverage", unit_id=made.id, since="2026-02-01", members=5, formal=3)
    ended = town.do(STREET, "end_coverage_unit", unit_id=made.id, until="2026-04-20")
    assert (ended.status, ended.ended_on) == ("ENDED", date(2026, 4, 20))
    assert all(spell.until is not None for spell in town.memory.all(CoverageSpell))


@pytest.mark.rule("PTY-02")
def test_a_unit_is_covered_by_a_living_organisation_of_its_own_street(town):
    _, _, _, branch = street()
    with pytest.raises(Conflict, match="不在同一街道"):
        unit(town, OFFICER, unit_code="510115002001", organisation_id=branch)


@pytest.mark.rule("PTY-28")
def test_the_instructor_s_name_is_masked_and_read_for_a_reason(town):
    made = unit(town, instructor="李示例")
    assert Shown(only=["instructor"]).dump(made) == {"instructor": "李**"}
    read = town.do(OFFICER, "reveal_instructor", unit_id=made.id, reason="走访（示例）")
    assert read.footing.instructor == "李示例"
    assert town.told("coverage_unit.revealed")[0].reason == "走访（示例）"
    with pytest.raises(Forbidden):
        town.do(COMMUNITY, "reveal_instructor", unit_id=made.id, reason="走访（示例）")
    with pytest.raises(NotFound):
        town.do(OTHER, "reveal_instructor", unit_id=made.id, reason="走访（示例）")
    assert "李示例" not in str(town.memory.told)


def test_a_line_of_a_sheet_becomes_a_command_or_says_what_is_unreadable():
    said = {"kind": "楼宇", "name": "示例大厦", "community": "510115001001", "members": "4",
            "formal": "2", "joint": "是", "since": "2026-01-31"}  # fmt: skip
    command, wrong = read_line(said)
    assert (command, wrong) == (
        {"kind": "BUILDING", "name": "示例大厦", "members": 4, "formal": 2, "joint": True,
         "since": "2026-01-31"}, {},
    )  # fmt: skip
    _, wrong = read_line({**said, "members": "四", "joint": "也许"})
    assert set(wrong) == {"members", "joint"}


@pytest.mark.rule("X-03", "X-06")
def test_a_merged_organisation_s_units_are_covered_by_its_successor(town):
    _, _, _, branch = street()
    made = unit(town, organisation_id=branch, instructor="李示例")
    for _ in range(2):
        with town.memory.react() as uow:
            town.service.follow_merger(
                uow, organisation_id=branch, successor_id="承继者", dissolved_on="2026-04-01"
            )
    spells = sorted(town.memory.all(CoverageSpell), key=lambda each: each.since)
    assert [(each.until, each.organisation_id) for each in spells] == [
        (date(2026, 4, 1), branch), (None, "承继者"),
    ]  # fmt: skip
    footing = town.memory.rows[type(made)][made.id].footing
    assert (footing.organisation_id, footing.instructor) == ("承继者", "李示例")
    assert len(town.told("coverage_unit.changed")) == 1


@pytest.mark.rule("PTY-27")
def test_what_another_street_registered_is_refused_without_being_shown(town):
    unit(town, credit_code=CODE)
    with pytest.raises(Conflict, match="已在其他街道") as no:
        unit(town, OTHER, unit_code="510115002001", name="别名", credit_code=CODE)
    assert "示例大厦" not in str(no.value)
