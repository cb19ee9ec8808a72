"""What pauses, extensions and calendars do to the clock of a case."""

from datetime import date

import pytest

from services.centers import handlers
from services.centers.workflow import Status
from shared.kernel.calendar import CalendarYear
from shared.kernel.errors import Conflict, Invalid
from tests.unit.centers._town import MAIN, Town, moment

EXPERTS = {"reason": "专家评审", "notice_no": "柳告〔2026〕1号", "expected_days": 8}
EXTEND = {"reason": "情况复杂，须实地核查", "notice_no": "柳延〔2026〕1号"}

YEAR_2027 = CalendarYear(
    2027,
    off={date(2027, 1, day): "元旦" for day in (1, 4)},
    work={date(2027, 1, 2): "元旦调休", date(2027, 1, 3): "元旦调休"},
)
"""A table as the State Council could write it; made up for this test."""


def load_2027(town: Town) -> None:
    town.calendar = town.calendar.with_year(YEAR_2027)
    with town.react() as uow:
        handlers.recompute_deadlines(uow, year=2027)


def recomputed(town: Town) -> list:
    return [f for f in town.told if f.event_type == "centers.case.deadline_recomputed"]


@pytest.mark.rule("T2.3", "G-05")
def test_a_pause_keeps_the_days_used_and_goes_on_with_the_rest():
    town = Town("2026-04-27")
    town.in_review()
    town.at("2026-04-30")
    case = town.go("chengban", handlers.pause, **EXPERTS)
    assert case.status is Status.PAUSED
    assert not case.clock.binding.is_running
    town.at("2026-05-12")
    case = town.go("chengban", handlers.resume)
    assert (case.status, case.due) == (Status.IN_REVIEW, date(2026, 5, 21))
    assert [(p.started_on, p.ended_on, p.notice_no) for p in case.procedures] == [
        (date(2026, 4, 30), date(2026, 5, 12), "柳告〔2026〕1号")
    ]
    assert (town.told[-1].due, town.told[-1].clock) == (date(2026, 5, 21), "resumed")


@pytest.mark.rule("G-05")
def test_only_a_statutory_procedure_stops_the_clock():
    town = Town()
    town.in_review()
    with pytest.raises(Invalid) as refused:
        town.go("chengban", handlers.pause, **{**EXPERTS, "reason": "经办人休假"})
    assert refused.value.code == "centers.not_a_special_procedure"
    assert "听证" in refused.value.details["reasons"]


@pytest.mark.rule("G-05")
def test_a_paused_case_cannot_be_decided():
    town = Town()
    town.in_review()
    town.go("chengban", handlers.pause, **EXPERTS)
    with pytest.raises(Conflict) as refused:
        town.go("fuzeren", handlers.grant, document_no="柳决1号")
    assert refused.value.code == "centers.case.not_now"


@pytest.mark.rule("G-05")
def test_the_head_extends_once_with_reason_and_notice():
    town = Town("2026-04-27")
    town.in_review()
    case = town.go("fuzeren", handlers.extend, **EXTEND)
    assert case.due == date(2026, 5, 27)
    assert case.clock.legal.extension == case.clock.promised.extension
    assert (case.extension.reason, case.extension.approved_by) == (EXTEND["reason"], "fuzeren")
    assert (town.told[-1].by, town.told[-1].due) == ("10WD", date(2026, 5, 27))
    with pytest.raises(Conflict) as refused:
        town.go("fuzeren", handlers.extend, **EXTEND)
    assert refused.value.code == "centers.already_extended"


@pytest.mark.rule("G-05")
@pytest.mark.parametrize(("day", "refused"), [("2026-05-27", False), ("2026-05-28", True)])
def test_what_is_over_by_law_is_not_extended(day: str, refused: bool):
    town = Town("2026-04-27")
    town.in_review()
    town.at(day)
    if refused:
        with pytest.raises(Conflict) as refusal:
            town.go("fuzeren", handlers.extend, **EXTEND)
        assert refusal.value.code == "centers.extend_too_late"
    else:
        assert town.go("fuzeren", handlers.extend, **EXTEND).extension is not None


@pytest.mark.rule("G-05")
def test_pause_and_extension_add_up():
    town = Town("2026-04-27")
    town.in_review()
    town.at("2026-04-30")
    town.go("chengban", handlers.pause, **EXPERTS)
    town.at("2026-05-12")
    town.go("chengban", handlers.resume)
    assert town.go("fuzeren", handlers.extend, **EXTEND).due == date(2026, 6, 4)


@pytest.mark.parametrize(("day", "on_time"), [("2026-05-13", True), ("2026-05-14", False)])
def test_the_last_day_itself_is_on_time(day: str, on_time: bool):
    town = Town("2026-04-27")
    town.in_review()
    town.at(day)
    assert town.go("fuzeren", handlers.grant, document_no="柳决1号").decision.on_time is on_time


def test_an_immediate_item_is_due_by_the_end_of_the_same_workday():
    town = Town("2026-04-27")
    assert town.accepted(row_id="now-1").due == date(2026, 4, 27)
    case = town.go("chuangkou", handlers.decide_at_once, document_no="柳决1号")
    assert (case.status, case.decision.on_time) == (Status.DECIDED, True)


