"""A batch: one run of a list-making procedure, on the version it began with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from services.delegation import events, policies
from services.delegation.model.item import Item
from services.delegation.workflow import BATCH, BatchStatus
from shared.kernel.actor import Actor
from shared.kernel.calendar import Calendar
from shared.kernel.deadlines import Deadline, Period, deadline
from shared.kernel.events import Aggregate
from shared.kernel.workflow import enforce


@dataclass(frozen=True)
class Submission:
    """A unit's report, signed by its leader."""

    unit: str
    signed_by: str
    document_no: str
    at: datetime


@dataclass(frozen=True)
class NonSubmission:
    """A unit that let the time pass, and why."""

    unit: str
    reason: str


@dataclass(frozen=True)
class Countersignature:
    """What a community signed of the drafts that bind it; `contested` are items it is against."""

    unit: str
    signed_by: str
    at: datetime
    contested: tuple[str, ...] = ()


@dataclass(frozen=True)
class Round:
    """One round with its concrete units, its periods and what happened in it so far."""

    reporters: tuple[str, ...]
    reviewers: tuple[str, ...]
    return_to: tuple[str, ...]
    report_within: str
    review_within: str
    return_within: str
    stances: bool = False
    countersigners: tuple[str, ...] = ()
    countersigned: tuple[str, ...] = ()
    countersignatures: tuple[Countersignature, ...] = ()
    submissions: tuple[Submission, ...] = ()
    missing: tuple[NonSubmission, ...] = ()
    acknowledged: tuple[str, ...] = ()
    report_by: Deadline | None = None
    review_by: Deadline | None = None
    return_by: Deadline | None = None

    @property
    def submitted(self) -> frozenset[str]:
        """Return the units that reported."""
        return frozenset(each.unit for each in self.submissions)

    @property
    def unanswered(self) -> list[str]:
        """Return who has neither acknowledged nor countersigned what came back."""
        signed = {each.unit for each in self.countersignatures}
        silent = [unit for unit in self.return_to if unit not in self.acknowledged]
        return silent + [unit for unit in self.countersigners if unit not in signed]


_PHASES = {
    BatchStatus.REPORTING: ("report_by", "report_within"),
    BatchStatus.REVIEWING: ("review_by", "review_within"),
    BatchStatus.RETURNED: ("return_by", "return_within"),
}


