"""Which places of service had the lowest ratings two months running (EVAL-05)."""

from datetime import date, timedelta

from services.centers import store
from services.centers.model import Score, Talk
from services.centers.model.rectifications import lowest, talk
from services.centers.model.statistics import next_month
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import midnight


def list_talks(uow: UnitOfWork, month: date) -> None:
    """List the duties that follow from `month` and the month before; repeatable."""
    before = (month - timedelta(days=1)).replace(day=1)
    earlier, later = _scores(uow, before), _scores(uow, month)
    for path in sorted(_last(uow, earlier) & _last(uow, later)):
        months = (f"{before:%Y-%m}", f"{month:%Y-%m}")
        due = talk(path, months=months, scores=(earlier[path], later[path]), on=uow.today)
        if uow.one(Talk, id=due.id) is None:
            due.announce()
            uow.add(due)


def _scores(uow: UnitOfWork, month: date) -> dict[str, Score]:
    return store.scores_between(uow, midnight(month), midnight(next_month(month)))


def _last(uow: UnitOfWork, scores: dict[str, Score]) -> set[str]:
    pack = uow.rules("centers.rectifications")
    return lowest(
        scores,
        least_rated=pack.integer("rank.least_rated"),
        least_places=pack.integer("rank.least_places"),
    )
