"""The worked examples of the domain, to the day."""

import json
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.chassis.columns import Json
from shared.kernel.calendar import CalendarYear, load_calendars
from shared.kernel.clock import TZ
from shared.kernel.deadlines import Deadline, Period, deadline
from shared.kernel.errors import Conflict, Invalid
from shared.kernel.rulepacks import RulePacks

CALENDAR = load_calendars(Path(__file__).parents[3] / "infra" / "data" / "calendars")
PACKS = RulePacks.from_folder(Path(__file__).parents[3] / "infra" / "data" / "rulepacks")
SHIFTS = PACKS.pack("kernel.calendar", date(2026, 2, 14)).shifts("shifts")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TZ)


def limit(start: str, period: str, **options):
    return deadline(at(start), Period.parse(period), CALENDAR, **options)


@pytest.mark.rule("G-02", "G-03", "G-04")
@pytest.mark.parametrize(
    ("start", "period", "options", "due"),
    [
        pytest.param("2026-02-11", "7CD", {"roll_forward": False}, "2026-02-18",
                     marks=pytest.mark.rule("T1.3"), id="notice, no roll"),
        pytest.param("2026-02-11", "7CD", {}, "2026-02-24",
                     marks=pytest.mark.rule("T1.3"), id="notice, rolled over the Spring Festival"),
        pytest.param("2026-02-11", "7WD", {}, "2026-02-27", marks=pytest.mark.rule("T1.3")),
        pytest.param("2026-02-11", "5WD", {}, "2026-02-25", marks=pytest.mark.rule("T2.1")),
        pytest.param("2026-04-27", "10WD", {}, "2026-05-13", marks=pytest.mark.rule("T2.2")),
        pytest.param("2026-09-18", "5WD", {}, "2026-09-24", marks=pytest.mark.rule("T2.4")),
        pytest.param("2026-02-13", "1WD", {}, "2026-02-14", marks=pytest.mark.rule("T2.5")),
        pytest.param("2026-02-13", "5WD", {}, "2026-02-27", marks=pytest.mark.rule("T2.5")),
        pytest.param("2026-02-13", "15WD", {}, "2026-03-12", marks=pytest.mark.rule("T2.5")),
        pytest.param("2026-01-04", "20WD", {}, "2026-01-30", marks=pytest.mark.rule("T9.1")),
        pytest.param("2026-09-14", "20WD", {}, "2026-10-16", marks=pytest.mark.rule("T9.2")),
        pytest.param("2026-03-02", "20WD", {}, "2026-03-30", marks=pytest.mark.rule("T9.3")),
        pytest.param("2026-03-05", "15WD", {}, "2026-03-26", marks=pytest.mark.rule("T9.3")),
        pytest.param("2026-09-18", "7WD", {}, "2026-09-29", marks=pytest.mark.rule("T9.4")),
        pytest.param("2026-06-11", "10CD", {"roll_forward": False}, "2026-06-21",
                     marks=pytest.mark.rule("T7.5")),
        pytest.param("2021-03-15", "5Y", {"roll_forward": False}, "2026-03-15"),
        pytest.param("2026-08-31", "6M", {"roll_forward": False}, "2027-02-28"),
        pytest.param("2026-03-31", "1M", {"roll_forward": False}, "2026-04-30"),
        pytest.param("2024-02-29", "1Y", {"roll_forward": False}, "2025-02-28"),
    ],
)  # fmt: skip
def test_a_deadline_falls_on_the_day_of_the_worked_example(start, period, options, due):
    assert str(limit(start, period, **options).due) == due


@pytest.mark.rule("T5.1", "T5.2")
@pytest.mark.parametrize(
    ("start", "due"),
    [("2026-02-13T16:00", "2026-02-14T12:00"), ("2026-02-14T16:30", "2026-02-24T13:30")],
)
def test_working_hours_run_only_while_people_work(start: str, due: str):
    assert limit(start, "4WH", shifts=SHIFTS).due_at == at(due)


@pytest.mark.rule("G-02")
def test_clock_hours_run_through_the_night():
    assert limit("2026-02-14T16:30", "24H").due_at == at("2026-02-15T16:30")


@pytest.mark.rule("G-05", "T2.3")
def test_a_pause_keeps_the_elapsed_days_and_goes_on_the_day_after():
    running = limit("2026-04-27", "10WD")
    paused = running.pause(date(2026, 4, 30), "检验", CALENDAR)
    assert not paused.is_running
    assert not paused.overdue(at("2026-12-31"))
    resumed = paused.resume(date(2026, 5, 12), CALENDAR)
    assert resumed.due == date(2026, 5, 21)
    assert [d.index for d in resumed.explain(CALENDAR) if d.counted] == list(range(1, 11))
    assert sum(d.counted and d.date <= date(2026, 4, 30) for d in resumed.explain(CALENDAR)) == 3


