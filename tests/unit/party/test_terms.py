"""Elections that count and that do not; the term, its reminders, delay and advance."""

from datetime import date, datetime, timedelta

import pytest

from services.party.model import Organisation
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, Invalid
from tests.unit.party._town import COMMUNITY, OFFICER, STREET, Town, street

BALLOT = {"held_on": "2026-04-20", "entitled": 40, "present": 33, "candidates": 6, "seats": 5,
          "document_no": "示例7号"}  # fmt: skip


def forty() -> tuple[Town, str, str]:
    """Return the branch of a community with forty voters among forty-four members."""
    town, _, region, branch = street()
    town.do(COMMUNITY, "count_members", organisation_id=branch, formal=42, probationary=2,
            without_vote=2)  # fmt: skip
    return town, region, branch


def elect(town: Town, branch: str, **differs: object):
    return town.do(COMMUNITY, "record_election", organisation_id=branch, **{**BALLOT, **differs})


def reasons(town: Town, branch: str, **differs: object) -> list[str]:
    return [flaw.code for flaw in elect(town, branch, **differs).flaws]


@pytest.mark.rule("PTY-09", "T6.4")
def test_of_forty_entitled_thirty_two_are_too_few_and_thirty_three_suffice():
    town, _, branch = forty()
    failed = elect(town, branch, present=32)
    assert (failed.valid, failed.term_ends_on) == (False, None)
    assert [(f.code, f.rule) for f in failed.flaws] == [("party.too_few_present", "PTY-09")]
    assert "33" in failed.flaws[0].message
    assert town.memory.rows[Organisation][branch].elected_on is None
    assert town.told("organisation.elected")[-1].valid is False
    held = elect(town, branch, present=33)
    assert (held.valid, held.flaws, held.term_ends_on) == (True, (), date(2031, 4, 20))


@pytest.mark.rule("PTY-08", "PTY-09", "PTY-10")
def test_candidates_voters_and_representatives_are_held_against_the_rules():
    town, _, branch = forty()
    assert reasons(town, branch, candidates=5) == ["party.too_few_candidates"]
    assert reasons(town, branch, entitled=41, present=41) == ["party.more_than_voters"]
    assert reasons(town, branch, by_representatives=True) == ["party.representatives_not_allowed"]
    with pytest.raises(Invalid):
        elect(town, branch, present=41)
    with pytest.raises(Conflict):
        elect(town, branch, held_on="2026-04-28")


@pytest.mark.rule("PTY-08", "PTY-13")
def test_a_committee_counts_all_below_it_once_and_elects_by_representatives_from_500():
    town, _, region, _ = street()
    whole = town.founded(STREET, unit_code="510115001002", parent_id=region, form="COMMITTEE",
                         formal=0, probationary=0, exception_no="示例8号")  # fmt: skip
    part = {"unit_code": "510115001002", "parent_id": whole.id, "level": "GRID"}
    first = town.founded(STREET, **part, formal=498, probationary=1)
    ballot = {"entitled": 90, "present": 90, "by_representatives": True}

    def held(**differs: object) -> bool:
        return town.do(STREET, "record_election", organisation_id=whole.id,
                       **{**BALLOT, **ballot, **differs}).valid  # fmt: skip

    group = {**part, "parent_id": first.id, "level": "SOCIETY", "form": "GROUP"}
    town.founded(STREET, **group, formal=5, probationary=0)
    task = {"name": "防汛（示例）", "ends_on": "2026-06-30"}
    town.founded(STREET, **part, form="TEMPORARY", formal=9, probationary=0, task=task)
    assert not held()
    town.do(STREET, "count_members", organisation_id=first.id, formal=498, probationary=2)
    assert held()
    assert not held(entitled=499, present=499, by_representatives=False)


@pytest.mark.rule("PTY-05", "PTY-07", "T6.3")
def test_a_community_s_term_is_five_years_and_reminders_come_at_6_3_1_and_0_months():
    town, _, branch = forty()
    town.memory.now = datetime(2021, 3, 16, 9, tzinfo=TZ)
    found = elect(town, branch, held_on="2021-03-15")
    assert found.term_ends_on == date(2026, 3, 15)
    days = []
    while town.memory.timers:
        town.memory.now = min(town.memory.timers.values())
        before = len(town.told("organisation.term_reminded"))
        town.fire()
        if len(town.told("organisation.term_reminded")) > before:
            days.append((str(town.memory.now.date()),
                         town.told("organisation.term_reminded")[-1].months_left))  # fmt: skip
    assert days == [("2025-09-15", 6), ("2025-12-15", 3), ("2026-02-15", 1), ("2026-03-15", 0)]
    assert town.memory.now.date() == date(2026, 3, 16)
    assert town.memory.rows[Organisation][branch].status == "TERM_OVERDUE"
    assert len(town.told("organisation.term_lapsed")) == 1


