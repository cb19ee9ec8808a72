"""社会组织孵化: opening, closing by another hand, the last day, jurisdiction."""

from datetime import date, datetime

import pytest

from services.incubation import events, handlers
from services.incubation.model import Matter
from services.incubation.workflow import Status
from shared.kernel.calendar import CalendarYear
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, Forbidden, NotFound
from shared.testing.actors import story
from shared.testing.unit_of_work import Memory

OFFICER, LEADER = "liucheng", "liucheng_leader"


@pytest.fixture
def town() -> Memory:
    return Memory("incubation", at=datetime(2026, 4, 27, 9, tzinfo=TZ))


def opened(town: Memory, by: str = OFFICER) -> Matter:
    with town.act(story(by)) as uow:
        return handlers.open_matter(uow, title="示例事项")


def close(town: Memory, matter: Matter, by: str) -> None:
    with town.act(story(by)) as uow:
        handlers.close(uow, matter_id=matter.id)


@pytest.mark.rule("G-04")
def test_the_last_day_counts_working_days_and_make_up_days(town: Memory):
    matter = opened(town)
    assert (matter.due, matter.provisional) == (date(2026, 5, 13), False)
    assert isinstance(town.told[-1], events.MatterOpened)


@pytest.mark.rule("G-07")
def test_who_opened_a_matter_does_not_close_it(town: Memory):
    matter = opened(town, by=LEADER)
    with pytest.raises(Conflict) as refused:
        close(town, matter, by=LEADER)
    assert refused.value.code == "incubation.own_matter"


def test_another_hand_closes_it_and_says_whether_in_time(town: Memory):
    matter = opened(town)
    close(town, matter, by=LEADER)
    assert town.the(Matter).status is Status.CLOSED
    assert town.told[-1].on_time is True


@pytest.mark.parametrize(("days", "on_time"), [(16, True), (17, False)])
def test_the_last_day_itself_is_on_time_and_the_next_is_not(town: Memory, days: int, on_time: bool):
    matter = opened(town)
    town.pass_time(days=days)
    close(town, matter, by=LEADER)
    assert town.told[-1].on_time is on_time


def test_without_the_permission_nobody_closes(town: Memory):
    with pytest.raises(Forbidden):
        close(town, opened(town), by=OFFICER)


def test_another_street_does_not_see_it(town: Memory):
    with pytest.raises(NotFound) as refused:
        close(town, opened(town), by="gongping_leader")
    assert refused.value.code == "incubation.not_found"


@pytest.mark.rule("G-04")
def test_a_provisional_day_is_recomputed_once_and_says_old_and_new(town: Memory):
    holidays = {date(2027, 10, day): "国庆节" for day in range(1, 8)}
    guess = CalendarYear(2027, off={}, work={}, official=False)
    town.now, town.calendar = datetime(2027, 9, 27, 9, tzinfo=TZ), town.calendar.with_year(guess)
    matter = opened(town)
    old = matter.due
    assert matter.provisional
    town.calendar = town.calendar.with_year(CalendarYear(2027, off=holidays, work={}))
    for _ in range(2):
        with town.react() as uow:
            handlers.recompute_deadlines(uow, year=2027)
    told = [fact for fact in town.told if isinstance(fact, events.DueRecomputed)]
    assert [fact.old_due for fact in told] == [old]
    assert town.the(Matter).provisional is False