@pytest.mark.rule("G-05", "T9.3")
def test_asking_a_third_party_is_taken_out_of_the_time():
    asked = limit("2026-03-02", "20WD").pause(date(2026, 3, 5), "征求第三方意见", CALENDAR)
    assert asked.resume(date(2026, 3, 20), CALENDAR).due == date(2026, 4, 15)


@pytest.mark.rule("G-05", "T9.2")
def test_an_extension_adds_its_days_once():
    extended = limit("2026-09-14", "20WD").extend(Period.parse("20WD"), CALENDAR)
    assert extended.due == date(2026, 11, 13)
    with pytest.raises(Conflict) as refused:
        extended.extend(Period.parse("20WD"), CALENDAR)
    assert refused.value.code == "deadline.already_extended"


@pytest.mark.rule("G-05")
def test_a_restart_gives_the_full_period_from_the_day_of_the_correction():
    first = limit("2026-04-27", "10WD").extend(Period.parse("10WD"), CALENDAR)
    stood = first.pause(date(2026, 5, 6), "补正", CALENDAR).resume(date(2026, 5, 8), CALENDAR)
    assert stood.restart(at("2026-05-06"), CALENDAR) == limit("2026-05-06", "10WD")


@pytest.mark.rule("G-05")
def test_pausing_twice_and_resuming_a_running_clock_are_refused():
    paused = limit("2026-04-27", "10WD").pause(date(2026, 4, 30), "检验", CALENDAR)
    with pytest.raises(Conflict, match="already_paused"):
        paused.pause(date(2026, 5, 6), "检验", CALENDAR)
    with pytest.raises(Conflict, match="not_paused"):
        limit("2026-04-27", "10WD").resume(date(2026, 5, 6), CALENDAR)


@pytest.mark.rule("G-04", "T9.5")
def test_a_date_in_a_year_without_calendar_is_provisional_until_it_is_loaded():
    guess = limit("2026-12-21", "20WD")
    assert (guess.provisional, guess.due) == (True, date(2027, 1, 19))
    table = CalendarYear(2027, off={date(2027, 1, 1): "元旦"}, work={date(2027, 1, 10): "调休"})
    true = guess.recompute(CALENDAR.with_year(table))
    assert (true.provisional, true.due) == (False, date(2027, 1, 18))
    assert true.calendar_version != guess.calendar_version
    assert true.recompute(CALENDAR.with_year(table)) == true


@pytest.mark.rule("G-04", "T9.5")
@pytest.mark.parametrize("period", ["20WD", "60WH"])
def test_work_counted_in_an_unknown_year_is_provisional_whether_it_rolls_or_not(period: str):
    guess = limit("2026-12-28", period, roll_forward=False, shifts=SHIFTS)
    assert guess.provisional
    assert any(day.estimated for day in guess.explain(CALENDAR))
    assert not limit("2026-12-28", "1WD").provisional


@pytest.mark.rule("G-04")
def test_calendar_days_that_end_in_an_unknown_year_are_provisional_only_when_they_roll():
    assert limit("2026-12-25", "10CD").provisional
    assert not limit("2026-12-25", "10CD", roll_forward=False).provisional


@pytest.mark.rule("G-09")
def test_days_left_are_the_workdays_after_today_through_the_last_day():
    assert limit("2026-02-11", "5WD").days_left(date(2026, 2, 13), CALENDAR) == 3
    assert limit("2026-02-11", "5WD").days_left(date(2026, 2, 25), CALENDAR) == 0


@pytest.mark.rule("T2.1")
def test_the_last_day_itself_is_not_overdue():
    due = limit("2026-02-11", "5WD")
    assert not due.overdue(at("2026-02-25T23:59:59"))
    assert due.overdue(at("2026-02-26T00:00:00"))


@pytest.mark.rule("T2.1")
def test_every_day_says_why_it_was_counted_or_skipped():
    days = {str(d.date): (d.index, d.reason) for d in limit("2026-02-11", "5WD").explain(CALENDAR)}
    assert days["2026-02-14"] == (3, "春节调休上班")
    assert days["2026-02-17"] == (None, "春节")
    assert days["2026-02-25"] == (5, "周三")
    assert days["2026-02-11"] == (None, "起算日不计入")
    assert len(days) == 15


@pytest.mark.rule("T5.1")
def test_working_hours_say_how_many_were_taken_on_which_day():
    days = limit("2026-02-14T16:30", "4WH", shifts=SHIFTS).explain(CALENDAR)
    assert (days[0].index, days[0].reason) == (1, "春节调休上班，计0.5小时")
    assert [d.reason for d in days[1:-1]] == ["春节"] * 9
    assert (str(days[-1].date), days[-1].index, days[-1].reason) == (
        "2026-02-24", 2, "周二，计3.5小时",
    )  # fmt: skip