@pytest.mark.rule("PTY-05", "T6.3")
def test_another_branch_s_term_is_three_years():
    town, _, branch = forty()
    grid = town.founded(COMMUNITY, parent_id=branch, level="GRID", formal=40)
    town.memory.now = datetime(2021, 3, 16, 9, tzinfo=TZ)
    found = elect(town, grid.id, held_on="2021-03-15", entitled=40, present=40)
    assert found.term_ends_on == date(2024, 3, 15)


@pytest.mark.rule("PTY-07")
def test_a_reminder_that_is_asked_for_twice_or_late_goes_out_once():
    town, _, branch = forty()
    town.memory.now = datetime(2026, 1, 10, 9, tzinfo=TZ)
    elect(town, branch, held_on="2021-03-16")
    assert town.fire() == ["organisation_term"]
    for _ in range(2):
        with town.memory.react() as uow:
            town.service.look_at_term(uow, subject_id=branch)
    assert [fact.months_left for fact in town.told("organisation.term_reminded")] == [3]
    town.do(STREET, "reorganise_organisation", organisation_id=branch, reason="整顿（示例）")
    town.memory.now += timedelta(days=90)
    town.fire()
    assert town.memory.rows[Organisation][branch].status == "REORGANISING"
    town.do(STREET, "resume_organisation", organisation_id=branch)
    town.fire()
    assert town.memory.rows[Organisation][branch].status == "TERM_OVERDUE"
    assert elect(town, branch, held_on="2026-04-01").valid
    assert town.memory.rows[Organisation][branch].status == "ACTIVE"


@pytest.mark.rule("PTY-06")
def test_the_superior_shifts_an_election_by_a_year_at_most():
    town, _, branch = forty()
    shift = {"organisation_id": branch, "document_no": "示例9号", "reason": "社区调整（示例）"}
    with pytest.raises(Conflict) as refused:
        town.do(OFFICER, "shift_term", ends_on="2027-04-20", **shift)
    assert refused.value.code == "party.no_term"
    town.memory.now = datetime(2026, 4, 27, 9, tzinfo=TZ)
    elect(town, branch, held_on="2022-04-20")
    for wrong in ("2028-04-21", "2026-04-19"):
        with pytest.raises(Conflict) as refused:
            town.do(OFFICER, "shift_term", ends_on=wrong, **shift)
        assert refused.value.code == "party.shift_too_far"
    for right in ("2028-04-20", "2026-06-30"):
        found = town.do(OFFICER, "shift_term", ends_on=right, **shift)
        assert str(found.term_ends_on) == right
    assert found.lawful_end == date(2027, 4, 20)
    assert town.fire() == ["organisation_term"]
    assert town.told("organisation.term_reminded")[-1].months_left == 3


@pytest.mark.rule("PTY-11")
def test_a_temporary_branch_neither_elects_nor_admits_and_ends_with_its_task():
    town, _, _, branch = street()
    task = {"name": "防汛（示例）", "ends_on": "2026-06-30"}
    made = town.founded(COMMUNITY, parent_id=branch, level="GRID", form="TEMPORARY", formal=5,
                        probationary=1, task=task)  # fmt: skip
    with pytest.raises(Conflict) as refused:
        elect(town, made.id, entitled=5, present=5)
    assert refused.value.code == "party.does_not_elect"
    with pytest.raises(Conflict) as refused:
        town.do(COMMUNITY, "count_members", organisation_id=made.id, formal=5, probationary=2)
    assert refused.value.code == "party.does_not_admit"
    with pytest.raises(Conflict) as refused:
        town.propose(COMMUNITY, parent_id=made.id, level="BUILDING", form="GROUP")
    assert refused.value.code == "party.parent_not_active"
    long = {"name": "旧改（示例）", "ends_on": "2026-10-27"}
    with pytest.raises(Conflict) as refused:
        town.propose(COMMUNITY, parent_id=branch, level="GRID", form="TEMPORARY", task=long)
    assert refused.value.code == "party.task_is_long"
    town.memory.now = datetime(2026, 7, 1, tzinfo=TZ)
    assert town.fire() == ["task_over"]
    ended = town.memory.rows[Organisation][made.id]
    assert (ended.status, ended.dissolved_on) == ("DISSOLVED", date(2026, 7, 1))
    with town.memory.react() as uow:
        town.service.end_task(uow, subject_id=made.id)
    assert len(town.told("organisation.dissolved")) == 1
