"""A rating, kept apart from the case: its rater is reachable by nobody on the staff (EVAL-02)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from services.centers import events
from shared.kernel.events import Aggregate

LEVELS = range(5, 0, -1)
"""非常满意 5, 满意 4, 基本满意 3, 不满意 2, 非常不满意 1 (EVAL-01)."""

VISIT = "VISIT"
"""The channel of a rating of a visit; every other is that of a case."""

_CENT = Decimal("0.01")


@dataclass(kw_only=True, eq=False)
class Rating(Aggregate):
    """What somebody thought of a case, or of a visit when `channel` is VISIT.

    `rater_index` is a keyed hash that serves only to refuse a second; `case_id` is the id of the
    case or of the visit's ticket.
    """

    id: str
    case_id: str
    path: str
    channel: str
    level: int
    comment: str
    rater_index: str
    at: datetime
    version: int = 0

    def tell_visit(self) -> None:
        """Announce that a visit was rated: neither by whom nor how."""
        self.record(events.VisitRated(ticket_id=self.case_id, path=self.path))


@dataclass(frozen=True)
class RatingFigures:
    """How many gave each level (5 非常满意 … 1 非常不满意), and what follows from it (EVAL-01).

    A level through `bad_through` is a 差评. Rates are None while nobody has rated: silence is
    never counted as content (EVAL-03).
    """

    levels: Mapping[int, int]
    bad_through: int

    @property
    def rated(self) -> int:
        """Return how many rated."""
        return sum(self.levels.values())

    @property
    def bad(self) -> int:
        """Return how many were bad."""
        return sum(count for level, count in self.levels.items() if level <= self.bad_through)

    @property
    def good_rate(self) -> Decimal | None:
        """Return 好评率 in percent, two places."""
        return self._share(100 * (self.rated - self.bad))

    @property
    def average(self) -> Decimal | None:
        """Return the average level, two places."""
        return self._share(sum(level * count for level, count in self.levels.items()))

    def _share(self, total: int) -> Decimal | None:
        """Divide by all ratings; rounded half up, only here (G-06)."""
        if not self.rated:
            return None
        return (Decimal(total) / self.rated).quantize(_CENT, ROUND_HALF_UP)
