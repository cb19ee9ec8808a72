"""A record about oneself that is wrong: from the evidence to an answer (条例 §41)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.disclosure.events import corrections as events
from services.disclosure.model.timed import Timed
from services.disclosure.policies import corrections as policies
from services.disclosure.policies.requests import names_no_applicant, serves_the_organ
from services.disclosure.workflow.corrections import DATA_CORRECTION, DataCorrectionStatus
from shared.kernel.actor import Actor
from shared.kernel.deadlines import Deadline
from shared.kernel.workflow import enforce

_OPEN = (DataCorrectionStatus.FILED, DataCorrectionStatus.PROPOSED)


@dataclass(frozen=True)
class Move:
    """One transfer to an organ that may correct it, as the applicant is told."""

    from_path: str
    to_path: str
    on: date


@dataclass(kw_only=True, eq=False)
class DataCorrection(Timed):
    """One application to the organ at `path`.

    `said` is what the record says, `should_say` what it should; `proposed` is why the organ would
    refuse. `applicant_account` is empty for one who came on paper.
    """

    id: str
    correction_no: str
    path: str
    submitted_by: str
    filed_at: datetime
    applicant_account: str
    applicant_name: str
    applicant_id_no: str
    applicant_phone: str
    applicant_address: str
    applicant_index: str
    said: str
    should_say: str
    evidence: str
    moves: tuple[Move, ...] = ()
    proposed: str = ""
    proposed_by: str = ""
    answer: str = ""
    where: str = ""
    document_no: str = ""
    answered_at: datetime | None = None
    status: DataCorrectionStatus = DataCorrectionStatus.FILED
    version: int = 0

    @property
    def awaited(self) -> bool:
        """Say whether the applicant still waits for an answer."""
        return self.status in _OPEN

    def file(self) -> None:
        """Announce it."""
        enforce(policies.is_asked_of_an_organ(self.path))
        self._tell(
            events.DataCorrectionFiled,
            correction_no=self.correction_no,
            due=self.due,
            provisional=self.provisional,
        )

    def transfer(self, actor: Actor, to_path: str, *, on: date, clock: Deadline) -> None:
        """Send it to the organ that may correct it; its time begins there."""
        DATA_CORRECTION.step(self, "transfer", actor)
        enforce(policies.is_asked_of_an_organ(to_path))
        enforce(policies.goes_elsewhere(self, to_path))
        before, self.path = self.path, to_path
        self.moves = (*self.moves, Move(before, to_path, on))
        self.set_clock(clock)
        self.late = False
        self._tell(
            events.DataCorrectionTransferred,
            from_path=before,
            due=self.due,
            provisional=self.provisional,
        )

    def correct(self, actor: Actor, *, answer: str, document_no: str, at: datetime) -> None:
        """Say what was corrected."""
        DATA_CORRECTION.step(self, "correct", actor)
        self._end(at, answer=answer, document_no=document_no)
        self._tell(events.DataCorrected, document_no=document_no, on_time=not self.late)

    def redirect(self, actor: Actor, *, answer: str, where: str, at: datetime) -> None:
        """Say whose record it is."""
        DATA_CORRECTION.step(self, "redirect", actor)
        self._end(at, answer=answer, where=where)
        self._tell(events.DataCorrectionRedirected, on_time=not self.late)

    def propose_refusal(self, actor: Actor, *, reasons: str) -> None:
        """Ask the head to let the record stand."""
        DATA_CORRECTION.step(self, "propose_refusal", actor)
        self.proposed, self.proposed_by = reasons, actor.id
        self._tell(events.RefusalProposed)

    def approve_refusal(self, actor: Actor, *, document_no: str, at: datetime) -> None:
        """Let the record stand, for the reasons that were proposed."""
        DATA_CORRECTION.step(self, "approve_refusal", actor)
        self._end(at, answer=self.proposed, document_no=document_no)
        self._tell(events.DataCorrectionRefused, document_no=document_no, on_time=not self.late)

    def return_refusal(self, actor: Actor) -> None:
        """Have it looked into again."""
        DATA_CORRECTION.step(self, "return_refusal", actor)
        self.proposed, self.proposed_by = "", ""
        self._tell(events.RefusalReturned)

    def withdraw(self, actor: Actor) -> None:
        """End it at the applicant's wish."""
        DATA_CORRECTION.step(self, "withdraw", actor)
        self.provisional = False
        self._tell(events.DataCorrectionWithdrawn)

    def reveal(self, actor: Actor, *, reason: str) -> None:
        """Note that somebody saw the unmasked applicant, and why."""
        enforce(serves_the_organ(self, actor))
        enforce(names_no_applicant(self, reason))
        self._tell(events.DataCorrectionRevealed, reason=reason)

    def tell_late(self) -> None:
        """Announce that nobody answered."""
        self._tell(events.DataCorrectionLate, due=self.due)

    def _end(self, at: datetime, *, answer: str, document_no: str = "", where: str = "") -> None:
        self.answer, self.document_no, self.where, self.answered_at = answer, document_no, where, at
        self.done(at)

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(fact(correction_id=self.id, path=self.path, **data))
