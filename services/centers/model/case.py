"""A case (办件): one application from submission to archive, on the row version it began with."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from services.centers import events, policies
from services.centers.model import clock as legal_clock
from services.centers.model.clock import LegalClock
from services.centers.model.offer import Row
from services.centers.model.parts import (
    Authorisation,
    Channel,
    Correction,
    Decision,
    Defect,
    Extension,
    Given,
    Promise,
    SpecialProcedure,
)
from services.centers.workflow import CASE, Status
from shared.kernel.actor import Actor, ActorKind
from shared.kernel.calendar import Calendar
from shared.kernel.deadlines import Deadline, Period
from shared.kernel.errors import Conflict, Invalid
from shared.kernel.events import Aggregate
from shared.kernel.workflow import enforce

_OWN = {"notice": "notice_by", "reply": "reply_by", "delivery": "deliver_by"}
"""The limits that a case holds itself, and in which field."""


@dataclass(kw_only=True, eq=False)
class Case(Aggregate):
    """One application. `path` is the handling unit, `accept_path` where it was handed in.

    `scopes` are all unit paths above both: who may see it. `applicant_*_index` are keyed look-up
    values made by the caller. `hands` are the staff who took a step. `reply_by` is set for what
    came by the web. `rated_level` never says by whom.
    """

    id: str
    case_no: str
    row: Row
    path: str
    accept_path: str
    home_path: str
    delegation_id: str
    channel: Channel
    submitted_by: str
    submitted_at: datetime
    notice_by: Deadline
    reply_by: Deadline | None = None
    applicant_name: str
    applicant_id_no: str
    applicant_phone: str
    applicant_address: str = ""
    applicant_account: str = ""
    applicant_name_index: str = ""
    applicant_id_index: str = ""
    applicant_phone_index: str = ""
    agent_id: str = ""
    authorisation: Authorisation | None = None
    scopes: tuple[str, ...] = ()
    materials: tuple[Given, ...] = ()
    correction: Correction | None = None
    promise: Promise | None = None
    accepted_at: datetime | None = None
    deemed: bool = False
    clock: LegalClock | None = None
    due: date | None = None
    provisional: bool = False
    procedures: tuple[SpecialProcedure, ...] = ()
    assignee: str = ""
    hands: tuple[str, ...] = ()
    decision: Decision | None = None
    decided_at: datetime | None = None
    competent_unit: str = ""
    ticket_id: str = ""
    deliver_by: Deadline | None = None
    delivered_at: datetime | None = None
    rate_by: date | None = None
    rated_level: int | None = None
    status: Status = Status.SUBMITTED
    version: int = field(default=0)

    # --- handing in -------------------------------------------------------------------------

    def submit(self) -> None:
        """Announce the application."""
        self._note_provisional()
        self._tell(
            events.CaseSubmitted,
            row_id=self.row.row_id,
            row_number=self.row.number,
            item_id=self.row.item_id,
            item_name=self.row.item_name,
            delegation_id=self.delegation_id,
            accept_path=self.accept_path,
            channel=self.channel,
        )

    def missing_materials(self) -> tuple[str, ...]:
        """List the required materials of the row that were not handed in, or are defective."""
        given = {each.name for each in self.materials if not self._spoilt(each)}
        return tuple(m.name for m in self.row.materials if m.required and m.name not in given)

    def hand_in(self, given: Iterable[Given]) -> None:
        """Add materials; refuses what the row does not ask for (MAT-02) and what is there twice."""
        for each in given:
            if self.row.material(each.name) is None:
                raise Invalid(
                    "centers.material_not_asked",
                    f"“{each.name}”不在办事指南的材料清单内，无需提交。",
                    material=each.name,
                )
            usable = {old.name for old in self.materials if not self._spoilt(old)}
            if each.name in usable:
                raise Invalid(
                    "centers.material_twice",
                    f"“{each.name}”已经提交，同一材料不得要求重复提交。",
                    material=each.name,
                )
            self.materials = (*self.materials, each)

    # --- acceptance -------------------------------------------------------------------------

    def refuse_scope(self, actor: Actor, *, competent_unit: str) -> None:
        """Turn away what another organ decides, and say which, at once."""
        self._step("refuse_scope", actor)
        enforce(policies.names_nobody(self, competent_unit))
        self.competent_unit = competent_unit
        self._tell(events.CaseRefused, competent_unit=competent_unit)

    def notify_correction(
        self, actor: Actor, defects: tuple[Defect, ...], *, at: datetime, answer_by: Deadline
    ) -> None:
        """Tell once everything that must be corrected; only what the row asks of her (MAT-02).

        Raises Conflict `centers.notice_too_late` when the law has accepted it already.
        """
        self._step("notify_correction", actor)
        if self.notice_by.overdue(at):
            raise Conflict(
                "centers.notice_too_late",
                f"告知期限已于 {self.notice_by.due} 届满，依据《行政许可法》第三十二条视为受理，"
                "不得再要求补正。",
                basis="行政许可法 §32(4)",
                notice_by=str(self.notice_by.due),
            )
        for defect in defects:
            material = self.row.material(defect.material)
            if material is None or not material.from_applicant:
                raise Invalid(
                    "centers.material_not_asked",
                    f"“{defect.material}”不在应由申请人提交的材料清单内，不得要求提供。",
                    material=defect.material,
                )
        self.correction = Correction(defects, actor.id, at, answer_by)
        self._note_provisional()
        self._tell(
            events.CorrectionRequested,
            materials=tuple(defect.material for defect in defects),
            answer_by=answer_by.due,
        )

    def resubmit(
        self, actor: Actor, given: Iterable[Given], *, at: datetime, calendar: Calendar
    ) -> None:
        """Answer the notice in full: the clock begins now (G-05 START_ON_COMPLETE)."""
        self._step("resubmit", actor)
        self.hand_in(given)
        enforce(policies.materials_are_complete(self, actor))
        self._tell(events.CaseResubmitted)
        self._accept(at, calendar, deemed=False)

    def note_late_reply(self) -> None:
        """Announce that a web application got no answer in its day; the law's own limit runs on."""
        if self.reply_by is not None:
            self._tell(events.ReplyLate, reply_by=self.reply_by.due)

    def accept(self, actor: Actor, *, at: datetime, calendar: Calendar) -> None:
        """Accept a complete application."""
        self._step("accept", actor)
        self._accept(at, calendar, deemed=False)

    def deem_accepted(self, system: Actor, *, calendar: Calendar) -> None:
        """Nobody spoke in time: accepted on the day the materials came (行政许可法 §32(4))."""
        self._step("deem_accepted", system)
        self._accept(self.submitted_at, calendar, deemed=True)

    def accept_tolerant(
        self, actor: Actor, *, at: datetime, supply_by: Deadline, calendar: Calendar
    ) -> None:
        """Accept with deferrable materials outstanding; the clock runs (G-05 NONE)."""
        outstanding = self.missing_materials()
        self._step("accept_tolerant", actor)
        self.promise = Promise(outstanding, at, supply_by)
        self.accepted_at = at
        self._set_clock(legal_clock.start(at, self.row.limits, calendar))
        self._note_provisional()
        self._tell(
            events.CaseAcceptedTolerantly,
            accepted_at=at,
            outstanding=outstanding,
            supply_by=supply_by.due,
            due=self.due,
            provisional=self.provisional,
        )

    def supply(self, actor: Actor, given: Iterable[Given]) -> None:
        """Bring what was outstanding."""
        self._step("supply", actor)
        self.hand_in(given)
        enforce(policies.materials_are_complete(self, actor))
        self._note_provisional()
        self._tell(events.CaseSupplied, due=self.due)

    def deem_withdrawn(self, system: Actor) -> None:
        """The applicant let the time pass."""
        missed = "supply" if self.status is Status.ACCEPTED_TOLERANT else "correction"
        self._step("deem_withdrawn", system)
        self._tell(events.CaseDeemedWithdrawn, missed=missed)

    # --- review -----------------------------------------------------------------------------

    def start(self, actor: Actor) -> None:
        """Take it on one's desk."""
        self._step("start", actor)
        self.assignee = actor.id
        self._tell(events.ReviewStarted, due=self.due)

    def pause(self, actor: Actor, procedure: SpecialProcedure, *, calendar: Calendar) -> None:
        """Start a statutory procedure; the clock stops (G-05 PAUSE)."""
        self._step("pause", actor)
        self.procedures = (*self.procedures, procedure)
        self._set_clock(self._clock.pause(procedure.started_on, procedure.reason, calendar))
        self._tell(events.CasePaused, reason=procedure.reason)

    def resume(self, actor: Actor, *, on: date, calendar: Calendar) -> None:
        """End the procedure; the remaining days run on from the day after."""
        self._step("resume", actor)
        self.procedures = (*self.procedures[:-1], replace(self.procedures[-1], ended_on=on))
        self._set_clock(self._clock.resume(on, calendar))
        self._tell(events.CaseResumed, due=self.due, provisional=self.provisional)

    def extend(self, actor: Actor, extension: Extension, *, by: Period, calendar: Calendar) -> None:
        """Extend once, while the time still runs (G-05 EXTEND)."""
        self._step("extend", actor)
        last = (self._clock.legal or self._clock.binding).due
        if extension.approved_on > last:
            raise Conflict(
                "centers.extend_too_late",
                f"办理期限已于 {last} 届满，逾期后不得延长。",
                basis="行政许可法 §42",
                due=str(last),
            )
        self._set_clock(self._clock.extend(by, extension, calendar))
        self._tell(events.CaseExtended, by=str(by), due=self.due, provisional=self.provisional)

    def limits(self) -> dict[str, Deadline]:
        """Name the limits that run now; what is over waits for nothing."""
        if self.status is Status.SUBMITTED:
            return {"notice": self.notice_by} | ({"reply": self.reply_by} if self.reply_by else {})
        if self.status is Status.DECIDED and self.deliver_by:
            return {"delivery": self.deliver_by}
        if self.status is Status.CORRECTION and self.correction:
            return {"correction": self.correction.answer_by}
        if self.decided_at is not None or self.clock is None or self.status in CASE.final:
            return {}
        if self.status is Status.ACCEPTED_TOLERANT and self.promise:
            return {"decision": self.clock.binding, "supply": self.promise.supply_by}
        return {"decision": self.clock.binding}

    def recompute(self, calendar: Calendar) -> None:
        """Replace provisional dates by true ones once the calendar is known (G-04)."""
        before = {limit: (each.due, self._unsure(limit)) for limit, each in self.limits().items()}
        self._count_again(calendar)
        for limit, each in self.limits().items():
            old, unsure = before[limit]
            if old != each.due or (unsure and not self._unsure(limit)):
                self._tell(
                    events.DeadlineRecomputed,
                    old_due=old,
                    due=each.due,
                    provisional=self._unsure(limit),
                    limit=limit,
                )
        self._note_provisional()

    # --- the end ----------------------------------------------------------------------------

    def decide(
        self, actor: Actor, action: str, decision: Decision, *, deliver_by: Deadline
    ) -> None:
        """Grant or deny by the step `action`."""
        self._step(action, actor)
        self.decision, self.deliver_by = decision, deliver_by
        self.decided_at = decision.decided_at
        self._note_provisional()
        self._tell(
            events.CaseDecided,
            item_id=self.row.item_id,
            decided_at=decision.decided_at,
            granted=decision.granted,
            on_time=decision.on_time,
        )

    def deliver(self, actor: Actor, *, at: datetime, rate_by: date) -> None:
        """Hand over the result; rating is open through `rate_by`."""
        self._step("deliver", actor)
        self.delivered_at, self.rate_by = at, rate_by
        self._tell(events.CaseDelivered)

    def rate(self, actor: Actor, level: int, *, today: date) -> None:
        """Rate once inside the window; the level stays, the rater does not (EVAL-02, EVAL-03)."""
        if self.rate_by is not None and today > self.rate_by:
            raise Conflict("centers.rating_closed", "评价期已过。", rate_by=str(self.rate_by))
        self._step("rate", actor)
        self.rated_level = level
        self._tell(events.CaseRated)
        self._tell(events.CaseClosed)

    def archive(self, system: Actor) -> None:
        """Close when the rating window is over."""
        self._step("archive", system)
        self._tell(events.CaseClosed)

    def withdraw(self, actor: Actor) -> None:
        """Take the application back before it is decided."""
        self._step("withdraw", actor)
        self._tell(events.CaseWithdrawn)

    def reveal(self, reason: str) -> None:
        """Note that somebody saw the unmasked personal data, and why."""
        enforce(policies.names_nobody(self, reason))
        self._tell(events.CaseRevealed, reason=reason)

    @property
    def extension(self) -> Extension | None:
        """Return the one extension, if any."""
        return self.clock.extension if self.clock else None

    # --- inside -----------------------------------------------------------------------------

    @property
    def _clock(self) -> LegalClock:
        if self.clock is None:
            raise Conflict("centers.clock_not_started", "办件尚未受理，期限尚未起算。")
        return self.clock

    def _step(self, action: str, actor: Actor) -> None:
        CASE.step(self, action, actor)
        if actor.kind is ActorKind.STAFF and actor.id not in self.hands:
            self.hands = (*self.hands, actor.id)

    def _accept(self, at: datetime, calendar: Calendar, *, deemed: bool) -> None:
        self.accepted_at, self.deemed = at, deemed
        self._set_clock(legal_clock.start(at, self.row.limits, calendar))
        self._tell(
            events.CaseAccepted,
            accepted_at=at,
            deemed=deemed,
            due=self.due,
            provisional=self.provisional,
        )

    def _set_clock(self, clock: LegalClock) -> None:
        self.clock, self.due, self.provisional = clock, clock.due, clock.provisional

    def _count_again(self, calendar: Calendar) -> None:
        running = self.limits()
        for limit in running.keys() & _OWN.keys():
            setattr(self, _OWN[limit], running[limit].recompute(calendar))
        if "correction" in running and self.correction:
            answer_by = self.correction.answer_by.recompute(calendar)
            self.correction = replace(self.correction, answer_by=answer_by)
        if "supply" in running and self.promise:
            supply_by = self.promise.supply_by.recompute(calendar)
            self.promise = replace(self.promise, supply_by=supply_by)
        if "decision" in running:
            self._set_clock(self._clock.recompute(calendar))

    def _unsure(self, limit: str) -> bool:
        return self._clock.provisional if limit == "decision" else self.limits()[limit].provisional

    def _note_provisional(self) -> None:
        self.provisional = any(self._unsure(limit) for limit in self.limits())

    def _spoilt(self, given: Given) -> bool:
        return self.correction is not None and self.correction.spoils(given)

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(fact(case_id=self.id, path=self.path, case_no=self.case_no, **data))
