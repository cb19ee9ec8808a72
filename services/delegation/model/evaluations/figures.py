"""Copies of the monthly figures of the service centers: what residents said, what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.kernel.events import Aggregate


@dataclass(kw_only=True, eq=False)
class RatingMonth(Aggregate):
    """How many gave each level, "5" to "1", in one month at one unit. `id` is "month:path"."""

    id: str
    path: str
    period: str
    levels: Mapping[str, int]
    version: int = 0


@dataclass(kw_only=True, eq=False)
class DecisionMonth(Aggregate):
    """What one unit accepted, decided, and decided in time in one month. `id` is "month:path"."""

    id: str
    path: str
    period: str
    accepted: int
    decided: int
    on_time: int
    version: int = 0
