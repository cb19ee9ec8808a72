"""Joint projects of community, social organisation and social worker, and their consultations."""

from dataclasses import dataclass
from datetime import date, datetime

from services.incubation import events
from services.incubation.model.timed import Placed
from services.incubation.workflow import ISSUE, LINKAGE, IssueStatus, LinkageStatus
from shared.kernel.actor import Actor


@dataclass(kw_only=True, eq=False)
class Linkage(Placed):
    """One joint project (三社联动) in the community at `path`.

    With `volunteers` and `charity` it is one of five parties (五社联动).
    """

    title: str
    purpose: str
    community: str
    organisation_id: str
    organisation_name: str
    worker_id: str
    volunteers: str
    charity: str
    planned_by: str
    started_on: date | None = None
    beneficiaries: int = 0
    outcome: str = ""
    sample: bool = False
    status: LinkageStatus = LinkageStatus.PLANNED
    version: int = 0

    @property
    def five_parties(self) -> bool:
        """Say whether volunteers and a charitable resource take part, too."""
        return bool(self.volunteers and self.charity)

    def plan(self) -> None:
        """Announce it."""
        self.tell(events.LinkagePlanned, title=self.title)

    def start(self, actor: Actor, *, on: date) -> None:
        """Begin, with all three named (SO-18)."""
        LINKAGE.step(self, "start", actor)
        self.started_on = on
        self.tell(events.LinkageStarted, organisation_id=self.organisation_id)

    def complete(self, actor: Actor, *, outcome: str, beneficiaries: int) -> None:
        """Say what it came to."""
        LINKAGE.step(self, "complete", actor)
        self.outcome, self.beneficiaries = outcome, beneficiaries
        self.tell(events.LinkageCompleted, beneficiaries=beneficiaries)

    def stop(self, actor: Actor, *, reason: str) -> None:
        """Give it up, and say why."""
        LINKAGE.step(self, "stop", actor)
        self.outcome = reason
        self.tell(events.LinkageStopped)


@dataclass(kw_only=True, eq=False)
class Meeting(Placed):
    """A monthly or quarterly consultation (联系会商) of the unit at `path`."""

    kind: str
    period: str
    held_on: date
    attendees: tuple[str, ...]
    summary: str
    recorded_by: str
    recorded_at: datetime
    version: int = 0

    def hold(self, *, issues: int) -> None:
        """Announce it."""
        self.tell(events.MeetingHeld, kind=self.kind, held_on=self.held_on, issues=issues)


@dataclass(kw_only=True, eq=False)
class Issue(Placed):
    """A question that a meeting raised: whose it is, by when, and how it was settled."""

    meeting_id: str
    title: str
    owner: str
    due: date
    settled_on: date | None = None
    settlement: str = ""
    overdue: bool = False
    status: IssueStatus = IssueStatus.RAISED
    version: int = 0

    def settle(self, actor: Actor, *, settlement: str, on: date) -> None:
        """Settle it; its last day is on time."""
        ISSUE.step(self, "settle", actor)
        self.settlement, self.settled_on = settlement, on
        self.overdue = on > self.due
        self.tell(events.IssueSettled, on_time=not self.overdue)

    def run_late(self) -> None:
        """Its last day is over."""
        self.overdue = True
        self.tell(events.IssueOverdue, owner=self.owner, due=self.due)