@pytest.mark.rule("T1.3")
def test_the_days_over_which_a_period_rolls_are_named():
    days = limit("2026-02-11", "7CD").explain(CALENDAR)
    assert (str(days[7].date), days[7].index, days[7].reason) == ("2026-02-18", 7, "春节")
    assert [d.reason for d in days[8:]] == ["顺延：春节"] * 5 + ["顺延：周二"]


@pytest.mark.rule("G-05")
def test_a_clock_that_stands_explains_itself_up_to_the_pause():
    days = limit("2026-04-27", "10WD").pause(date(2026, 4, 30), "检验", CALENDAR).explain(CALENDAR)
    assert [d.index for d in days] == [None, 1, 2, 3, None]
    assert days[-1].reason == "中止计时：检验（尚未恢复，其后日期待定）"


@pytest.mark.parametrize(
    "text", ["", "5", "WD", "5XX", "-5WD", "1.5WD", "五WD", "10000WD", "101Y", "5WD "]
)
def test_a_period_that_cannot_be_read_is_refused_with_an_example(text: str):
    with pytest.raises(Invalid) as refused:
        Period.parse(text)
    assert refused.value.code == "deadline.bad_period"


def test_periods_are_written_as_they_are_read():
    assert [str(Period.parse(text)) for text in ("20WD", "0.5WH", "100CD")] == [
        "20WD", "0.5WH", "100CD",
    ]  # fmt: skip


@pytest.mark.rule("G-05")
def test_start_on_complete_the_full_period_begins_with_acceptance_not_with_the_first_papers():
    told_by = limit("2026-09-18", "5WD")
    assert told_by.lapses_at == at("2026-09-25")
    assert limit("2026-09-24", "20WD").due == date(2026, 10, 29)
    assert limit("2026-09-18", "20WD").due == date(2026, 10, 22)  # deemed accepted as of receipt


@pytest.mark.rule("G-05")
def test_an_unfinished_promise_leaves_the_clock_running():
    running = limit("2026-04-27", "10WD")
    assert running.recompute(CALENDAR) == running
    assert running.overdue(at("2026-05-14"))


@pytest.mark.rule("G-05")
@pytest.mark.parametrize(
    ("pause", "resume"),
    [("2026-04-26", None), ("2026-04-30", "2026-04-29")],
    ids=["pause before the start", "resume before the pause"],
)
def test_dates_out_of_order_are_refused(pause: str, resume: str | None):
    with pytest.raises(Invalid) as refused:
        paused = limit("2026-04-27", "10WD").pause(date.fromisoformat(pause), "检验", CALENDAR)
        paused.resume(date.fromisoformat(resume or "2026-05-12"), CALENDAR)
    assert refused.value.code == "deadline.out_of_order"


@pytest.mark.rule("G-05")
def test_a_second_pause_cannot_begin_inside_the_first():
    once = limit("2026-04-27", "10WD").pause(date(2026, 4, 28), "检验", CALENDAR)
    resumed = once.resume(date(2026, 5, 8), CALENDAR)
    with pytest.raises(Invalid, match="out_of_order"):
        resumed.pause(date(2026, 5, 7), "鉴定", CALENDAR)
    twice = resumed.pause(date(2026, 5, 8), "鉴定", CALENDAR).resume(date(2026, 5, 12), CALENDAR)
    assert twice.due == limit("2026-05-12", "9WD").due


@pytest.mark.rule("G-05")
def test_a_pause_does_not_heal_what_was_overdue_before():
    late = limit("2026-04-27", "1WD").pause(date(2026, 5, 20), "检验", CALENDAR)
    assert late.overdue(at("2026-05-21"))
    assert late.resume(date(2026, 6, 1), CALENDAR).due == date(2026, 4, 28)


@pytest.mark.rule("G-05")
@pytest.mark.parametrize(
    ("start", "period", "due"),
    [
        ("2026-03-02", "30CD", "2026-04-13T23:59:59"),  # 04-11 is a Saturday
        ("2026-03-02", "1M", "2026-04-13T23:59:59"),  # 04-02 and ten days: Sunday 04-12
        ("2026-03-02T10:00", "96H", "2026-03-16T10:00:00"),
        ("2026-03-02T16:00", "29WH", "2026-03-16T17:00:00"),
    ],
)
def test_a_pause_stops_every_unit(start: str, period: str, due: str):
    running = limit(start, period, shifts=SHIFTS)
    paused = running.pause(date(2026, 3, 5), "检验", CALENDAR)
    assert paused.resume(date(2026, 3, 15), CALENDAR).due_at == at(due)


@pytest.mark.rule("G-05")
def test_a_period_does_not_roll_onto_a_day_on_which_the_clock_stands():
    paused = limit("2026-03-04", "10CD").pause(date(2026, 3, 14), "检验", CALENDAR)  # a Saturday
    assert paused.due == date(2026, 3, 16)
    assert paused.resume(date(2026, 3, 18), CALENDAR).due == date(2026, 3, 19)