@dataclass(kw_only=True, eq=False)
class Batch(Aggregate):
    """One batch of a district. `items` are its items once a use case has brought them.

    `round` counts from 1; `notice` is the running or last public notice.
    """

    id: str
    number: int
    path: str
    title: str
    procedure: str
    rounds: tuple[Round, ...]
    legal_office: str
    notice_within: str
    notice_roll: bool
    opened_by: str = ""
    round: int = 1
    notice: Deadline | None = None
    provisional: bool = False
    concurred_by: str = ""
    sent_back_reason: str = ""
    document_no: str = ""
    effective_from: date | None = None
    sample: bool = False
    status: BatchStatus = BatchStatus.DRAFT
    version: int = 0
    items: tuple[Item, ...] | None = None

    # --- what it knows ----------------------------------------------------------------------

    @property
    def current(self) -> Round:
        """Return the round under way, or the last one."""
        return self.rounds[self.round - 1]

    @property
    def all_items(self) -> tuple[Item, ...]:
        """Return the items; raises RuntimeError when no use case has brought them."""
        if self.items is None:
            raise RuntimeError("the items of the batch were not brought")
        return self.items

    @property
    def changed_items(self) -> list[Item]:
        """Return what the public must see again."""
        return [item for item in self.all_items if item.changed]

    @property
    def reporters(self) -> frozenset[str]:
        """Return every unit that reports in any round."""
        return frozenset(unit for each in self.rounds for unit in each.reporters)

    @property
    def was_shown(self) -> bool:
        """Say whether the public has seen the items."""
        return self.notice is not None

    @property
    def running(self) -> Deadline | None:
        """Return the deadline of the phase under way."""
        if self.status is BatchStatus.PUBLIC_NOTICE:
            return self.notice
        field = _PHASES.get(self.status)
        found: Deadline | None = getattr(self.current, field[0]) if field else None
        return found

    def awaited_reviewers(self, item: Item) -> list[str]:
        """Return the reviewers of this round whose opinion on the item is missing."""
        if item.is_gone:
            return []
        given = {opinion.unit for opinion in item.opinions if opinion.round == self.round}
        return [u for u in self.current.reviewers if u not in given and u != item.reporter]

    def awaited_stances(self, unit: str) -> list[Item]:
        """Return the live items of earlier rounds of which the unit has not yet said its mind."""
        if not self.current.stances:
            return []
        return [
            item
            for item in self.all_items
            if item.round < self.round
            and not item.is_gone
            and item.reporter != unit
            and not any((s.round, s.unit) == (self.round, unit) for s in item.stances)
        ]

    def counts(self) -> dict[str, int]:
        """Count the items by where they ended: the two sides of LST-01."""
        ends = [item.status.value.lower() for item in self.all_items]
        kinds = ("retained", "amended", "merged", "reassigned", "cancelled")
        return {"submitted": len(ends), **{kind: ends.count(kind) for kind in kinds}}

    # --- rounds -----------------------------------------------------------------------------

    def draft(self) -> None:
        """Announce it."""
        self._tell(events.BatchDrafted, number=self.number, procedure=self.procedure)

    def open(self, actor: Actor, *, at: datetime, calendar: Calendar) -> None:
        """Begin round 1."""
        BATCH.step(self, "open", actor)
        self.opened_by = actor.id
        limit = self._begin_phase(at, calendar)
        self._tell(events.BatchOpened, number=self.number, **_dates(limit))

    def permit(self, action: str, actor: Actor) -> None:
        """Check that something inside the batch may be done now."""
        BATCH.step(self, action, actor)

    def submit_unit(self, actor: Actor, *, document_no: str, at: datetime) -> None:
        """Sign and hand in everything of one's unit."""
        BATCH.step(self, "submit_unit", actor)
        signed = Submission(actor.unit, actor.id, document_no, at)
        self._change(submissions=(*self.current.submissions, signed))
        own = [i for i in self.all_items if (i.reporter, i.round) == (actor.unit, self.round)]
        self._tell(events.UnitSubmitted, round=self.round, unit=actor.unit, items=len(own))

    def close_report(
        self, actor: Actor, reasons: Mapping[str, str], *, at: datetime, calendar: Calendar
    ) -> None:
        """End reporting; who is silent after the last day is recorded with the reason."""
        enforce_after = policies.everyone_submitted(self, excused=set(reasons), today=at.date())
        BATCH.step(self, "close_report", actor)
        enforce(enforce_after)
        silent = [unit for unit in self.current.reporters if unit not in self.current.submitted]
        self._change(missing=tuple(NonSubmission(unit, reasons[unit]) for unit in silent))
        limit = self._begin_phase(at, calendar)
        self._tell(events.ReportClosed, round=self.round, missing=tuple(silent), **_dates(limit))

    def close_review(self, actor: Actor, *, at: datetime, calendar: Calendar) -> None:
        """End the review and return the opinions."""
        BATCH.step(self, "close_review", actor)
        limit = self._begin_phase(at, calendar)
        self._tell(events.ReviewClosed, round=self.round, **_dates(limit))

    def acknowledge(self, actor: Actor) -> None:
        """Take note of what came back; twice is once."""
        BATCH.step(self, "acknowledge", actor)
        if actor.unit not in self.current.acknowledged:
            self._change(acknowledged=(*self.current.acknowledged, actor.unit))
            self._tell(events.ReturnAcknowledged, round=self.round, unit=actor.unit)

    def countersign(self, actor: Actor, *, contested: Sequence[Item], at: datetime) -> None:
        """Sign the drafts that bind communities; what is contested is challenged (§1.3, round 3).

        A later signature of the same unit replaces the earlier.
        """
        BATCH.step(self, "countersign", actor)
        enforce(policies.only_countersigned_lists(self, contested))
        against = tuple(item.id for item in contested)
        others = tuple(s for s in self.current.countersignatures if s.unit != actor.unit)
        signed = Countersignature(actor.unit, actor.id, at, against)
        self._change(countersignatures=(*others, signed))
        self._tell(events.BatchCountersigned, round=self.round, unit=actor.unit, contested=against)

    def next_round(self, actor: Actor, *, at: datetime, calendar: Calendar) -> None:
        """Begin the next round."""
        waiting = self._waiting(at)
        BATCH.step(self, "next_round", actor)
        enforce(waiting)
        self.round += 1
        limit = self._begin_phase(at, calendar)
        self._tell(events.RoundBegan, round=self.round, **_dates(limit))

    # --- public notice ----------------------------------------------------------------------

    def start_notice(self, actor: Actor, *, at: datetime, calendar: Calendar,
                     least: Period) -> None:  # fmt: skip
        """Show every item to the public."""
        waiting = self._waiting(at)
        BATCH.step(self, "start_notice", actor)
        enforce(waiting)
        for item in self.all_items:
            item.in_notice = True
        limit = self._show(at, calendar, least)
        self._tell(events.NoticeStarted, number=self.number, **_dates(limit))

    def object(self, actor: Actor, item: Item, *, objection_id: str, today: date) -> None:
        """Take a named objection to an item under notice."""
        BATCH.step(self, "object", actor)
        enforce(policies.notice_is_open(self, item, today=today))
        item.object(actor, objection_id=objection_id)

    def end_notice(self, system: Actor) -> None:
        """The period is over: ready, or objections to handle."""
        calm = policies.objections_are_answered(self, system) is None and not self.changed_items
        BATCH.step(self, "end_notice" if calm else "end_contested", system)
        self.concurred_by = ""
        self._tell(events.NoticeEnded, contested=not calm)

    def concur(self, actor: Actor) -> None:
        """The legal office agrees with how the objections were handled."""
        BATCH.step(self, "concur", actor)
        self.concurred_by = actor.id
        self._tell(events.LegalOfficeConcurred, unit=actor.unit)

    def decide_anew(self) -> None:
        """An item ends elsewhere: to this the legal office has not agreed yet."""
        self.concurred_by = ""

    def settle_all(self, actor: Actor, *, at: datetime, calendar: Calendar,
                   least: Period) -> None:  # fmt: skip
        """End the handling; what changed materially, and only that, is shown anew (LST-08)."""
        changed = self.changed_items
        if not changed:
            BATCH.step(self, "settle_all", actor)
            self._tell(events.BatchSettled)
            return
        BATCH.step(self, "renew_notice", actor)
        for item in self.all_items:
            item.in_notice, item.changed = item.changed, False
        limit = self._show(at, calendar, least)
        shown = tuple(item.id for item in changed)
        self._tell(events.NoticeRenewed, items=shown, **_dates(limit))

    # --- the end ----------------------------------------------------------------------------

    def send_back(self, actor: Actor, *, reason: str) -> None:
        """Do not approve; the staffing office mends and shows again what it changes."""
        BATCH.step(self, "send_back", actor)
        self.sent_back_reason, self.concurred_by = reason, ""
        self._tell(events.BatchSentBack, reason=reason)

    def approve(self, actor: Actor, *, document_no: str, effective_from: date) -> None:
        """Approve; the caller forms the five versions in the same act."""
        BATCH.step(self, "approve", actor)
        enforce(policies.conserves(self.all_items))
        self.document_no, self.effective_from = document_no, effective_from
        self._tell(
            events.BatchPublished,
            number=self.number,
            effective_from=effective_from,
            **self.counts(),
        )

    def supersede(self, system: Actor, *, successor_id: str) -> None:
        """A later batch took effect."""
        BATCH.step(self, "supersede", system)
        self._tell(events.BatchSuperseded, successor_id=successor_id)

    def recompute(self, calendar: Calendar) -> bool:
        """Replace a provisional date by the true one (G-04); say whether a date moved."""
        old = self.running
        if old is None:
            self.provisional = False
            return False
        new = old.recompute(calendar)
        if self.status is BatchStatus.PUBLIC_NOTICE:
            self.notice = new
        else:
            self._change(**{_PHASES[self.status][0]: new})
        self.provisional = new.provisional
        if (new.due, new.provisional) != (old.due, old.provisional):
            self._tell(events.BatchDeadlinesRecomputed, old_due=old.due, **_dates(new))
        return new.due != old.due

    # --- inside -----------------------------------------------------------------------------

    def _waiting(self, at: datetime) -> Any:
        if self.status is not BatchStatus.RETURNED:
            return None
        return policies.everyone_acknowledged(self, today=at.date())

    def _begin_phase(self, at: datetime, calendar: Calendar) -> Deadline:
        by, within = _PHASES[self.status]
        limit = deadline(at, Period.parse(getattr(self.current, within)), calendar)
        self._change(**{by: limit})
        self.provisional = limit.provisional
        return limit

    def _show(self, at: datetime, calendar: Calendar, least: Period) -> Deadline:
        period = Period.parse(self.notice_within)
        limit = deadline(at, period, calendar, roll_forward=self.notice_roll)
        shortest = deadline(at, least, calendar, roll_forward=False)
        enforce(policies.notice_is_long_enough(limit, shortest))
        self.notice, self.provisional = limit, limit.provisional
        return limit

    def _change(self, **parts: Any) -> None:
        changed = replace(self.current, **parts)
        self.rounds = (*self.rounds[: self.round - 1], changed, *self.rounds[self.round :])

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(fact(batch_id=self.id, path=self.path, **data))


def _dates(limit: Deadline) -> dict[str, Any]:
    return {"due": limit.due, "provisional": limit.provisional}
