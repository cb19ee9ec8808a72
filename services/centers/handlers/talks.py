"""Which places, and which windows of a hall, were rated lowest two months running (EVAL-05)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from services.centers import store
from services.centers.model import Score, Talk
from services.centers.model.rectifications import Spot, lowest, talk
from services.centers.model.statistics import next_month
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import midnight


def list_talks(uow: UnitOfWork, month: date) -> None:
    """List the duties that follow from `month` and the month before; repeatable."""
    before = (month - timedelta(days=1)).replace(day=1)
    earlier, later = dict(_lowest(uow, before)), dict(_lowest(uow, month))
    for spot in sorted(earlier.keys() & later.keys(), key=str):
        months = (f"{before:%Y-%m}", f"{month:%Y-%m}")
        due = talk(spot, months=months, scores=(earlier[spot], later[spot]), on=uow.today)
        if uow.one(Talk, id=due.id) is None:
            due.announce()
            uow.add(due)


def _lowest(uow: UnitOfWork, month: date) -> Iterator[tuple[Spot, Score]]:
    """Yield who was lowest in a month: among the places, and among the windows of each hall."""
    pack = uow.rules("centers.rectifications")
    least = {
        "least_rated": pack.integer("rank.least_rated"),
        "least_places": pack.integer("rank.least_places"),
    }
    span = midnight(month), midnight(next_month(month))
    places = store.scores_between(uow, *span)
    yield from ((Spot(path), places[path]) for path in lowest(places, **least))
    for hall, windows in store.window_scores_between(uow, *span).items():
        for window in lowest(windows, **least):
            yield replace(hall, window=window), windows[window]
