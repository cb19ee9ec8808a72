"""A transfer: the way of an accepted case to the unit that handles it (WIN-02)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.centers import events
from services.centers.workflow import TRANSFER, TransferStatus
from shared.kernel.actor import Actor
from shared.kernel.calendar import Calendar
from shared.kernel.deadlines import Deadline
from shared.kernel.events import Aggregate


@dataclass(kw_only=True, eq=False)
class Transfer(Aggregate):
    """One way of one case; its id is the case's. `receive_by` never touches the case's clock."""

    id: str
    case_no: str
    path: str
    from_path: str
    opened_at: datetime
    receive_by: Deadline
    provisional: bool = False
    sent_by: str = ""
    sent_at: datetime | None = None
    received_by: str = ""
    received_at: datetime | None = None
    late: bool = False
    status: TransferStatus = TransferStatus.DUE
    version: int = 0

    @property
    def waits(self) -> bool:
        """Say whether the papers are still awaited."""
        return self.status not in TRANSFER.final

    def open(self) -> None:
        """Announce that the papers have to go."""
        self.provisional = self.receive_by.provisional
        self._tell(events.TransferOpened, receive_by=self.receive_by.due)

    def send(self, actor: Actor, *, at: datetime) -> None:
        """Put the papers on their way."""
        TRANSFER.step(self, "send", actor)
        self.sent_by, self.sent_at = actor.id, at
        self._tell(events.TransferSent)

    def receive(self, actor: Actor, *, at: datetime) -> None:
        """Sign for the papers."""
        TRANSFER.step(self, "receive", actor)
        self.received_by, self.received_at = actor.id, at
        self.late = self.receive_by.overdue(at)
        self._tell(events.TransferReceived, on_time=not self.late)

    def redirect(self, path: str) -> None:
        """Send the papers to the unit that handles the case now; the limit stays."""
        self.path = path
        self._tell(events.TransferRedirected)

    def drop(self, system: Actor) -> None:
        """Wait no more: the case has ended."""
        TRANSFER.step(self, "drop", system)
        self._tell(events.TransferDropped)

    def lapse(self) -> None:
        """Announce, once, that the papers should have arrived."""
        if self.waits and not self.late:
            self.late = True
            sent = self.sent_at is not None
            self._tell(events.TransferLate, receive_by=self.receive_by.due, sent=sent)

    def recompute(self, calendar: Calendar) -> None:
        """Replace a provisional date by a true one once the calendar is known (G-04)."""
        self.receive_by = self.receive_by.recompute(calendar)
        self.provisional = self.receive_by.provisional

    def _tell(self, fact: type[Any], **data: Any) -> None:
        known = {"case_id": self.id, "path": self.path, "case_no": self.case_no}
        self.record(fact(**known, from_path=self.from_path, **data))