def test_an_immediate_item_accepted_on_a_day_off_is_due_on_the_next_workday():
    assert Town("2026-05-02").accepted(row_id="now-1").due == date(2026, 5, 6)


def test_a_committed_item_is_not_decided_at_the_window():
    town = Town()
    town.accepted()
    with pytest.raises(Conflict) as refused:
        town.go("chuangkou", handlers.decide_at_once, document_no="柳决1号")
    assert refused.value.code == "centers.not_immediate"


# --- lights ------------------------------------------------------------------------------------


def light(town: Town, day: str) -> str:
    pack = town.packs.pack("centers.case", date.fromisoformat(day))
    return town.case.clock.light(date.fromisoformat(day), town.calendar, pack)


@pytest.mark.rule("G-09")
@pytest.mark.parametrize(
    ("day", "colour"),
    [
        ("2026-04-27", "green"), ("2026-05-09", "green"), ("2026-05-11", "yellow"),
        ("2026-05-13", "yellow"), ("2026-05-14", "red"),
    ],
)  # fmt: skip
def test_the_light_turns_yellow_with_a_quarter_left_and_red_after_the_last_day(day, colour):
    town = Town("2026-04-27")
    town.in_review()
    assert light(town, day) == colour


def test_a_light_holds_still_while_the_clock_is_paused():
    town = Town("2026-04-27")
    town.in_review()
    town.at("2026-04-30")
    town.go("chengban", handlers.pause, **EXPERTS)
    assert light(town, "2026-06-30") == "green"
    town.at("2026-06-30")
    town.go("chengban", handlers.resume)
    assert light(town, "2026-06-30") == "green"
    assert light(town, "2026-07-07") == "yellow"


def test_days_that_a_pause_took_out_do_not_make_the_quarter_larger():
    paused, plain = Town("2026-04-27"), Town("2026-04-27")
    for town in (paused, plain):
        town.in_review()
    paused.at("2026-04-30")
    paused.go("chengban", handlers.pause, **EXPERTS)
    paused.at("2026-08-31")
    paused.go("chengban", handlers.resume)
    assert paused.case.due == date(2026, 9, 9)
    assert light(paused, "2026-09-04") == "green"
    assert light(paused, "2026-09-07") == "yellow"


# --- provisional dates -------------------------------------------------------------------------


@pytest.mark.rule("G-04", "T9.5")
def test_a_provisional_due_date_is_recomputed_once_and_both_dates_are_told():
    town = Town("2026-12-24")
    case = town.accepted()
    assert (case.due, case.provisional) == (date(2027, 1, 8), True)
    load_2027(town)
    assert (town.case.due, town.case.provisional) == (date(2027, 1, 7), False)
    (fact,) = recomputed(town)
    assert (fact.limit, fact.old_due, fact.due) == (
        "decision", date(2027, 1, 8), date(2027, 1, 7),
    )  # fmt: skip
    assert fact.provisional is False
    load_2027(town)
    assert len(recomputed(town)) == 1


@pytest.mark.rule("G-04")
def test_a_date_that_proves_right_is_told_too_because_it_is_certain_now():
    town = Town("2026-12-30", promised_limit="1WD")
    case = town.accepted()
    assert (case.due, case.provisional) == (date(2026, 12, 31), True)
    load_2027(town)
    (fact,) = recomputed(town)
    assert fact.old_due == fact.due == date(2026, 12, 31)


@pytest.mark.rule("G-04")
@pytest.mark.parametrize(
    ("limit", "timer", "old", "new"),
    [
        ("notice", "notice_due", "2027-01-06", "2027-01-05"),
        ("correction", "correction_due", "2027-01-20", "2027-01-19"),
        ("supply", "supply_due", "2027-01-06", "2027-01-05"),
    ],
)
def test_limits_that_a_case_waits_for_move_with_their_timers(limit, timer, old, new):
    town = Town("2026-12-29")
    town.submit(materials=MAIN)
    if limit == "correction":
        defects = [{"material": "居住证明", "what": "未提交"}]
        town.go("chuangkou", handlers.notify_correction, defects=defects)
    if limit == "supply":
        town.go("chuangkou", handlers.accept_tolerant, promise_signed=True)
    assert town.case.provisional
    load_2027(town)
    fact = next(fact for fact in recomputed(town) if fact.limit == limit)
    assert (str(fact.old_due), str(fact.due)) == (old, new)
    assert town.timers[timer, town.case.id] == town.case.limits()[limit].lapses_at
    assert not town.case.provisional


@pytest.mark.rule("G-04")
def test_a_decided_case_keeps_the_date_by_which_it_was_judged():
    town = Town("2026-12-24")
    town.decided()
    load_2027(town)
    assert town.case.due == date(2027, 1, 8)
    assert [fact.limit for fact in recomputed(town)] == ["delivery"], "that time still runs"
    assert town.case.deliver_by.due == date(2027, 1, 7)


@pytest.mark.rule("G-04")
def test_with_an_official_year_nothing_is_provisional():
    town = Town()
    assert not town.accepted().provisional
    town.now = moment("2026-02-12")
    load_2027(town)
    assert recomputed(town) == []
