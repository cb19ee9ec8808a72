"""A visit is rated once, by whoever held its ticket, and a bad one is answered like a case's."""

from datetime import date

import pytest

from services.centers import handlers
from services.centers.model import Rating, Rectification, Ticket
from shared.kernel.errors import Conflict, NotFound
from shared.testing.actors import story
from tests.unit.centers._hall import HallTown


class Visited(HallTown):
    """A visit of 王秀英 at 柳城's window 3, over on Wednesday 2026-03-04."""

    def __init__(self) -> None:
        super().__init__()
        self.open("3")
        self.take("wang_xiuying")
        self.ticket = self.serve(self.next(), minutes=8)

    def rate(self, who: str = "wang_xiuying", level: int = 1, ticket: Ticket | None = None):
        with self.act(story(who)) as uow:
            return handlers.rate_visit(
                uow, ticket_id=(ticket or self.ticket).id, level=level, comment="等了很久"
            )


@pytest.mark.rule("EVAL-01", "EVAL-02", "EVAL-03")
def test_a_visit_is_rated_once_and_the_fact_tells_neither_by_whom_nor_how():
    town = Visited()
    town.rate(level=5)
    fact = town.told[-1]
    assert (fact.event_type, fact.anonymous) == ("centers.ticket.rated", True)
    assert set(vars(fact)) == {"ticket_id", "path"}
    with pytest.raises(Conflict) as refused:
        town.rate(level=1)
    assert refused.value.code == "centers.already_rated"
    assert "wang_xiuying" not in str(vars(town.the(Rating)))


@pytest.mark.rule("EVAL-02")
def test_nobody_rates_the_visit_of_another_or_of_a_paper_ticket():
    town = Visited()
    with pytest.raises(NotFound):
        town.rate("li_wei")
    town.take()
    paper = town.serve(town.next())
    with pytest.raises(NotFound):
        town.rate(ticket=paper)


@pytest.mark.rule("EVAL-03")
def test_a_visit_is_rated_when_it_is_over_and_within_ten_days():
    town = Visited()
    waiting = town.take("wang_xiuying")
    with pytest.raises(Conflict) as refused:
        town.rate(ticket=waiting)
    assert refused.value.code == "centers.visit_not_over"
    town.at("2026-03-15 00:00")
    with pytest.raises(Conflict) as refused:
        town.rate()
    assert refused.value.code == "centers.rating_closed"


@pytest.mark.rule("EVAL-02", "EVAL-04")
def test_a_bad_one_is_answered_by_another_than_the_clerk_and_reaches_nobody():
    town = Visited()
    town.rate(level=2)
    assert town.all(Rectification) == []
    town.at("2026-03-05 00:00")
    found = town.the(Rectification)
    assert (found.rated, found.named, found.rated_on) == (("chuangkou",), False, date(2026, 3, 4))
    held = str({key: value for key, value in vars(found).items() if key != "rating_id"})
    assert town.ticket.id not in held
    assert "wang_xiuying" not in held
    with town.act(story("liucheng")) as uow:
        handlers.take(uow, rectification_id=found.id)