@pytest.mark.rule("G-05")
def test_an_extension_during_a_pause_counts_at_once():
    paused = limit("2026-09-14", "20WD").pause(date(2026, 9, 16), "检验", CALENDAR)
    assert paused.extend(Period.parse("20WD"), CALENDAR).due == date(2026, 11, 13)


@pytest.mark.rule("G-05")
def test_an_extension_in_another_unit_is_refused():
    with pytest.raises(Invalid, match="other_unit"):
        limit("2026-09-14", "20WD").extend(Period.parse("20CD"), CALENDAR)


@pytest.mark.rule("G-09")
def test_days_left_stand_still_during_a_pause():
    paused = limit("2026-04-27", "10WD").pause(date(2026, 4, 30), "检验", CALENDAR)
    assert paused.days_left(date(2026, 4, 29), CALENDAR) == 8
    assert paused.days_left(date(2026, 5, 12), CALENDAR) == 7


@pytest.mark.rule("G-03")
def test_the_start_day_is_the_day_in_beijing_whatever_the_zone_of_the_instant():
    start = datetime(2026, 2, 10, 20, tzinfo=UTC)
    assert deadline(start, Period.parse("5WD"), CALENDAR).due == date(2026, 2, 25)
    assert str(deadline(start, Period.parse("1H"), CALENDAR).start) == "2026-02-11 04:00:00+08:00"
    with pytest.raises(ValueError, match="zone"):
        deadline(start.replace(tzinfo=None), Period.parse("5WD"), CALENDAR)


@pytest.mark.rule("T2.1")
def test_the_last_second_of_the_last_day_is_in_time_to_its_end():
    assert not limit("2026-02-11", "5WD").overdue(at("2026-02-25T23:59:59.999999"))


@pytest.mark.rule("T1.3")
def test_a_zero_period_ends_on_the_same_day_or_the_next_workday():
    assert limit("2026-02-14T09:30", "0WD").due == date(2026, 2, 14)
    assert limit("2026-02-15T09:30", "0WD").due == date(2026, 2, 24)


@pytest.mark.parametrize("shifts", [(), ((time(13), time(17)), (time(9), time(12)))])
def test_working_hours_without_a_sound_timetable_are_refused(shifts):
    with pytest.raises(Invalid, match="no_shifts"):
        limit("2026-02-13T16:00", "4WH", shifts=shifts)


@pytest.mark.rule("X-07")
@pytest.mark.parametrize("period", ["10WD", "30CD", "4.5WH", "24H", "6M", "1Y"])
def test_a_deadline_stored_as_json_comes_back_whole_and_computes_the_same(period: str):
    kept = limit("2026-04-27T10:00", period, shifts=SHIFTS).extend(Period.parse(period), CALENDAR)
    kept = kept.pause(date(2026, 4, 28), "检验", CALENDAR).resume(date(2026, 5, 12), CALENDAR)
    column = Json(Deadline)
    text = json.dumps(column.process_bind_param(kept, None))
    back = column.process_result_value(json.loads(text), None)
    assert back == kept
    assert back.recompute(CALENDAR) == kept


DAYS = st.dates(date(2010, 1, 1), date(2026, 6, 30))


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(1, 60))
def test_working_days_end_on_a_workday_and_never_earlier_for_more(start: date, n: int):
    shorter = limit(str(start), f"{n}WD")
    assert CALENDAR.is_workday(shorter.due)
    assert CALENDAR.workdays_between(start, shorter.due) == n
    assert limit(str(start), f"{n + 1}WD").due > shorter.due
    assert shorter.recompute(CALENDAR) == shorter


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(5, 30), st.integers(1, 4), st.integers(1, 30))
def test_a_pause_moves_the_end_by_exactly_its_working_days(start: date, n: int, used: int, k: int):
    running = limit(str(start), f"{n}WD")
    stop = next(d.date for d in running.explain(CALENDAR) if d.index == used)
    go = limit(str(stop), f"{k}WD").due
    moved = running.pause(stop, "检验", CALENDAR).resume(go, CALENDAR)
    assert CALENDAR.workdays_between(running.due, moved.due) == k


@settings(max_examples=40, deadline=None)
@given(DAYS, st.sampled_from(["12WD", "30CD", "2M", "9WH", "50H"]))
def test_the_explanation_ends_on_the_due_date_and_leaves_no_day_out(start: date, period: str):
    found = limit(str(start), period, shifts=SHIFTS)
    days = [d.date for d in found.explain(CALENDAR)]
    assert (days[0], days[-1]) == (start, found.due)
    assert [later - earlier for earlier, later in pairwise(days)] == [timedelta(1)] * (
        len(days) - 1
    )
