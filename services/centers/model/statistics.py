"""The decisions of one closed month at one unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.centers import events
from services.centers.model.rating import LEVELS
from shared.kernel.events import Aggregate


@dataclass(kw_only=True, eq=False)
class Statistics(Aggregate):
    """Counts of a month; compiled once, then only read."""

    id: str
    path: str
    unit_name: str
    period: str
    accepted: int
    granted: int
    denied: int
    on_time: int
    formed_at: datetime
    version: int = 0

    def compile(self, levels: Mapping[int, int]) -> None:
        """Announce the figures: they must be published in time (X-04).

        `levels`: how many gave each level; told apart, and only where somebody rated.
        """
        self.record(
            events.StatisticsCompiled(
                statistics_id=self.id,
                path=self.path,
                period=self.period,
                unit_name=self.unit_name,
                accepted=self.accepted,
                granted=self.granted,
                denied=self.denied,
                on_time=self.on_time,
                formed_at=self.formed_at,
            )
        )
        if levels:
            self.record(
                events.RatingsCompiled(
                    statistics_id=self.id,
                    path=self.path,
                    period=self.period,
                    levels={str(level): levels.get(level, 0) for level in LEVELS},
                )
            )


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)
