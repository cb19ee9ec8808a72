"""What is to be done about organisations and about members without one: every rule's number."""

from datetime import date
from functools import cache
from types import SimpleNamespace

import pytest

from services.party.model import UnitName
from services.party.policies import (
    SIZES,
    STRUCTURE,
    TERMS,
    Sizes,
    Structure,
    TermRules,
    Yardstick,
    gathering_findings,
    organisation_findings,
    unit_findings,
)
from tests.unit.party._town import street

TODAY = date(2026, 4, 27)
WHOLE = ("SECRETARY", "DEPUTY", "MEMBER")


@cache
def yardstick() -> Yardstick:
    packs = street()[0].memory.packs
    structure = Structure.read(packs.pack(STRUCTURE, TODAY))
    sizes = Sizes.read(packs.pack(SIZES, TODAY), structure)
    return Yardstick(structure, sizes, TermRules.read(packs.pack(TERMS, TODAY)), TODAY)


def checked(formal: int, probationary: int = 0, *, total: int | None = None,
            committee: tuple[str, ...] = WHOLE, **differs: object) -> list[str]:  # fmt: skip
    """Return the codes for an organisation with so many members."""
    form = differs.get("form", "BRANCH")
    organisation = SimpleNamespace(**{
        "level": "GRID", "form": form, "formal": formal, "guests": 0, "units": (),
        "members": formal + probationary, "exception_no": "", "term_ends_on": None,
        "elects": yardstick().structure.forms[form]["elects"], **differs,
    })  # fmt: skip
    members = organisation.members if total is None else total
    found = organisation_findings(organisation, total=members, committee=committee, by=yardstick())
    assert all(each.sentence and each.label for each in found)
    assert all(each.rule for each in found if each.code != "OK")
    return [each.code for each in found]


@pytest.mark.rule("PTY-02", "PTY-13", "T6.1")
def test_a_branch_of_two_full_and_four_probationary_members_is_to_be_joined():
    assert checked(2, 4) == ["SHOULD_JOINT"]
    assert checked(3, 0) == ["OK"]


@pytest.mark.rule("PTY-01", "PTY-03", "PTY-13", "T6.2")
def test_fifty_two_members_are_to_be_split_or_raised():
    assert checked(52) == ["SHOULD_SPLIT", "UPGRADE_TO_GENERAL_BRANCH"]
    assert checked(40, 9) == ["OK"]
    assert checked(50) == ["UPGRADE_TO_GENERAL_BRANCH"]
    assert checked(52, exception_no="示例1号") == ["SHOULD_SPLIT"]
    assert checked(30, total=99) == ["UPGRADE_TO_GENERAL_BRANCH"]
    assert checked(30, total=100) == ["UPGRADE_TO_COMMITTEE"]
    assert checked(0, total=99, form="GENERAL_BRANCH") == ["OK"]
    assert checked(0, total=100, form="GENERAL_BRANCH") == ["UPGRADE_TO_COMMITTEE"]
    assert checked(0, total=9000, form="COMMITTEE", level="REGION") == ["OK"]


@pytest.mark.rule("PTY-02")
def test_a_joint_branch_of_six_units_is_to_be_split():
    assert checked(4, form="JOINT", units=tuple("abcde")) == ["OK"]
    assert checked(4, form="JOINT", units=tuple("abcdef")) == ["SHOULD_SPLIT"]


@pytest.mark.rule("PTY-04")
def test_seven_full_members_want_a_committee_of_three_and_six_a_secretary():
    assert checked(7, committee=WHOLE[:2]) == ["COMMITTEE_MISSING"]
    assert checked(6, 9, committee=WHOLE[:1]) == ["OK"]
    assert checked(6, committee=()) == ["COMMITTEE_MISSING"]
    assert checked(0, total=60, form="GENERAL_BRANCH", committee=()) == ["COMMITTEE_MISSING"]
    task = {"form": "TEMPORARY", "committee": ()}
    assert checked(9, **task) == ["OK"]


@pytest.mark.rule("PTY-06", "PTY-07")
def test_a_term_is_due_six_months_before_and_overdue_the_day_after_its_end():
    assert checked(5, term_ends_on=date(2026, 10, 28)) == ["OK"]
    assert checked(5, term_ends_on=date(2026, 10, 27)) == ["TERM_DUE"]
    assert checked(5, term_ends_on=TODAY) == ["TERM_DUE"]
    assert checked(5, term_ends_on=date(2026, 4, 26)) == ["TERM_OVERDUE"]


@pytest.mark.rule("PTY-12", "PTY-01")
def test_a_group_has_three_members_and_one_of_full_right():
    group = {"form": "GROUP", "committee": ()}
    assert checked(1, 2, **group) == ["OK"]
    assert checked(0, 3, **group) == ["SHOULD_JOINT"]
    assert checked(1, 1, **group) == ["SHOULD_JOINT"]
    assert checked(1, 0, guests=2, level="FLOATING", **group) == ["OK"]
    assert checked(3, level="SOCIETY", **group) == ["SHOULD_CREATE"]


@pytest.mark.rule("PTY-01", "PTY-02", "PTY-11")
def test_members_without_an_organisation_are_to_get_one_or_be_joined():
    def found(formal: int, probationary: int = 0, ends_on: date | None = None) -> tuple[str, str]:
        gathering = SimpleNamespace(
            formal=formal, members=formal + probationary, ends_on=ends_on
        )  # fmt: skip
        (one,) = gathering_findings(gathering, by=yardstick())
        return one.code, one.rule

    assert found(0) == ("OK", "")
    assert found(2, 4) == ("SHOULD_JOINT", "PTY-02")
    assert found(3) == ("SHOULD_CREATE", "PTY-01")
    for day, form in ((date(2026, 10, 26), "应设临时党支部"), (date(2026, 10, 27), "应设党支部")):
        gathering = SimpleNamespace(formal=3, members=3, ends_on=day)
        (one,) = gathering_findings(gathering, by=yardstick())
        assert (one.code, one.rule) == ("SHOULD_CREATE", "PTY-11")
        assert form in one.sentence


@pytest.mark.rule("PTY-14", "PTY-16")
def test_a_unit_has_its_organisation_and_one_that_ended_leaves_none():
    def found(kind: str, *levels: str, valid_to: date | None = None) -> tuple[str, str]:
        unit = UnitName(id="1", path="1", name="示例社区", kind=kind, valid_to=valid_to)
        (one,) = unit_findings(unit, levels=levels, by=yardstick())
        return one.code, one.rule

    assert found("community") == found("village", "GRID") == ("SHOULD_CREATE", "PTY-14")
    assert found("street", "WORKING_COMMITTEE") == ("SHOULD_CREATE", "PTY-14")
    assert found("town", "REGION") == found("community", "COMMUNITY") == ("OK", "")
    ended = date(2026, 4, 26)
    assert found("community", valid_to=ended) == ("OK", "")
    assert found("community", "COMMUNITY", "GRID", valid_to=ended) == ("SHOULD_JOINT", "PTY-16")
