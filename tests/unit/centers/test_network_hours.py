"""When places and windows are open: the week, holidays, make-up days, special days."""

from datetime import date, time

import pytest

from services.centers import queries
from services.centers.model import Hours, SpecialDay, Spell, WeekdayHours, Window
from shared.kernel.calendar import load_calendars
from shared.kernel.errors import Invalid, NotFound
from shared.testing.actors import story
from shared.testing.unit_of_work import DATA
from tests.unit.centers._network import AFTERNOON, DAY, MORNING, WORKDAYS, Network

CALENDAR = load_calendars(DATA / "calendars")


@pytest.fixture
def town() -> Network:
    return Network()


SATURDAY_MORNING = Hours(weekly=(*WORKDAYS.weekly, WeekdayHours(6, (MORNING,))))
DAYS = {
    "a Wednesday": (WORKDAYS, date(2026, 2, 11), DAY),
    "a Saturday without hours": (WORKDAYS, date(2026, 3, 7), ()),
    "a Saturday with hours": (SATURDAY_MORNING, date(2026, 3, 7), (MORNING,)),
    "a Sunday": (SATURDAY_MORNING, date(2026, 3, 8), ()),
    "a make-up Saturday works as a Monday": (WORKDAYS, date(2026, 2, 14), DAY),
    "a make-up Saturday with hours of its own": (SATURDAY_MORNING, date(2026, 2, 14), (MORNING,)),
    "a holiday on a weekday": (WORKDAYS, date(2026, 2, 17), ()),
    "a holiday on a Saturday": (SATURDAY_MORNING, date(2026, 2, 21), ()),
}


@pytest.mark.rule("G-04")
@pytest.mark.parametrize("name", DAYS)
def test_the_week_gives_way_to_holidays_and_make_up_days(name: str):
    hours, day, expected = DAYS[name]
    assert hours.on(day, CALENDAR) == expected


def test_a_special_day_beats_everything_and_a_window_its_place():
    special = (SpecialDay(date(2026, 2, 17), (MORNING,), "春节值守"),
               SpecialDay(date(2026, 2, 11), (), "停电"))  # fmt: skip
    hours = Hours(weekly=WORKDAYS.weekly, exceptions=special)
    assert hours.on(date(2026, 2, 17), CALENDAR) == (MORNING,)
    assert hours.on(date(2026, 2, 11), CALENDAR) == ()
    always = Hours(weekly=WORKDAYS.weekly, through_holidays=True)
    assert always.on(date(2026, 2, 17), CALENDAR) == DAY
    afternoons = Hours(weekly=(WeekdayHours(3, (AFTERNOON,)),))
    town = Network()
    town.change(
        "north", "2026-02-11",
        windows=[{"number": "1", "name": "综合", "hours": None},
                 {"number": "2", "name": "社保", "skills": ["就业社保"],
                  "hours": {"weekly": [{"weekday": 3, "spells": [
                      {"opens": AFTERNOON.opens, "closes": AFTERNOON.closes}]}]}}],
    )  # fmt: skip
    north, wednesday = town.place("north"), date(2026, 2, 11)
    assert north.windows[1] == Window("2", "社保", ("就业社保",), afternoons)
    assert north.hours_on(wednesday, CALENDAR) == DAY
    assert north.hours_on(wednesday, CALENDAR, "1") == DAY
    assert north.hours_on(wednesday, CALENDAR, "2") == (AFTERNOON,)
    with pytest.raises(NotFound):
        north.hours_on(wednesday, CALENDAR, "3")


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        (Hours(weekly=(WeekdayHours(1, (Spell(time(9), time(9)),)),)), "centers.hours_overlap"),
        (Hours(weekly=(WeekdayHours(1, (AFTERNOON, MORNING)),)), "centers.hours_overlap"),
        (Hours(weekly=(WeekdayHours(1, (MORNING, Spell(time(11), time(13)))),)),
         "centers.hours_overlap"),
        (Hours(weekly=(WeekdayHours(1, DAY), WeekdayHours(1, DAY))), "centers.hours_twice"),
        (Hours(exceptions=(SpecialDay(date(2026, 1, 1), (), "a"),
                           SpecialDay(date(2026, 1, 1), (), "b"))), "centers.hours_twice"),
    ],
)  # fmt: skip
def test_hours_that_cannot_be_kept_are_refused(hours: Hours, code: str):
    with pytest.raises(Invalid) as refused:
        hours.check()
    assert refused.value.code == code


def test_opening_hours_are_told_day_by_day(town: Network):
    with town.act(story("reader")) as uow:
        shown = queries.place_hours(
            uow, place_id="north", first=date(2026, 2, 13), days=5, window=None
        )
    assert [bool(day.spells) for day in shown.days] == [True, True, False, False, False]
    assert [day.official for day in shown.days] == [True] * 5


def test_a_closed_place_has_no_hours(town: Network):
    town.close("north", "2026-02-12", "south")
    assert town.place("north").hours_on(date(2026, 2, 12), CALENDAR) == DAY
    assert town.place("north").hours_on(date(2026, 2, 13), CALENDAR) == ()
