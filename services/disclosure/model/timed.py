"""Something that must be done by a last day, and is late after it."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shared.kernel.calendar import Calendar
from shared.kernel.deadlines import Deadline
from shared.kernel.events import Aggregate


@dataclass(kw_only=True, eq=False)
class Timed(Aggregate, ABC):
    """`due` is the last day of `clock`; `provisional` while it rests on a guess and still runs."""

    clock: Deadline
    due: date
    provisional: bool
    late: bool = False

    @property
    @abstractmethod
    def awaited(self) -> bool:
        """Say whether it is still to be done."""

    @abstractmethod
    def tell_late(self) -> None:
        """Announce that the last day passed."""

    def run_late(self, now: datetime) -> None:
        """Note, once, that the last day passed."""
        if self.awaited and not self.late and self.clock.overdue(now):
            self.late = True
            self.tell_late()

    def recompute(self, calendar: Calendar, *, now: datetime) -> None:
        """Replace a provisional last day by the true one (G-04); late by a guess is not late."""
        self.set_clock(self.clock.recompute(calendar))
        self.late = self.late and self.clock.overdue(now)

    def set_clock(self, clock: Deadline) -> None:
        """Run until the last day of `clock`."""
        self.clock, self.due = clock, clock.due
        self.provisional = clock.provisional and self.awaited

    def done(self, at: datetime) -> bool:
        """End the clock and say whether it was in time."""
        self.late, self.provisional = self.late or self.clock.overdue(at), False
        return not self.late


def until(clock: Deadline) -> dict[str, Any]:
    """Return the clock as the fields of what runs by it."""
    return {"clock": clock, "due": clock.due, "provisional": clock.provisional}
