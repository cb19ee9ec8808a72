"""A call for ventures: needs of the area, a window for projects, a public notice of the ranking."""

from dataclasses import dataclass
from datetime import date, datetime

from services.incubation import events, policies
from services.incubation.model.timed import Placed
from services.incubation.workflow import (
    CALL,
    NEED,
    RANKING_OBJECTION,
    CallStatus,
    NeedStatus,
    ObjectionStatus,
)
from shared.kernel.actor import Actor
from shared.kernel.calendar import Calendar
from shared.kernel.deadlines import Deadline
from shared.kernel.errors import Conflict
from shared.kernel.workflow import enforce


@dataclass(kw_only=True, eq=False)
class VentureCall(Placed):
    """One call of the organiser at `path`. Money in fen.

    `awarded_fen` is raised in the database alone, under the lock of the row: it never exceeds
    `budget_fen` (CT-01). `changed`: an upheld objection altered what was shown.
    """

    title: str
    year: int
    tier: str
    budget_fen: int
    least_fen: int
    most_fen: int
    drafted_by: str
    opens_on: date | None = None
    closes_on: date | None = None
    document_no: str = ""
    awarded_fen: int = 0
    notice: Deadline | None = None
    due: date | None = None
    provisional: bool = False
    changed: bool = False
    sample: bool = False
    status: CallStatus = CallStatus.DRAFT
    version: int = 0

    @property
    def left_fen(self) -> int:
        """Return what is left of the budget."""
        return self.budget_fen - self.awarded_fen

    def draft(self) -> None:
        """Announce it."""
        self.tell(events.CallDrafted, title=self.title, budget_fen=self.budget_fen)

    def collect(self, actor: Actor) -> None:
        """Let residents and communities say what they need."""
        CALL.step(self, "collect", actor)
        self.tell(events.NeedsCollected, title=self.title)

    def open(
        self, actor: Actor, *, opens_on: date, closes_on: date, document_no: str, today: date
    ) -> None:
        """Ask organisations for projects, from the first day through the last."""
        CALL.step(self, "open", actor)
        enforce(policies.window_is_sound(opens_on, closes_on, today=today))
        self.opens_on, self.closes_on, self.document_no = opens_on, closes_on, document_no
        self.tell(
            events.CallOpened,
            title=self.title,
            opens_on=opens_on,
            closes_on=closes_on,
            document_no=document_no,
        )

    def close(self, system: Actor) -> None:
        """The window is over."""
        CALL.step(self, "close", system)
        self.tell(events.CallClosed)

    def permit(self, action: str, actor: Actor) -> None:
        """Check that something may be done inside this call now; it changes nothing."""
        CALL.step(self, action, actor)

    def announce(self, actor: Actor, notice: Deadline) -> None:
        """Show the ranking to everybody."""
        CALL.step(self, "announce", actor)
        self._show(notice)

    def renew_notice(self, actor: Actor, notice: Deadline) -> None:
        """Show again what an upheld objection changed."""
        CALL.step(self, "renew_notice", actor)
        self._show(notice)

    def object(self, actor: Actor, *, now: datetime) -> None:
        """Take an objection, while the notice lasts; its last day included."""
        CALL.step(self, "object", actor)
        if self.notice is not None and self.notice.overdue(now):
            raise Conflict("incubation.notice_over", "公示期已满，不能再提出异议。")

    def alter(self) -> None:
        """An upheld objection changed what was shown."""
        self.changed = True

    def end_notice(self, system: Actor, *, contested: bool) -> None:
        """The period is over: ready for decision, or objections wait for an answer."""
        CALL.step(self, "end_contested" if contested else "end_notice", system)
        self.provisional = False
        self.tell(events.NoticeEnded, contested=contested)

    def settle(self, actor: Actor) -> None:
        """Every objection is answered and nothing has changed."""
        CALL.step(self, "settle", actor)
        self.tell(events.ObjectionsSettled)

    def conclude(self, actor: Actor) -> None:
        """Close it: every ranked project was decided."""
        CALL.step(self, "conclude", actor)
        self.tell(events.CallConcluded, awarded_fen=self.awarded_fen)

    def recompute(self, calendar: Calendar) -> None:
        """Replace a provisional last day by the true one (G-04)."""
        if self.notice is None:
            return
        old, self.notice = self.notice.due, self.notice.recompute(calendar)
        self.due, self.provisional = self.notice.due, self.notice.provisional
        if old != self.notice.due:
            self.tell(events.CallDueRecomputed, old_due=old, due=self.notice.due)

    def _show(self, notice: Deadline) -> None:
        self.notice, self.due, self.provisional = notice, notice.due, notice.provisional
        self.changed = False
        self.tell(
            events.RankingAnnounced,
            title=self.title,
            due=notice.due,
            provisional=notice.provisional,
        )


@dataclass(kw_only=True, eq=False)
class Need(Placed):
    """What somebody of the area says is needed; `path` is where, `organiser` the call's."""

    call_id: str
    organiser: str
    raised_by: str
    statement: str
    raised_at: datetime
    title: str = ""
    group: str = ""
    answer: str = ""
    status: NeedStatus = NeedStatus.RAISED
    version: int = 0

    def raise_(self, call: VentureCall, actor: Actor) -> None:
        """Say it, while needs are collected."""
        CALL.step(call, "raise_need", actor)
        self.tell(events.NeedRaised, call_id=self.call_id)

    def publish(self, actor: Actor, *, title: str, group: str) -> None:
        """Put it, in the organiser's own words, on the list that organisations answer."""
        NEED.step(self, "publish", actor)
        self.title, self.group = title, group
        self.tell(events.NeedPublished, call_id=self.call_id, title=title)

    def decline(self, actor: Actor, *, reason: str) -> None:
        """Leave it out, and say why."""
        NEED.step(self, "decline", actor)
        self.answer = reason
        self.tell(events.NeedDeclined, call_id=self.call_id)


@dataclass(kw_only=True, eq=False)
class RankingObjection(Placed):
    """What somebody says, in her own name, against a ranked project."""

    call_id: str
    venture_id: str
    objector: str
    statement: str
    filed_at: datetime
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    status: ObjectionStatus = ObjectionStatus.FILED
    version: int = 0

    def file(self) -> None:
        """Announce it."""
        self.tell(events.RankingObjected, call_id=self.call_id, venture_id=self.venture_id)

    def reply(self, actor: Actor, *, answer: str, upheld: bool, at: datetime) -> None:
        """Answer it: upheld or not."""
        RANKING_OBJECTION.step(self, "uphold" if upheld else "dismiss", actor)
        self.answer, self.answered_by, self.answered_at = answer, actor.id, at
        self.tell(
            events.RankingObjectionAnswered,
            call_id=self.call_id,
            venture_id=self.venture_id,
            upheld=upheld,
        )
