"""A public notice that another service asked for, and named objections to it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from services.disclosure.events import notices as events
from services.disclosure.model.records import Edition, digest
from services.disclosure.model.timed import Timed
from services.disclosure.policies import (
    Bar,
    ListRules,
    bars,
    holds_no_personal_data,
    keeps_to_the_form_of_lists,
    says_nothing_personal,
)
from services.disclosure.policies import notices as policies
from services.disclosure.workflow.notices import (
    NOTICE,
    OBJECTION,
    NoticeStatus,
    ObjectionStatus,
)
from shared.kernel.actor import Actor
from shared.kernel.calendar import Calendar
from shared.kernel.deadlines import Deadline
from shared.kernel.events import Aggregate
from shared.kernel.personal import hide_numbers
from shared.kernel.workflow import enforce


@dataclass(kw_only=True, eq=False)
class Notice(Aggregate):
    """One matter of the service `source`, shown to everybody for `period`.

    `content` is what is shown next or now, `editions` what was shown, a round each; `asked` are the
    digests of what the source asked for, so that a repeat is known. `unit` answers objections; of
    these `objections` came and `open` are unanswered. `logged` is where its rounds stand in the
    transparency log, filled in for who reads it.
    """

    id: str
    source: str
    matter_id: str
    kind: str
    title: str
    content: Mapping[str, Any]
    path: str
    unit: str
    basis: str
    period: str
    asked_at: datetime
    asked: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    people: bool = False
    changed: str = ""
    editions: tuple[Edition, ...] = ()
    clock: Deadline | None = None
    due: date | None = None
    provisional: bool = False
    objections: int = 0
    open: int = 0
    ended_at: datetime | None = None
    logged: tuple[Any, ...] = ()
    status: NoticeStatus = NoticeStatus.HELD
    version: int = 0

    @property
    def round(self) -> int:
        """Return how often it was shown."""
        return len(self.editions)

    @property
    def shown_title(self) -> str:
        """Return the title with every number of a person masked."""
        return hide_numbers(self.title, on=self.asked_at.date())

    @property
    def shown_editions(self) -> tuple[Edition, ...]:
        """Return what readers may see; when it is over, a list of people shows nobody."""
        if self.status is not NoticeStatus.ENDED or not self.people:
            return self.editions
        return tuple(replace(edition, content={}) for edition in self.editions)

    def fill(self, content: Mapping[str, Any], rules: ListRules) -> None:
        """Take what is to be shown."""
        self.content, self.bars = dict(content), bars(self.title, content, rules)
        self.people = self.people or rules.lists_people(content)

    def is_clean(self, system: Actor) -> bool:
        """Say whether nothing in it stands against showing it."""
        return not any(
            rule(self, system) for rule in (holds_no_personal_data, keeps_to_the_form_of_lists)
        )

    def hold(self) -> None:
        """Announce that somebody has to take out what may not be public."""
        self._tell(events.NoticeHeld, kind=self.kind)

    def show(self, actor: Actor, action: str, *, clock: Deadline, at: datetime) -> None:
        """Show it for its whole period, by the step `open` or `clear`."""
        NOTICE.step(self, action, actor)
        edition = Edition(
            self.round + 1, dict(self.content), digest(self.content), at, self.changed
        )
        self.editions, self.ended_at = (*self.editions, edition), None
        self.clock, self.due, self.provisional = clock, clock.due, clock.provisional
        self._tell(
            events.NoticeOpened,
            kind=self.kind,
            title=self.shown_title,
            round=self.round,
            digest=edition.digest,
            due=clock.due,
            provisional=clock.provisional,
        )

    def reopen(
        self, system: Actor, content: Mapping[str, Any], *, changed: str, rules: ListRules
    ) -> None:
        """Something material changed: it is shown anew, for its whole period."""
        enforce(says_nothing_personal({"note": changed}))
        NOTICE.step(self, "reopen", system)
        self.changed, self.provisional = changed, False
        self.fill(content, rules)

    def take(self, actor: Actor, *, at: datetime) -> None:
        """Count an objection that came in time."""
        NOTICE.step(self, "object", actor)
        enforce(policies.is_within_the_period(self.clock is None or self.clock.overdue(at)))
        self.objections, self.open = self.objections + 1, self.open + 1
        self._tell(events.NoticeObjected, objections=self.objections, open=self.open)

    def answered(self, actor: Actor, *, upheld: bool, at: datetime) -> None:
        """Count an answer; with the last one after the period it is settled."""
        last = self.status is NoticeStatus.ANSWERING and self.open == 1
        NOTICE.step(self, "answer_last" if last else "answer", actor)
        self.open -= 1
        counts = {"objections": self.objections, "open": self.open}
        self._tell(events.NoticeAnswered, upheld=upheld, **counts)
        if last:
            self.ended_at = at
            self._tell(events.NoticeSettled, objections=self.objections)

    def end(self, system: Actor, *, at: datetime) -> None:
        """The period is over; with objections unanswered it waits for the answers."""
        NOTICE.step(self, "end_unanswered" if self.open else "end", system)
        self.ended_at, self.provisional = None if self.open else at, False
        self._tell(events.NoticeEnded, round=self.round, objections=self.objections, open=self.open)

    def recompute(self, calendar: Calendar) -> None:
        """Replace a provisional last day by the true one (G-04)."""
        if self.clock is None:
            return
        self.clock = self.clock.recompute(calendar)
        self.due, self.provisional = self.clock.due, self.clock.provisional
        self.record(
            events.NoticeRecomputed(
                notice_id=self.id, path=self.path, due=self.due, provisional=self.provisional
            )
        )

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(
            fact(
                notice_id=self.id, path=self.path, source=self.source, matter_id=self.matter_id,
                **data,
            )
        )  # fmt: skip


@dataclass(kw_only=True, eq=False)
class NoticeObjection(Timed):
    """What somebody named says against a notice. `account` is empty for who came to a window."""

    id: str
    notice_id: str
    path: str
    unit: str
    round: int
    account: str
    entered_by: str
    name: str
    phone: str
    statement: str
    filed_at: datetime
    answer: str = ""
    basis: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    status: ObjectionStatus = ObjectionStatus.FILED
    version: int = 0

    @property
    def awaited(self) -> bool:
        """Say whether it still waits for an answer."""
        return self.answered_at is None

    def reply(self, actor: Actor, *, upheld: bool, answer: str, basis: str, at: datetime) -> None:
        """Answer it, and say on what the answer rests."""
        OBJECTION.step(self, "uphold" if upheld else "dismiss", actor)
        enforce(says_nothing_personal({"reason": basis}))
        self.answer, self.basis = answer, basis
        self.answered_by, self.answered_at = actor.id, at
        self.done(at)

    def reveal(self, actor: Actor, *, reason: str) -> None:
        """Note that somebody saw who objected, and why."""
        enforce(policies.answers_for_the_asker(self, actor))
        enforce(says_nothing_personal({"reason": reason}))
        self.record(events.ObjectionRevealed(objection_id=self.id, path=self.path, reason=reason))

    def tell_late(self) -> None:
        """Announce that nobody answered."""
        self.record(
            events.ObjectionLate(
                objection_id=self.id, path=self.path, notice_id=self.notice_id, due=self.due
            )
        )
