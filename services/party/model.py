"""A matter: what a unit undertook, and by when it must be done."""

from dataclasses import dataclass
from datetime import date, datetime

from services.party import events
from services.party.workflow import MATTER, Status
from shared.kernel.actor import Actor
from shared.kernel.calendar import Calendar
from shared.kernel.deadlines import Deadline
from shared.kernel.events import Aggregate


@dataclass(kw_only=True, eq=False)
class Matter(Aggregate):
    """One matter of the unit at `path`; `due` and `provisional` are copies from `deadline`."""

    id: str
    title: str
    path: str
    opened_by: str
    opened_at: datetime
    deadline: Deadline
    due: date
    provisional: bool
    closed_at: datetime | None = None
    status: Status = Status.OPEN
    version: int = 0

    def open(self) -> None:
        """Announce it."""
        self.record(
            events.MatterOpened(
                matter_id=self.id,
                path=self.path,
                title=self.title,
                due=self.due,
                provisional=self.provisional,
            )
        )

    def close(self, actor: Actor, *, at: datetime) -> None:
        """Close it; the last day itself is on time."""
        MATTER.step(self, "close", actor)
        self.closed_at = at
        on_time = at.date() <= self.due
        self.record(events.MatterClosed(matter_id=self.id, path=self.path, on_time=on_time))

    def recompute(self, calendar: Calendar) -> None:
        """Replace a provisional last day by the true one (G-04)."""
        old, self.deadline = self.due, self.deadline.recompute(calendar)
        self.due, self.provisional = self.deadline.due, self.deadline.provisional
        if old != self.due:
            self.record(
                events.DueRecomputed(matter_id=self.id, path=self.path, old_due=old, due=self.due)
            )
