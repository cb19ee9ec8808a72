"""The decisions of one closed month at one unit."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.centers import events
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

    def compile(self) -> None:
        """Announce the figures: they must be published in time (X-04)."""
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


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)
