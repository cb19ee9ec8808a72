import json
from datetime import date, timedelta

import chinese_calendar
import pytest

from infra.scripts.make_calendars import FOLDER, table
from shared.kernel.calendar import CalendarMissing, CalendarYear, load_calendars
from shared.kernel.errors import Invalid

CALENDAR = load_calendars(FOLDER)


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
    assert refused.value.code == "calendar.missing"


@pytest.mark.rule("G-04")
@pytest.mark.parametrize(
    ("day", "workday", "reason"),
    [
        ("2027-02-05", False, "春节"),
        ("2027-06-09", False, "端午"),
        ("2027-10-01", False, "国庆节"),
        ("2027-10-08", True, "周五"),
        ("2035-10-01", False, "国庆节"),
        ("2035-10-06", False, "周六"),
    ],
)
def test_a_guess_for_a_year_without_notice_knows_the_statutory_days_and_says_it_is_a_guess(
    day: str, workday: bool, reason: str
):
    guess = CALENDAR.day(date.fromisoformat(day))
    assert (guess.workday, guess.reason, guess.official) == (workday, reason, False)


@pytest.mark.rule("G-04")
def test_the_shipped_guesses_name_thirteen_statutory_days_less_those_that_fall_together():
    for year, days in {2027: 13, 2028: 12}.items():  # 2028: 中秋 is 3 October
        named = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
        guesses = [CALENDAR.day(day) for day in named]
        assert sum(guess.reason[0] != "周" for guess in guesses) == days
        assert not CALENDAR.official(year)


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
        {"year": 2027, "off": {}, "work": {}},
        {"year": 2027, "off": {"2027-01-01": "元旦"}, "work": {"2027-01-05": "周二本就上班"}},
        {"year": 2027, "official": "false", "off": {"2027-01-01": "元旦"}, "work": {}},
    ],
)
def test_a_table_that_cannot_be_true_is_refused(raw: dict):
    with pytest.raises(Invalid, match="calendar"):
        CalendarYear.from_json(raw)


@pytest.mark.rule("G-04")
def test_the_shipped_years_are_what_the_generator_writes():
    for year in (2004, 2015, 2020, 2026):
        assert CalendarYear.from_json(table(year)).to_json() == table(year)
        assert json.loads((FOLDER / f"{year}.json").read_text(encoding="utf-8")) == table(year)


@pytest.mark.rule("G-09")
def test_the_first_day_is_not_counted_and_the_last_is():
    assert CALENDAR.workdays_between(date(2026, 2, 13), date(2026, 2, 14)) == 1
    assert CALENDAR.workdays_between(date(2026, 2, 14), date(2026, 2, 23)) == 0
    assert CALENDAR.workdays_between(date(2026, 2, 24), date(2026, 2, 14)) == 0


def test_the_next_workday_is_the_day_itself_when_people_work_on_it():
    assert CALENDAR.next_workday(date(2026, 2, 14)) == date(2026, 2, 14)
    assert CALENDAR.next_workday(date(2026, 2, 15)) == date(2026, 2, 24)
