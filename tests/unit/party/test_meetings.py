"""Meetings: who must be there, what is decided, who reads it, what a period lacks."""

from datetime import date

import pytest

from services.party import policies
from services.party.handlers.meeting_gaps import count_again
from services.party.model import (
    Meeting,
    MeetingGap,
    MeetingPause,
    Organisation,
    ended_with,
    month_of,
    span,
)
from services.party.policies import Standing
from services.party.schemas.meetings import Meeting as Shown
from shared.chassis.schema import current_actor
from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from shared.testing.actors import story
from tests.unit.party._meetings import RULES, SECRETARY, attendees, confirmed, drafted, held, record
from tests.unit.party._town import COMMUNITY, OTHER, STREET, Town, street


@pytest.fixture
def town() -> Town:
    return street()[0]


@pytest.fixture
def branch(town: Town) -> str:
    return next(o.id for o in town.memory.all(Organisation) if o.form == "BRANCH")


@pytest.mark.rule("PTY-20")
@pytest.mark.parametrize(("entitled", "came", "valid"), [
    (16, 8, False), (16, 9, True), (9, 4, False), (9, 5, True), (1, 1, True), (0, 0, False),
])  # fmt: skip
def test_a_branch_meeting_needs_more_than_half_of_those_who_may_vote(entitled, came, valid):
    kind = RULES.kinds["GENERAL"]
    assert (policies.meeting_is_valid(entitled, came, 1, kind) is None) == valid


@pytest.mark.rule("PTY-20")
def test_a_lecture_needs_no_quorum_but_somebody():
    lecture = RULES.kinds["LECTURE"]
    assert policies.meeting_is_valid(16, 1, 1, lecture) is None
    assert policies.meeting_is_valid(16, 0, 0, lecture).code == "party.nobody_came"


@pytest.mark.rule("PTY-20")
def test_an_invalid_meeting_is_confirmed_says_why_and_does_not_count(town, branch):
    made = confirmed(town, branch, record(4, (4, 0, 0)))
    assert (made.counts, made.tally.valid) == (False, False)
    assert made.tally.why == (
        "有表决权的党员应到 9 人，须到会 5 人，实到 4 人，会议无效，不计入次数。"
    )
    assert not made.tally.results[0].carried
    (told,) = town.told("meeting.confirmed")
    assert (told.valid, told.entitled, told.voters_present, told.carried) == (False, 9, 4, 0)


@pytest.mark.rule("PTY-21")
def test_a_decision_needs_more_than_half_of_all_who_should_vote_not_of_those_present(town, branch):
    made = confirmed(town, branch, record(6, (5, 1, 0), (4, 0, 2), (5, 0, 0)))
    assert [each.carried for each in made.tally.results] == [True, False, True]
    assert {each.needed for each in made.tally.results} == {5}
    assert town.told("meeting.confirmed")[0].carried == 2


@pytest.mark.rule("PTY-10")
def test_probationary_members_and_guests_have_no_vote(town, branch):
    seven = record(5, (6, 0, 0), attendees=attendees(5, guests=3))
    with pytest.raises(Conflict, match="多于到会有表决权的 5 人"):
        held(town, branch, seven)
    watched = [*attendees(5)[:8], {"name": "示例留察", "standing": "SUSPENDED", "present": True},
               attendees(5)[9]]  # fmt: skip
    made = held(town, branch, record(5, (5, 0, 0), attendees=watched))
    assert (made.tally.entitled, made.tally.voters_present, made.tally.present) == (8, 5, 7)


@pytest.mark.rule("PTY-20")
@pytest.mark.parametrize(("differs", "code"), [
    ({"attendees": attendees(9)[1:]}, "party.attendance_incomplete"),
    ({"attendees": [*attendees(8)[:8], {"name": "甲", "standing": "FORMAL", "present": False}]},
     "party.absence_without_reason"),
    ({"host": "不在场"}, "party.host_not_present"),
    ({"starts_at": "2026-04-28T19:30:00+08:00"}, "party.not_held_yet"),
])  # fmt: skip
def test_a_record_is_whole(town, branch, differs, code):
    with pytest.raises(Conflict) as no:
        held(town, branch, record(9, **differs))
    assert no.value.code == code


@pytest.mark.rule("PTY-20", "G-07")
def test_who_records_does_not_confirm_and_nobody_else_writes(town, branch):
    made = held(town, branch, record())
    assert town.do(COMMUNITY, "hold_meeting", meeting_id=made.id, record=record(8)).counts is False
    objection = policies.another_hand_confirms_minutes(made, story(COMMUNITY))
    assert objection.code == "party.own_minutes"
    assert policies.own_organisation_meets(made, story(STREET)).code == "party.other_organisation"
    with pytest.raises(Forbidden):
        town.do(STREET, "draft_meeting", organisation_id=branch, kind="GENERAL",
                starts_at="2026-04-20T19:30:00+08:00", place="别处")  # fmt: skip


