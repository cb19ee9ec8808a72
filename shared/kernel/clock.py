"""Time is an argument. This module is the only one that reads the machine's clock."""

from datetime import date, datetime, timedelta, timezone
from typing import Protocol

TZ = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China keeps one zone and no summer time, so a fixed offset is exact since 1992."""


class Clock(Protocol):
    """Whatever can say what time it is."""

    def now(self) -> datetime:
        """Return the current time in `TZ`."""
        ...


class SystemClock:
    """The machine's clock, moved by `offset` (zero outside demonstration mode)."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        """Start at the machine's time plus `offset`."""
        self.offset = offset

    def now(self) -> datetime:
        """Return machine time plus offset, in `TZ`."""
        return datetime.now(TZ) + self.offset


class FixedClock:
    """A clock that stands until it is moved: for tests and replays."""

    def __init__(self, at: datetime) -> None:
        """Stand at `at`, which must carry a zone."""
        self.at = at.astimezone(TZ)

    def now(self) -> datetime:
        """Return the time at which it stands."""
        return self.at

    def move_to(self, at: datetime) -> None:
        """Stand at another time."""
        self.at = at.astimezone(TZ)


def machine_time() -> datetime:
    """Return true time, never moved: for tokens, leases and logs, not for acts."""
    return datetime.now(TZ)


def midnight(day: date) -> datetime:
    """Return the first instant of `day` in `TZ`."""
    return datetime(day.year, day.month, day.day, tzinfo=TZ)
