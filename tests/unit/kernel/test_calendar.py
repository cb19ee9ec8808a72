from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from shared.kernel.calendar import CalendarMissing, CalendarYear, load_calendars
from shared.kernel.errors import Invalid

CALENDAR = load_calendars(Path(__file__).parents[3] / "infra" / "data" / "calendars")


@pytest.mark.rule("G-04")
def test_every_day_since_2004_is_what_the_reference_package_says():
    days = (date(2026, 12, 31) - date(2004, 1, 1)).days + 1
    for day in (date(2004, 1, 1) + timedelta(days=n) for n in range(days)):
        assert CALENDAR.is_workday(day) == chinese_calendar.is_workday(day), day


@pytest.mark.rule("G-04")
def test_2026_has_248_workdays_and_six_weekend_days_worked():
    assert CALENDAR.workdays_between(date(2025, 12, 31), date(2026, 12, 31)) == 248
    worked = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]
    assert all(CALENDAR.is_workday(date.fromisoformat(f"2026-{day}")) for day in worked)


@pytest.mark.rule("G-04")
def test_a_year_without_a_table_is_refused_not_guessed_in_silence():
    with pytest.raises(CalendarMissing) as refused:
        CALENDAR.is_workday(date(2027, 10, 1))
    assert refused.value.details == {"year": 2027}
    guess = CALENDAR.day(date(2027, 10, 1))
    assert (guess.workday, guess.official, guess.reason) == (False, False, "国庆节")


@pytest.mark.rule("G-04")
def test_a_loaded_year_changes_the_version_and_an_equal_one_does_not():
    table = CalendarYear(2027, off={date(2027, 1, 1): "元旦"}, work={})
    loaded = CALENDAR.with_year(CalendarYear.from_json(table.to_json()))
    assert loaded.is_workday(date(2027, 1, 4))
    assert loaded.version != CALENDAR.version
    assert loaded.version == CALENDAR.with_year(table).version


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"year": 2027, "off": {"2026-01-01": "元旦"}, "work": {}},
        {"year": 2027, "off": {"2027-01-01": "元旦"}, "work": {"2027-01-01": "调休"}},
        {"year": 2027, "off": {"2027-13-01": "元旦"}, "work": {}},
        {"year": 2027, "off": [], "work": {}},
    ],
)
def test_a_table_that_cannot_be_true_is_refused(raw: dict):
    with pytest.raises(Invalid, match="calendar"):
        CalendarYear.from_json(raw)
