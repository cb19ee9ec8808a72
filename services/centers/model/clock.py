"""The clock of a case: the legal limit and the shorter promised one, moved together."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from services.centers.model.parts import Extension
from shared.kernel.calendar import Calendar
from shared.kernel.clock import midnight
from shared.kernel.deadlines import Deadline, Period, deadline
from shared.kernel.rulepacks import RulePack


@dataclass(frozen=True)
class LegalClock:
    """Both deadlines of a running case; either may be absent, not both."""

    legal: Deadline | None
    promised: Deadline | None
    extension: Extension | None = None

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

    def extend(self, by: Period, extension: Extension, calendar: Calendar) -> "LegalClock":
        """Add days once to both."""
        moved = self._each(lambda each: each.extend(by, calendar))
        return replace(moved, extension=extension)

    def recompute(self, calendar: Calendar) -> "LegalClock":
        """Compute again with a calendar that has become official."""
        return self._each(lambda each: each.recompute(calendar))

    def light(self, today: date, calendar: Calendar, pack: RulePack) -> str:
        """Return red when the last day is over, yellow when little is left, else green.

        Little is `light.yellow_days` working days or `light.yellow_percent` of all that the clock
        had, whichever is more.
        The last day itself is not overdue; an open pause holds the light still.
        """
        binding = self.binding
        if binding.overdue(midnight(today)):
            return "red"
        percent = pack.integer("light.yellow_percent")
        few = max(pack.integer("light.yellow_days"), _workdays(binding, calendar) * percent // 100)
        return "yellow" if binding.days_left(today, calendar) <= few else "green"

    def _each(self, move: Callable[[Deadline], Deadline]) -> "LegalClock":
        return replace(
            self,
            legal=move(self.legal) if self.legal else None,
            promised=move(self.promised) if self.promised else None,
        )


def _workdays(limit: Deadline, calendar: Calendar) -> int:
    """Count the working days that the limit gives, without those that pauses took out."""
    paused = sum(
        calendar.workdays_between(pause.start, pause.end) for pause in limit.pauses if pause.end
    )
    return calendar.workdays_between(limit.start.date(), limit.due) - paused


def start(
    at: datetime, limits: tuple[Period | None, Period | None], calendar: Calendar
) -> LegalClock:
    """Start the clock at acceptance; the start day is not counted (G-03)."""
    legal, promised = limits
    return LegalClock(
        deadline(at, legal, calendar) if legal else None,
        deadline(at, promised, calendar) if promised else None,
    )
