"""A request for information (依申请公开): from the day of receipt to an answer with its reasons."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from services.disclosure.events import requests as events
from services.disclosure.model.request_clock import TimedRequest, there
from services.disclosure.model.request_parts import (
    AnswerRule,
    Consultation,
    Correction,
    Fee,
    Inquiry,
    Party,
    ReplyExtension,
    RequestAnswer,
)
from services.disclosure.policies import requests as policies
from services.disclosure.workflow.requests import REQUEST
from shared.kernel.actor import Actor
from shared.kernel.calendar import Calendar
from shared.kernel.clock import midnight
from shared.kernel.deadlines import Deadline, Period
from shared.kernel.errors import Conflict, Invalid
from shared.kernel.workflow import enforce


@dataclass(kw_only=True, eq=False)
class InformationRequest(TimedRequest):
    """One request: what applicant, office and head do with it."""

    # --- receipt (§31) ----------------------------------------------------------------------

    def submit(self) -> None:
        """Announce it; nobody reads in the trace who asked for what."""
        self._note_provisional()
        self._tell(
            events.RequestSubmitted,
            request_no=self.request_no,
            channel=self.channel,
            acknowledge_by=self.acknowledge_by.due if self.acknowledge_by else None,
        )

    def acknowledge(self, actor: Actor, *, at: datetime) -> None:
        """Tell the applicant that it is here; her word starts the clock."""
        REQUEST.step(self, "acknowledge", actor)
        self.acknowledged_at = at
        late = self.acknowledge_by is not None and self.acknowledge_by.overdue(at)
        self.acknowledge_late = self.acknowledge_late or late
        self._tell(events.RequestAcknowledged, on_time=not late)

    def receive(self, actor: Actor, action: str, *, notice_by: Deadline, clock: Deadline) -> None:
        """Start the clock on the day of receipt, by the step `receive` or `confirm`."""
        REQUEST.step(self, action, actor)
        self.received_on, self.notice_by = clock.start.date(), notice_by
        self._set(clock)
        self._tell(
            events.RequestReceived,
            received_on=self.received_on,
            notice_by=notice_by.due,
            due=clock.due,
            provisional=self.provisional,
        )

    # --- correction (§30) -------------------------------------------------------------------

    def ask_correction(self, actor: Actor, what: str, *, at: datetime, answer_by: Deadline) -> None:
        """Tell once everything that is unclear; raises Conflict `disclosure.notice_too_late`."""
        REQUEST.step(self, "ask_correction", actor)
        if self.notice_by is not None and self.notice_by.overdue(at):
            raise Conflict(
                "disclosure.notice_too_late",
                f"补正告知期限已于 {self.notice_by.due} 届满，不得再要求补正，请依法答复。",
                due=str(self.notice_by.due),
            )
        self.correction = Correction(what, at, answer_by)
        self._note_provisional()
        self._tell(events.CorrectionAsked, answer_by=answer_by.due)

    def correct(self, actor: Actor, wanted: str, *, on: date, calendar: Calendar) -> None:
        """Take the corrected request; the whole period begins anew (RESTART)."""
        REQUEST.step(self, "correct", actor)
        asked = there(self.correction)
        if not asked.told_at.date() <= on <= asked.answer_by.due:
            raise _outside(asked.told_at.date(), asked.answer_by.due)
        self.correction, self.wanted = replace(asked, corrected_on=on), wanted
        self._set(there(self.clock).restart(midnight(on), calendar))
        self._tell(events.RequestCorrected, due=self.due, provisional=self.provisional)

    def excuse(self, actor: Actor, reason: str, *, answer_by: Deadline) -> None:
        """Let the applicant correct after all: she had a good reason."""
        REQUEST.step(self, "excuse", actor)
        self.correction = replace(there(self.correction), answer_by=answer_by, excuse=reason)
        self.abandoned = ""
        self._note_provisional()
        self._tell(events.RequestExcused, answer_by=answer_by.due)

    def withdraw(self, actor: Actor) -> None:
        """End it at the applicant's wish."""
        REQUEST.step(self, "withdraw", actor)
        self._note_provisional()
        self._tell(events.RequestWithdrawn)

    # --- opinions (§32, §34) ----------------------------------------------------------------

    def objecting(self) -> bool:
        """Say whether a third party does not agree (§32); a co-maker advises, the organ decides."""
        third = (each for each in self.consultations if each.party is Party.THIRD_PARTY)
        return any(each.agrees is False for each in third)

    def consult(
        self, actor: Actor, party: Party, name: str, *, at: datetime, reply_by: Deadline,
        calendar: Calendar,
    ) -> None:  # fmt: skip
        """Ask somebody for an opinion; the clock stands from today on (PAUSE)."""
        REQUEST.step(self, "consult", actor)
        number = len(self.consultations) + 1
        asked = Consultation(number, party, name, at, reply_by)
        clock = there(self.clock)
        if clock.is_running:
            self._set(clock.pause(at.date(), "征求意见", calendar))
        self.consultations = (*self.consultations, asked)
        self._note_provisional()
        self._tell(events.OpinionAsked, number=number, party=party, reply_by=reply_by.due)

    def record_opinion(
        self, actor: Actor, number: int, *, agrees: bool, opinion: str, on: date,
        calendar: Calendar,
    ) -> None:  # fmt: skip
        """Note what a party said; with the last one the clock goes on."""
        asked = next((each for each in self.outstanding() if each.number == number), None)
        last = len(self.outstanding()) == 1
        REQUEST.step(self, "record_last_opinion" if last else "record_opinion", actor)
        if asked is None:
            raise Invalid("disclosure.no_consultation", "没有这份待答复的意见，请核对序号。")
        if on < asked.asked_at.date():
            raise _outside(asked.asked_at.date(), None)
        heard = replace(asked, heard_on=on, agrees=agrees, opinion=opinion)
        self._settle(heard, calendar)

    def hear_silence(self, system: Actor, *, at: datetime, calendar: Calendar) -> None:
        """Settle whoever let the time pass: a co-maker agrees, a third party leaves it to us.

        The clock goes on the day after their last day, whenever this is noticed.
        """
        for asked in self.outstanding():
            if asked.reply_by.overdue(at):
                last = len(self.outstanding()) == 1
                REQUEST.step(self, "hear_last_silence" if last else "hear_silence", system)
                agrees = True if asked.party is Party.CO_MAKER else None
                heard = replace(asked, heard_on=asked.reply_by.due, agrees=agrees, silent=True)
                self._settle(heard, calendar)

    # --- more time (§33) and too much (§35, §42) --------------------------------------------

    def propose_extension(self, actor: Actor, days: Period, *, most: Period, reason: str) -> None:
        """Ask the head for more time."""
        REQUEST.step(self, "propose_extension", actor)
        if not 1 <= days.amount <= most.amount:
            raise Invalid(
                "disclosure.extension_days", f"延长期限最长 {most.amount} 个工作日，至少 1 个。"
            )
        self.extension = ReplyExtension(days, reason, actor.id)
        self._tell(events.ExtensionProposed, days=str(days))

    def approve_extension(
        self, actor: Actor, notice_no: str, *, at: datetime, calendar: Calendar
    ) -> None:
        """Grant it and tell the applicant; raises Conflict once the period is over (EXTEND)."""
        REQUEST.step(self, "approve_extension", actor)
        clock, asked = there(self.clock), there(self.extension)
        if clock.overdue(at):
            raise Conflict(
                "disclosure.extension_too_late",
                f"答复期限已于 {clock.due} 届满，不得再延长，请尽快答复。",
                due=str(clock.due),
            )
        self.extension = replace(
            asked, approved_by=actor.id, approved_on=at.date(), notice_no=notice_no
        )
        self._set(clock.extend(asked.days, calendar))
        self._tell(
            events.RequestExtended, days=str(asked.days), due=self.due, provisional=self.provisional
        )

    def reject_extension(self, actor: Actor) -> None:
        """Want the answer in time."""
        REQUEST.step(self, "reject_extension", actor)
        self.extension = None
        self._tell(events.ExtensionRejected)

    def ask_reasons(self, actor: Actor, why: str, *, at: datetime, answer_by: Deadline) -> None:
        """Ask why so much is asked for; the clock runs on (NONE)."""
        REQUEST.step(self, "ask_reasons", actor)
        self.inquiry = Inquiry(why, at, answer_by)
        self._note_provisional()
        self._tell(events.ReasonsAsked, answer_by=answer_by.due)

    def give_reasons(self, actor: Actor, reasons: str, *, at: datetime) -> None:
        """Say why."""
        REQUEST.step(self, "give_reasons", actor)
        self.inquiry = replace(there(self.inquiry), reasons=reasons, given_at=at)
        self._tell(events.ReasonsGiven)

    def charge(self, actor: Actor, fee: Fee) -> None:
        """Ask for a fee; raises Conflict `disclosure.no_fee` for what is free."""
        REQUEST.step(self, "charge", actor)
        if not fee.amount_fen:
            raise Conflict("disclosure.no_fee", "未超过免费的件数或页数，不得收费。")
        self.fee = fee
        self._note_provisional()
        self._tell(
            events.RequestCharged,
            method=fee.method,
            count=fee.count,
            amount_fen=fee.amount_fen,
            pay_by=fee.pay_by.due,
        )

    def pay(self, actor: Actor, receipt_no: str, *, on: date, calendar: Calendar) -> None:
        """Note that it was paid; the whole period begins anew (RESTART)."""
        REQUEST.step(self, "pay", actor)
        fee = there(self.fee)
        if not fee.charged_at.date() <= on <= fee.pay_by.due:
            raise _outside(fee.charged_at.date(), fee.pay_by.due)
        self.fee = replace(fee, paid_on=on, receipt_no=receipt_no)
        self._set(there(self.clock).restart(midnight(on), calendar))
        self._tell(events.RequestPaid, due=self.due, provisional=self.provisional)

    # --- the answer (§36, §37, §39) ---------------------------------------------------------

    def give_answer(
        self, actor: Actor, answer: RequestAnswer, rule: AnswerRule, *, at: datetime
    ) -> None:
        """Answer at once what needs nobody's approval."""
        REQUEST.step(self, "answer", actor)
        enforce(policies.may_be_answered_alone(self, rule.approval))
        self._check(answer, rule, at)
        self._end(answer, at)

    def propose_answer(
        self, actor: Actor, answer: RequestAnswer, rule: AnswerRule, *, at: datetime
    ) -> None:
        """Write an answer for the head to approve."""
        REQUEST.step(self, "propose_answer", actor)
        self._check(answer, rule, at)
        self.draft, self.returned_because = answer, ""
        self._tell(events.AnswerProposed, kind=answer.kind)

    def approve_answer(self, actor: Actor, *, at: datetime) -> None:
        """Let it go to the applicant."""
        REQUEST.step(self, "approve_answer", actor)
        answer, self.draft = replace(there(self.draft), approved_by=actor.id), None
        self._end(answer, at)

    def return_answer(self, actor: Actor, reason: str) -> None:
        """Have it written anew."""
        REQUEST.step(self, "return_answer", actor)
        self.draft, self.returned_because = None, reason
        self._tell(events.AnswerReturned)

    def reveal(self, actor: Actor, *, reason: str) -> None:
        """Note that somebody saw the unmasked personal data, and why."""
        enforce(policies.serves_the_organ(self, actor))
        enforce(policies.names_no_applicant(self, reason))
        self._tell(events.RequestRevealed, reason=reason)

    # --- time -------------------------------------------------------------------------------

    def lapse(self, limit: str, system: Actor, *, at: datetime, calendar: Calendar) -> None:
        """Do what the law says of a limit that passed: mark it, give up, or hear the silence."""
        if limit in ("correction", "fee"):
            REQUEST.step(self, "abandon", system)
            self.abandoned = limit
            self._note_provisional()
            self._tell(events.RequestAbandoned, limit=limit)
        elif limit == "opinion":
            self.hear_silence(system, at=at, calendar=calendar)
        elif not getattr(self, f"{limit}_late"):
            setattr(self, f"{limit}_late", True)
            self._tell(events.RequestLate, limit=limit, due=self.limits()[limit].due)

    # --- inside -----------------------------------------------------------------------------

    def _settle(self, heard: Consultation, calendar: Calendar) -> None:
        self.consultations = tuple(
            heard if each.number == heard.number else each for each in self.consultations
        )
        goes_on = not self.outstanding()
        if goes_on:
            heard_on = (each.heard_on for each in self.consultations if each.heard_on)
            self._set(there(self.clock).resume(max(heard_on), calendar))
        self._note_provisional()
        self._tell(
            events.OpinionHeard,
            number=heard.number,
            party=heard.party,
            agrees=heard.agrees,
            silent=heard.silent,
            due=self.due if goes_on else None,
            clock="resumed" if goes_on else "none",
        )

    def _check(self, answer: RequestAnswer, rule: AnswerRule, at: datetime) -> None:
        enforce(policies.states_what_it_must(answer, rule.asks))
        enforce(policies.third_parties_are_respected(self, answer))
        if answer.kind == "UNREASONABLE":
            over = self.inquiry is not None and self.inquiry.answer_by.overdue(at)
            enforce(policies.reasons_were_asked_for(self, over))

    def _end(self, answer: RequestAnswer, at: datetime) -> None:
        clock = there(self.clock)
        self.answer, self.answered_at = answer, at
        self.answer_late = self.answer_late or clock.overdue(at)
        self._note_provisional()
        self._tell(
            events.RequestAnswered, kind=answer.kind, due=clock.due, on_time=not self.answer_late
        )


def _outside(first: date, last: date | None) -> Invalid:
    until = f" 至 {last} 之间" if last else " 之后"
    return Invalid("disclosure.day_outside", f"日期应在 {first}{until}，请核对。", first=str(first))
