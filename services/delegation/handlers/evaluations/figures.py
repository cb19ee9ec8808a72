"""Monthly figures of the service centers, kept by month and unit: heard twice is kept once."""

from collections.abc import Mapping

from services.delegation.model import DecisionMonth, RatingMonth
from shared.chassis.unit_of_work import UnitOfWork


def learn_ratings(uow: UnitOfWork, *, path: str, period: str, levels: Mapping[str, int]) -> None:
    """Keep how many residents gave each level: the only source of the mass score (X-05)."""
    key = f"{period}:{path}"
    known = uow.one(RatingMonth, id=key)
    if known is None:
        uow.add(RatingMonth(id=key, path=path, period=period, levels=dict(levels)))
    else:
        known.levels = dict(levels)


def learn_decisions(
    uow: UnitOfWork, *, path: str, period: str, accepted: int, granted: int, denied: int,
    on_time: int,
) -> None:  # fmt: skip
    """Keep what was decided, and in time: shown beside the scores (X-05)."""
    key = f"{period}:{path}"
    known = uow.one(DecisionMonth, id=key)
    if known is None:
        known = DecisionMonth(id=key, path=path, period=period, accepted=0, decided=0, on_time=0)
        uow.add(known)
    known.accepted, known.decided, known.on_time = accepted, granted + denied, on_time
