"""The worked examples of the domain, to the day."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.kernel.calendar import CalendarYear, load_calendars
from shared.kernel.clock import TZ
from shared.kernel.deadlines import Period, deadline
from shared.kernel.errors import Conflict, Invalid

CALENDAR = load_calendars(Path(__file__).parents[3] / "infra" / "data" / "calendars")
SHIFTS = ((time(9), time(12)), (time(13), time(17)))


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
    again = limit("2026-04-27", "10WD").restart(at("2026-05-06"), CALENDAR)
    assert again.due == limit("2026-05-06", "10WD").due


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


@pytest.mark.parametrize("text", ["", "5", "WD", "5XX", "-5WD", "1.5WD", "五WD"])
def test_a_period_that_cannot_be_read_is_refused_with_an_example(text: str):
    with pytest.raises(Invalid) as refused:
        Period.parse(text)
    assert refused.value.code == "deadline.bad_period"


def test_periods_are_written_as_they_are_read():
    assert [str(Period.parse(text)) for text in ("20WD", "0.5WH", "100CD")] == [
        "20WD", "0.5WH", "100CD",
    ]  # fmt: skip


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