@pytest.mark.rule("PTY-20")
def test_a_correction_is_a_new_edition_and_the_old_one_counts_until_it_is_confirmed(town, branch):
    made = confirmed(town, branch, record(9))
    fixed = town.do(COMMUNITY, "correct_meeting", meeting_id=made.id, record=record(4),
                    note="到会人数误记（示例）")  # fmt: skip
    assert (fixed.status, fixed.counts, fixed.edition) == ("CORRECTING", True, 1)
    last = town.do(SECRETARY, "confirm_meeting", meeting_id=made.id)
    assert (last.counts, [each.number for each in last.editions]) == (False, [1, 2])
    assert [each.tally.voters_present for each in last.editions] == [9, 4]
    assert last.editions[1].note == "到会人数误记（示例）"
    first = town.do(SECRETARY, "reveal_minutes", meeting_id=made.id, edition=1, reason="核对")
    assert sum(each.present for each in first.attendees) == 10
    with pytest.raises(Conflict, match="没有这一版"):
        town.do(SECRETARY, "reveal_minutes", meeting_id=made.id, edition=3, reason="核对")
    texts = Shown(only=["note", "moved_reason"])
    for who, note in ((COMMUNITY, "到会人数误记（示例）"), (STREET, "")):
        current_actor.set(story(who))
        assert texts.dump(last) == {"note": note, "moved_reason": ""}


def test_a_planned_meeting_can_be_given_up(town, branch):
    made = drafted(town, branch)
    gone = town.do(COMMUNITY, "cancel_meeting", meeting_id=made.id, reason="场地维修（示例）")
    assert (gone.status, gone.cancelled_reason) == ("CANCELLED", "场地维修（示例）")


@pytest.mark.rule("PTY-28")
def test_only_the_organisation_s_own_staff_reads_names_and_the_reading_is_on_record(town, branch):
    made = held(town, branch, record(8))
    shown = town.do(SECRETARY, "reveal_minutes", meeting_id=made.id, reason="核对（示例）")
    assert shown.attendees[8].reason == "出差"
    assert town.told("meeting.revealed")[0].reason == "核对（示例）"
    for who in (STREET, OTHER):
        with pytest.raises(Forbidden):
            town.do(who, "reveal_minutes", meeting_id=made.id, reason="核对（示例）")
    blank = drafted(town, branch)
    with pytest.raises(Conflict, match="尚未登记"):
        town.do(COMMUNITY, "reveal_minutes", meeting_id=blank.id, reason="核对（示例）")
    assert "示例党员" not in str(town.memory.told)


def test_the_theme_day_has_its_day_of_the_month_or_a_reason(town, branch):
    with pytest.raises(Conflict, match="每月 15 日"):
        drafted(town, branch, "THEME_DAY")
    assert drafted(town, branch, "THEME_DAY", moved_reason="15 日停电（示例）").moved_reason
    on_day = drafted(town, branch, "THEME_DAY", starts_at="2026-04-15T09:00:00+08:00")
    assert on_day.day == date(2026, 4, 15)


@pytest.mark.rule("PTY-22")
@pytest.mark.parametrize(("kind", "form", "active", "formal", "due"), [
    ("COMMITTEE", "BRANCH", True, 7, True), ("COMMITTEE", "BRANCH", True, 6, False),
    ("COMMITTEE", "TEMPORARY", True, 9, False), ("GENERAL", "BRANCH", True, 3, True),
    ("GENERAL", "BRANCH", False, 9, False), ("GENERAL", "GROUP", True, 3, False),
    ("GROUP", "GROUP", True, 3, True), ("GROUP", "BRANCH", True, 9, False),
    ("THEME_DAY", "JOINT", True, 4, True), ("REVIEW", "WORKING_COMMITTEE", True, 9, False),
])  # fmt: skip
def test_nothing_is_due_of_whom_the_rule_does_not_concern(kind, form, active, formal, due):
    standing = Standing(form, active, formal)
    assert policies.is_due(RULES.kinds[kind], standing, RULES) is due


def test_a_branch_of_six_holds_no_committee_meeting(town, branch):
    town.memory.rows[Organisation][branch].formal = 6
    with pytest.raises(Conflict, match="不设支部委员会"):
        drafted(town, branch, "COMMITTEE")


@pytest.mark.rule("PTY-22")
@pytest.mark.parametrize(("month", "over"), [
    ("2026-02", ["2026-02"]), ("2026-03", ["2026-03", "2026-Q1"]),
    ("2026-12", ["2026-12", "2026-Q4", "2026"]), ("2024-02", ["2024-02"]),
])  # fmt: skip
def test_quarters_and_years_end_with_their_last_month(month, over):
    assert [each.key for each in ended_with(month_of(month))] == over
    assert span("quarter", date(2026, 5, 9)).label == "2026年第2季度"
    with pytest.raises(Invalid):
        month_of("2026-13")


