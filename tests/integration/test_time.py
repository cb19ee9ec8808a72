"""The calendar and the demonstration clock, as a service keeps them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from shared.chassis import calendars, tables
from shared.chassis.envelope import Context, write
from shared.chassis.execution import Executor
from shared.chassis.house import demo_time
from shared.chassis.inbox import EventConsumer
from shared.chassis.unit_of_work import Request
from shared.kernel.calendar import CalendarYear
from shared.kernel.clock import TZ, machine_time
from shared.kernel.ids import new_id
from tests.integration._garden import KEEPER, Garden

OFFICIAL = CalendarYear(2031, {date(2031, 1, 1): "元旦"}, {}, source="样例")
ESTIMATE = CalendarYear(2031, {date(2031, 1, 2): "猜测"}, {}, official=False)


def load(garden, year):
    with garden.database.write() as session, session.begin():
        return calendars.store(session, year)


def known(garden):
    with garden.executor.unit(Request("garden.test", KEEPER), reading=True) as uow:
        return uow.calendar


@pytest.mark.rule("G-04")
def test_an_estimate_never_replaces_an_official_year(garden):
    assert load(garden, ESTIMATE)
    assert load(garden, OFFICIAL)
    assert not load(garden, ESTIMATE)
    garden.executor.house.calendar.forget()
    assert known(garden).official(2031)


@pytest.mark.rule("G-04")
def test_loading_the_same_year_again_is_no_news_so_dates_are_recomputed_once(garden):
    assert [load(garden, OFFICIAL) for _ in range(3)] == [True, False, False]


@pytest.mark.rule("G-04")
def test_a_corrected_official_year_is_news(garden):
    load(garden, OFFICIAL)
    assert load(garden, replace(OFFICIAL, off={date(2031, 1, 1): "元旦", date(2031, 1, 2): "调休"}))


def test_a_loaded_year_is_known_to_the_service_within_seconds(garden, monkeypatch):
    monkeypatch.setattr(calendars, "FRESH_SECONDS", 0.0)
    assert not known(garden).official(2031)
    load(garden, OFFICIAL)
    assert known(garden).official(2031)


@pytest.mark.parametrize("session", ["read", "write"])
def test_a_moment_comes_back_from_the_database_in_the_time_of_the_town(garden, session):
    with getattr(garden.database, session)() as opened:
        at = opened.scalar(text("SELECT timestamptz '2026-03-31 23:30:00+00'"))
    assert at.isoformat() == "2026-04-01T07:30:00+08:00"
    assert (at.date(), at.utcoffset()) == (date(2026, 4, 1), TZ.utcoffset(None))


def moved(seconds):
    """Write what identity announces when the demonstration clock is moved."""
    kind = ("identity.clock.moved", 1, "移动演示时钟")
    context = Context("identity", "identity.move_clock", KEEPER, machine_time())
    return write(new_id(), kind, "clock", {"offset_seconds": seconds}, context)


def test_outside_the_demonstration_nothing_moves_the_clock(garden):
    garden.consumer.apply([moved(86400.0)])
    assert garden.rows(tables.demo_clock) == []
    with garden.executor.unit(Request("garden.test", KEEPER)) as uow:
        assert abs(uow.now - machine_time()) < timedelta(seconds=5)
        assert not uow.demo


def test_outside_the_demonstration_an_offset_in_the_database_is_not_read(garden):
    with garden.database.write() as session, session.begin():
        session.execute(tables.demo_clock.insert().values(id=1, offset_seconds=86400.0))
    with garden.executor.unit(Request("garden.test", KEEPER)) as uow:
        assert abs(uow.now - machine_time()) < timedelta(seconds=5)


def test_in_the_demonstration_the_service_follows_the_clock_and_the_last_move_holds(garden):
    house = replace(garden.executor.house, demo=True, now=demo_time)
    executor = Executor(Garden, house)
    consumer = EventConsumer(executor, "", batch=10, pauses=(1.0,))
    consumer.apply([moved(3600.0), moved(86400.0)])
    with executor.unit(Request("garden.test", KEEPER)) as uow:
        assert abs(uow.now - machine_time() - timedelta(days=1)) < timedelta(seconds=5)
