"""A project of a call: applied for, judged, awarded, run, examined, accepted, evaluated."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from services.incubation import events, policies
from services.incubation.model.calls import VentureCall
from services.incubation.model.timed import Placed
from services.incubation.model.venture_parts import (
    Agreement,
    Examination,
    Output,
    Plan,
    Recovery,
    SocialEvaluation,
    Tranche,
    Verdict,
)
from services.incubation.policies import Standing, VentureRules
from services.incubation.workflow import VENTURE, VentureStatus
from shared.kernel.actor import Actor
from shared.kernel.calendar import Calendar
from shared.kernel.deadlines import Deadline
from shared.kernel.errors import Invalid
from shared.kernel.workflow import enforce

MIDTERM, ACCEPTANCE = "MIDTERM", "ACCEPTANCE"


@dataclass(kw_only=True, eq=False)
class Venture(Placed):
    """One project. `path` is the organiser's, `place` where it works. Money in fen.

    `paid_fen` never exceeds `grant_fen`: the table holds it (CT-01). `rectify` is the time for
    mending, `report` the day of the next report; `used_fen` what was used when it was ended;
    `position` is the rank, 0 before there is one.
    """

    call_id: str
    call_title: str
    organisation_id: str
    organisation_name: str
    applied_by: str
    applied_at: datetime
    place: str
    field: str
    title: str
    asked_fen: int
    plan: Plan
    missing_papers: tuple[str, ...]
    need_id: str | None = None
    reason: str = ""
    verdict: Verdict | None = None
    position: int = 0
    ranked_by: str = ""
    recommended_fen: int = 0
    objected: bool = False
    grant_fen: int = 0
    award_no: str = ""
    agreement: Agreement | None = None
    tranches: tuple[Tranche, ...] = ()
    paid_fen: int = 0
    examinations: tuple[Examination, ...] = ()
    midterm_passed: bool = False
    rectify: Deadline | None = None
    rectified: str = ""
    report: Deadline | None = None
    report_late: bool = False
    spent_fen: int = 0
    outputs: tuple[Output, ...] = ()
    accepted_on: date | None = None
    evaluation: SocialEvaluation | None = None
    breached: bool = False
    used_fen: int | None = None
    recoveries: tuple[Recovery, ...] = ()
    provisional: bool = False
    sample: bool = False
    status: VentureStatus = VentureStatus.CALL_OPEN
    version: int = 0

    @property
    def owed_fen(self) -> int:
        """Return what was paid, not used, and has not come back, once it was ended."""
        if self.used_fen is None:
            return 0
        return self.paid_fen - self.used_fen - sum(each.amount_fen for each in self.recoveries)

    def reached(self, after: str) -> bool:
        """Say whether what a tranche waits for is there."""
        there = {
            "AGREEMENT": self.agreement is not None,
            MIDTERM: self.midterm_passed,
            ACCEPTANCE: self.accepted_on is not None,
        }
        return there[after]

    def apply(
        self,
        actor: Actor,
        call: VentureCall,
        organisation: Any,
        standing: Standing,
        rules: VentureRules,
    ) -> None:
        """Hand it in: in the window, by whoever may, for what may be funded (SO-10, SO-11)."""
        VENTURE.step(self, "apply", actor)
        today = self.applied_at.date()
        enforce(policies.window_is_open(call, today=today))
        enforce(
            policies.applicant_is_eligible(self, organisation, standing, rules, today=today)
        )  # fmt: skip
        enforce(policies.project_may_be_funded(self, standing, rules))
        enforce(policies.money_is_sound(self, rules))
        enforce(policies.file_is_blind(self))
        self.tell(events.VentureApplied, call_id=self.call_id, asked_fen=self.asked_fen)

    def permit(self, action: str, actor: Actor) -> None:
        """Check that something may be done with it now; it changes nothing."""
        VENTURE.step(self, action, actor)

    def shortlist(self, actor: Actor) -> None:
        """The application is complete: the jury reads it."""
        VENTURE.step(self, "shortlist", actor)
        self._screened(shortlisted=True)

    def reject(self, actor: Actor, *, reason: str) -> None:
        """The application does not reach the jury, and why."""
        VENTURE.step(self, "reject", actor)
        self.reason = reason
        self._screened(shortlisted=False)

    def rank(self, actor: Actor, verdict: Verdict, position: int) -> None:
        """Keep the jury's verdict, and the rank among all."""
        VENTURE.step(self, "rank", actor)
        self.verdict, self.position, self.ranked_by = verdict, position, actor.id
        self.recommended_fen = self.asked_fen
        self.tell(
            events.VentureRanked,
            call_id=self.call_id,
            score=str(verdict.score),
            rank=position,
            panel=verdict.panel,
        )

    def recommend(self, grant_fen: int, *, least_fen: int) -> None:
        """Recommend less than was asked."""
        enforce(policies.within_what_was_asked(self, grant_fen, least_fen))
        self.recommended_fen = grant_fen

    def take_out(self) -> None:
        """An objection against it was upheld: it is shown and funded no more."""
        self.objected = True

    def award(
        self, actor: Actor, *, document_no: str, tranches: tuple[Tranche, ...], at: datetime
    ) -> None:
        """Grant what was recommended; the budget was charged under its lock (CT-01)."""
        VENTURE.step(self, "award", actor)
        self.grant_fen, self.tranches = self.recommended_fen, tranches
        self.award_no = document_no
        self.tell(
            events.AwardFormed,
            call_id=self.call_id,
            call=self.call_title,
            title=self.title,
            organisation=self.organisation_name,
            grant_fen=self.grant_fen,
            score=self._score,
            rank=self.position,
            document_no=document_no,
            formed_at=at,
        )

    def decline(self, actor: Actor, *, reason: str) -> None:
        """Give no grant, and say why."""
        VENTURE.step(self, "decline", actor)
        self.reason = reason
        self.tell(events.VentureDeclined, call_id=self.call_id)

    def sign(self, actor: Actor, agreement: Agreement, *, report: Deadline) -> None:
        """Sign; the first report is due by `report` (CT-02)."""
        VENTURE.step(self, "sign", actor)
        enforce(policies.agreement_is_whole(agreement))
        self.agreement = agreement
        self._await_report(report)
        self.tell(
            events.AgreementSigned,
            starts_on=agreement.starts_on,
            ends_on=agreement.ends_on,
            document_no=agreement.document_no,
        )

    def pay(self, actor: Actor, number: int, *, document_no: str, at: datetime) -> None:
        """Pay a tranche that is due, whole and once (CT-01)."""
        VENTURE.step(self, "pay", actor)
        tranche = next((each for each in self.tranches if each.number == number), None)
        if tranche is None:
            numbers = [each.number for each in self.tranches]
            raise Invalid("incubation.no_such_tranche", f"没有第 {number} 期款。", numbers=numbers)
        enforce(policies.payment_is_due(self, tranche))
        enforce(policies.payment_stays_within_the_grant(self, tranche.amount_fen))
        paid = replace(tranche, document_no=document_no, paid_by=actor.id, paid_at=at)
        self.tranches = tuple(paid if each is tranche else each for each in self.tranches)
        self.paid_fen += tranche.amount_fen
        self.tell(
            events.TranchePaid,
            number=number,
            amount_fen=tranche.amount_fen,
            paid_fen=self.paid_fen,
        )

    def publish(
        self, actor: Actor, *, full: bool, spent_fen: int, today: date, following: Deadline | None
    ) -> None:
        """Publish how it goes, or the full report; the next is due by `following` (CT-02)."""
        VENTURE.step(self, "report", actor)
        enforce(policies.report_fits(self, full=full, today=today))
        self.spent_fen = spent_fen
        self._await_report(following)
        next_due = following.due if following else None
        self.tell(events.VentureReported, full=full, next_due=next_due)

    def report_is_near(self) -> None:
        """Remind of a report."""
        if self.report is not None:
            self.tell(events.VentureReportNear, due=self.report.due)

    def miss_report(self) -> None:
        """A report was not published in time (CT-02)."""
        if self.report is not None and not self.report_late:
            self.report_late = True
            self.tell(events.VentureReportOverdue, due=self.report.due)

    def examine(self, actor: Actor, exam: Examination, *, rectify: Deadline) -> None:
        """Take the result of a mid-term examination.

        Failed, it is to be mended by `rectify`; failed again, the project ends (SO-13, T8.4).
        """
        VENTURE.step(self, "midterm" if exam.passed else "fail_midterm", actor)
        self.midterm_passed = exam.passed
        self._examined(exam, rectify)

    def accept(
        self,
        actor: Actor,
        exam: Examination,
        outputs: tuple[Output, ...],
        *,
        rectify: Deadline,
    ) -> None:
        """Take the result of the final acceptance; failed, it is mended or ends like a mid-term."""
        VENTURE.step(self, "accept" if exam.passed else "fail_acceptance", actor)
        self.outputs = outputs
        self.accepted_on = exam.at.date() if exam.passed else None
        self._examined(exam, rectify)
        if exam.passed:
            self._result("ACCEPTED", self._score, "", exam.at)

    def mend(self, actor: Actor, *, statement: str) -> None:
        """Say what was mended, within the time."""
        VENTURE.step(self, "rectify", actor)
        self.rectified = statement
        self.tell(events.VentureRectified)

    def lapse(self, system: Actor, *, at: datetime) -> None:
        """Nobody said what was mended: it ends, and what was not used comes back."""
        VENTURE.step(self, "lapse", system)
        self._end("逾期未提交整改", used_fen=min(self.spent_fen, self.paid_fen), at=at)

    def end_for_breach(
        self, actor: Actor, *, reason: str, used_fen: int, document_no: str, at: datetime
    ) -> None:
        """End it because the agreement was broken; a ban follows (SO-15)."""
        VENTURE.step(self, "end_for_breach", actor)
        enforce(policies.used_is_plausible(self, used_fen))
        self.breached = True
        self._end(reason, used_fen=used_fen, at=at)

    def recover(self, actor: Actor, recovery: Recovery) -> None:
        """Note that money came back."""
        VENTURE.step(self, "recover", actor)
        enforce(policies.recovery_stays_within(self, recovery.amount_fen))
        self.recoveries = (*self.recoveries, recovery)
        self.tell(
            events.MoneyRecovered, amount_fen=recovery.amount_fen, owed_fen=self.owed_fen
        )  # fmt: skip

    def evaluate(self, actor: Actor, evaluation: SocialEvaluation, *, due: date) -> None:
        """Evaluate its effect, half a year after the acceptance (SO-14)."""
        VENTURE.step(self, "evaluate", actor)
        today = evaluation.at.date()
        enforce(policies.evaluation_is_due(self, due=due, today=today))
        self.evaluation = evaluation
        self._result("EVALUATED", str(evaluation.score), "", evaluation.at)

    def recompute(self, calendar: Calendar) -> None:
        """Replace provisional last days by true ones (G-04)."""
        old = self._limits
        self.rectify = self.rectify.recompute(calendar) if self.rectify else None
        self.report = self.report.recompute(calendar) if self.report else None
        self._look()
        for was, now in zip(old, self._limits, strict=True):
            if was.due != now.due:
                self.tell(events.VentureDueRecomputed, due=now.due)

    @property
    def _limits(self) -> Sequence[Deadline]:
        return [each for each in (self.rectify, self.report) if each is not None]

    @property
    def _score(self) -> str:
        return str(self.verdict.score) if self.verdict else ""

    def _look(self) -> None:
        self.provisional = any(each.provisional for each in self._limits)

    def _await_report(self, due: Deadline | None) -> None:
        self.report, self.report_late = due, False
        self._look()

    def _screened(self, *, shortlisted: bool) -> None:
        self.tell(events.VentureScreened, call_id=self.call_id, shortlisted=shortlisted)

    def _examined(self, exam: Examination, rectify: Deadline) -> None:
        self.examinations = (*self.examinations, exam)
        mending = self.status is VentureStatus.RECTIFYING
        self.rectify, self.rectified = rectify if mending else None, ""
        self._look()
        self.tell(
            events.VentureExamined,
            kind=exam.kind,
            score=str(exam.score) if isinstance(exam.score, Decimal) else "",
            passed=exam.passed,
            rectify_by=rectify.due if mending else None,
        )
        if self.status is VentureStatus.TERMINATED:
            self._end("整改后仍不合格", used_fen=min(self.spent_fen, self.paid_fen), at=exam.at)

    def _end(self, reason: str, *, used_fen: int, at: datetime) -> None:
        self.reason, self.used_fen = reason, used_fen
        self.rectify, self.report = None, None
        self._look()
        self._result("TERMINATED", self._score, reason, at)

    def _result(self, result: str, score: str, reason: str, at: datetime) -> None:
        self.tell(
            events.VentureResultFormed,
            call_id=self.call_id,
            call=self.call_title,
            title=self.title,
            organisation=self.organisation_name,
            grant_fen=self.grant_fen,
            paid_fen=self.paid_fen,
            score=score,
            rank=self.position,
            result=result,
            reason=reason,
            recover_fen=self.owed_fen,
            formed_at=at,
        )