@pytest.mark.rule("PTY-22")
def test_a_record_confirmed_late_settles_what_was_missing_and_a_correction_opens_it_again(
    town, branch
):
    kind, over = RULES.kinds["GENERAL"], span("quarter", date(2026, 3, 20))
    organisation = town.memory.rows[Organisation][branch]
    with town.memory.react() as uow:
        uow.add(MeetingGap.of(branch, organisation.path, kind, over, 0, 0))
    (gap,) = town.memory.all(MeetingGap)
    assert gap.said == "2026年第1季度应召开“支部党员大会” 1 次，有效 0 次。"
    march = {"starts_at": "2026-03-20T19:30:00+08:00"}
    made = confirmed(town, branch, record(9, **march), **march)
    assert (town.memory.the(MeetingGap).status, len(town.told("meeting_gap.settled"))) == (
        "SETTLED", 1,
    )  # fmt: skip
    town.do(
        COMMUNITY,
        "correct_meeting",
        meeting_id=made.id,
        record=record(4, **march),
        note="误记（示例）",
    )
    town.do(SECRETARY, "confirm_meeting", meeting_id=made.id)
    again = town.memory.the(MeetingGap)
    assert (again.status, again.held, again.invalid) == ("OPEN", 0, 1)
    assert again.said.endswith("有效 0 次，另有 1 次无效。")
    with town.memory.react() as uow:
        count_again(uow, uow.get(Meeting, made.id), [date(2026, 3, 20)])
    assert len(town.told("meeting_gap.reopened")) == 1


@pytest.mark.rule("PTY-22")
def test_a_correction_shows_what_nobody_missed_but_not_while_the_branch_was_put_in_order(
    town, branch
):
    march = {"starts_at": "2026-03-20T19:30:00+08:00"}
    confirmed(town, branch, record(4, **march), **march)
    assert [gap.period for gap in town.memory.all(MeetingGap)] == ["2026-Q1"]
    town.memory.rows[MeetingGap].clear()
    with town.memory.react() as uow:
        uow.add(MeetingPause(id="p", organisation_id=branch, since=date(2025, 12, 1),
                             until=date(2026, 2, 1)))  # fmt: skip
    confirmed(town, branch, record(4, **march), **march)
    assert town.memory.all(MeetingGap) == []


@pytest.mark.rule("PTY-22")
def test_a_pause_begins_and_ends_with_the_putting_in_order_and_may_be_told_twice(town, branch):
    for handler in ("learn_pause", "learn_pause", "end_pause", "end_pause"):
        with town.memory.react() as uow:
            getattr(town.service, handler)(uow, organisation_id=branch)
    pause = town.memory.the(MeetingPause)
    assert (pause.since, pause.until) == (date(2026, 4, 27), date(2026, 4, 27))


@pytest.mark.rule("PTY-22")
def test_a_month_that_is_over_is_looked_through_again_when_somebody_asks(town):
    order = {"month": "2026-03"}
    for _ in range(2):
        town.do("zuzhi_dangjian", "check_meetings", **order)
    assert ("check_ordered", "2026-03") in town.memory.timers
    assert [fact.month for fact in town.told("meeting_check.ordered")] == ["2026-03"] * 2
    with pytest.raises(Conflict, match="在结束后检查"):
        town.do("zuzhi_dangjian", "check_meetings", month="2026-04")
    with pytest.raises(Invalid):
        town.do("zuzhi_dangjian", "check_meetings", month="2018-10")


@pytest.mark.rule("PTY-20")
def test_a_correction_is_held_against_the_members_of_its_time_and_a_moved_day_has_its_reason(
    town, branch
):
    made = confirmed(town, branch, record(9))
    town.memory.rows[Organisation][branch].formal = 20
    fixed = {"record": record(8), "note": "到会人数误记（示例）"}
    assert town.do(COMMUNITY, "correct_meeting", meeting_id=made.id, **fixed).formal == 9
    planned = drafted(town, branch, "THEME_DAY", starts_at="2026-04-15T09:00:00+08:00")
    with pytest.raises(Conflict, match="每月 15 日"):
        town.do(COMMUNITY, "hold_meeting", meeting_id=planned.id, record=record(9))
    moved = record(9, moved_reason="15 日停电（示例）")
    held_on = town.do(COMMUNITY, "hold_meeting", meeting_id=planned.id, record=moved)
    assert (held_on.day.day, held_on.moved_reason) == (20, "15 日停电（示例）")


@pytest.mark.rule("PTY-28")
def test_records_go_with_an_organisation_that_moves_to_another_area(town, branch):
    cell = town.founded(COMMUNITY, level="GRID", parent_id=branch, name="网格党支部（示例）")
    made = held(town, cell.id, record())
    there = town.founded(STREET, unit_code="510115001002", name="光华社区党支部（示例）",
                         parent_id=town.memory.rows[Organisation][branch].parent_id)  # fmt: skip
    town.do(STREET, "move_organisation", organisation_id=cell.id, parent_id=there.id,
            unit_code="510115001002", since="2026-04-25", document_no="示例9号")  # fmt: skip
    assert town.memory.rows[Meeting][made.id].path == "510115/510115001/510115001002"
    with pytest.raises(NotFound):
        town.do(COMMUNITY, "reveal_minutes", meeting_id=made.id, reason="核对（示例）")
