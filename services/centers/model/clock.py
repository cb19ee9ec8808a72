"""The clock of a case: the legal limit and the shorter promised one, moved together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from shared.kernel.calendar import Calendar
from shared.kernel.deadlines import Deadline, Period, deadline


@dataclass(frozen=True)
class LegalClock:
    """Both deadlines of a running case; either may be absent, not both."""

    legal: Deadline | None
    promised: Deadline | None
    extended: bool = False

    @property
    def binding(self) -> Deadline:
        """Return the deadline that the applicant was told: the promised one when there is one."""
        found = self.promised or self.legal
        if found is None:
            raise ValueError("a clock has at least one deadline")
        return found

    @property
    def due(self) -> date:
        """Return the last day."""
        return self.binding.due

    @property
    def provisional(self) -> bool:
        """Say whether the date rests on a year without an official calendar (G-04)."""
        return any(each.provisional for each in (self.legal, self.promised) if each)

    def pause(self, on: date, reason: str, calendar: Calendar) -> "LegalClock":
        """Stop; elapsed days are kept."""
        return self._each(lambda each: each.pause(on, reason, calendar))

    def resume(self, on: date, calendar: Calendar) -> "LegalClock":
        """Go on with the remaining days."""
        return self._each(lambda each: each.resume(on, calendar))

    def extend(self, by: Period, calendar: Calendar) -> "LegalClock":
        """Add days once to both."""
        moved = self._each(lambda each: each.extend(by, calendar))
        return LegalClock(moved.legal, moved.promised, extended=True)

    def recompute(self, calendar: Calendar) -> "LegalClock":
        """Compute again with a calendar that has become official."""
        return self._each(lambda each: each.recompute(calendar))

    def _each(self, move: Callable[[Deadline], Deadline]) -> "LegalClock":
        return LegalClock(
            move(self.legal) if self.legal else None,
            move(self.promised) if self.promised else None,
            self.extended,
        )


def start(
    at: datetime, limits: tuple[Period | None, Period | None], calendar: Calendar
) -> LegalClock:
    """Start the clock at acceptance; the start day is not counted (G-03)."""
    legal, promised = limits
    return LegalClock(
        deadline(at, legal, calendar) if legal else None,
        deadline(at, promised, calendar) if promised else None,
    )
