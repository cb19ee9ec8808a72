"""What has a last day: one limit at a time, told once when it is over."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from shared.kernel.calendar import Calendar
from shared.kernel.deadlines import Deadline
from shared.kernel.events import Aggregate
from shared.kernel.personal import told


@dataclass(kw_only=True, eq=False)
class Placed(Aggregate):
    """Something that lies at a `path` and says so in every fact."""

    id: str
    path: str

    def tell(self, fact: type[Any], **data: Any) -> None:
        """Record a fact about itself; numbers of persons that somebody typed are masked."""
        self.record(fact(**{_subject(fact): self.id}, path=self.path, **told(**data)))


@dataclass(kw_only=True, eq=False)
class Timed(Placed):
    """`due` and `provisional` are copies from `clock`, which is None while nothing runs."""

    overdue_fact: ClassVar[type[Any]]
    recomputed_fact: ClassVar[type[Any]]

    clock: Deadline | None = None
    due: date | None = None
    provisional: bool = False
    overdue: bool = False

    def begin(self, clock: Deadline) -> None:
        """Let a limit run."""
        self.clock, self.due, self.provisional = clock, clock.due, clock.provisional
        self.overdue = False

    def rest(self) -> None:
        """Nothing runs any more; the last day stays for whoever looks."""
        self.clock, self.provisional = None, False

    def lapse(self, now: datetime) -> None:
        """Say once that the limit is over."""
        if self.clock is not None and not self.overdue and self.clock.overdue(now):
            self.overdue = True
            self.tell(self.overdue_fact, due=self.clock.due)

    def recompute(self, calendar: Calendar) -> None:
        """Replace a provisional last day by the true one (G-04)."""
        if self.clock is None:
            return
        old, overdue = self.due, self.overdue
        self.begin(self.clock.recompute(calendar))
        self.overdue = overdue
        if old != self.due:
            self.tell(self.recomputed_fact, old_due=old, due=self.due)


def _subject(fact: type[Any]) -> str:
    return str(fact.subject_field)
