"""Floating members who are guests here: how many, from where, on which paper. No names."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from services.party import events
from services.party.workflow import INFLOW, InflowStatus
from shared.kernel.actor import Actor
from shared.kernel.deadlines import plus_months
from shared.kernel.events import Aggregate


@dataclass(kw_only=True, eq=False)
class Inflow(Aggregate):
    """Guests of one home organisation in a group here. They vote, and are counted, at home.

    `months` is how long they are away; `report_months` how often they report home.
    """

    id: str
    organisation_id: str
    path: str
    number: int
    home: str
    months: int
    can_transfer: bool
    paper: str
    verified_on: date
    placed_by: str
    report_months: int
    reported_on: date | None = None
    reported_to: str = ""
    home_reported_on: date | None = None
    ended_on: date | None = None
    ended_reason: str = ""
    status: InflowStatus = InflowStatus.PLACED
    version: int = 0

    @property
    def home_report_due(self) -> date:
        """Return the day by which they report home again."""
        return plus_months(self.home_reported_on or self.verified_on, self.report_months)

    def place(self) -> None:
        """Announce that they were verified and placed."""
        self._tell(events.InflowPlaced)

    def report(self, actor: Actor, *, to: str, on: date) -> None:
        """Report them to the superior."""
        INFLOW.step(self, "report", actor)
        self.reported_on, self.reported_to = on, to
        self._tell(events.InflowReported, reported_to=to)

    def note_home_report(self, actor: Actor, *, on: date) -> None:
        """Note that they reported home."""
        INFLOW.step(self, "note_home_report", actor)
        self.home_reported_on = on
        self._tell(events.InflowReportedHome)

    def end(self, actor: Actor, *, on: date, reason: str) -> None:
        """They left, or moved their membership here."""
        INFLOW.step(self, "end", actor)
        self.ended_on, self.ended_reason = on, reason
        self._tell(events.InflowEnded)

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(
            fact(
                inflow_id=self.id,
                path=self.path,
                organisation_id=self.organisation_id,
                number=self.number,
                **data,
            )
        )
