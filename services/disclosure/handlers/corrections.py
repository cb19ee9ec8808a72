"""Somebody asks that a record about herself be corrected (条例 §41)."""

from collections.abc import Mapping
from typing import Any

from services.disclosure.handlers.requests import person
from services.disclosure.handlers.voices import lapsed, recompute_timed
from services.disclosure.model import DataCorrection, until
from services.disclosure.policies.requests import serves_the_organ
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import ActorKind
from shared.kernel.deadlines import Deadline, deadline
from shared.kernel.errors import NotFound
from shared.kernel.workflow import enforce

CORRECTION_DUE = "data_correction_due"


def ask_data_correction(
    uow: UnitOfWork,
    *,
    organ_path: str,
    applicant: Mapping[str, Any],
    said: str,
    should_say: str,
    evidence: str,
) -> DataCorrection:
    """Say what a record about oneself says, what it should say, and what shows it."""
    by_web = uow.actor.kind is not ActorKind.STAFF
    correction = DataCorrection(
        id=uow.new_id(),
        correction_no=f"GZ{uow.today:%Y%m%d}{uow.number('request_number') % 1_000_000:06d}",
        path=organ_path,
        submitted_by=uow.actor.id,
        filed_at=uow.now,
        applicant_account=uow.actor.id if by_web else "",
        **person(uow, applicant),
        said=said,
        should_say=should_say,
        evidence=evidence,
        **until(_clock(uow)),
    )
    correction.file()
    enforce(None if by_web else serves_the_organ(correction, uow.actor))
    uow.add(correction)
    return _wait(uow, correction)


def transfer_data_correction(
    uow: UnitOfWork, *, correction_id: str, to_path: str
) -> DataCorrection:
    """Send it to the organ that may correct it."""
    correction = _reached(uow, correction_id)
    correction.transfer(uow.actor, to_path, on=uow.today, clock=_clock(uow))
    return _wait(uow, correction)


def correct_data(
    uow: UnitOfWork, *, correction_id: str, answer: str, document_no: str
) -> DataCorrection:
    """Correct the record and tell the applicant."""
    correction = _reached(uow, correction_id)
    uow.basis(document_no)
    correction.correct(uow.actor, answer=answer, document_no=document_no, at=uow.now)
    return _wait(uow, correction)


def redirect_data_correction(
    uow: UnitOfWork, *, correction_id: str, answer: str, where: str
) -> DataCorrection:
    """Tell the applicant whose record it is."""
    correction = _reached(uow, correction_id)
    correction.redirect(uow.actor, answer=answer, where=where, at=uow.now)
    return _wait(uow, correction)


def propose_refusal(uow: UnitOfWork, *, correction_id: str, reasons: str) -> DataCorrection:
    """Ask the head to let the record stand."""
    correction = _reached(uow, correction_id)
    correction.propose_refusal(uow.actor, reasons=reasons)
    return correction


def approve_refusal(uow: UnitOfWork, *, correction_id: str, document_no: str) -> DataCorrection:
    """Let the record stand and tell the applicant why."""
    correction = _reached(uow, correction_id)
    uow.basis(document_no)
    correction.approve_refusal(uow.actor, document_no=document_no, at=uow.now)
    return _wait(uow, correction)


def return_refusal(uow: UnitOfWork, *, correction_id: str) -> DataCorrection:
    """Have it looked into again."""
    correction = _reached(uow, correction_id)
    correction.return_refusal(uow.actor)
    return correction


def withdraw_data_correction(uow: UnitOfWork, *, correction_id: str) -> DataCorrection:
    """End it at the applicant's wish."""
    correction = _reached(uow, correction_id)
    correction.withdraw(uow.actor)
    return _wait(uow, correction)


def reveal_correction_applicant(
    uow: UnitOfWork, *, correction_id: str, reason: str
) -> DataCorrection:
    """Show who asked, for a reason, on the record."""
    correction = _reached(uow, correction_id)
    correction.reveal(uow.actor, reason=reason)
    return correction


def data_correction_lapsed(uow: UnitOfWork, *, subject_id: str) -> None:
    """The applicant should have an answer by now."""
    lapsed(uow, DataCorrection, CORRECTION_DUE, subject_id)


def recompute_corrections(uow: UnitOfWork) -> None:
    """A calendar was loaded: replace provisional last days (G-04)."""
    recompute_timed(uow, DataCorrection, CORRECTION_DUE)


def _clock(uow: UnitOfWork) -> Deadline:
    within = uow.rules("disclosure.corrections").period("answer.within")
    return deadline(uow.now, within, uow.calendar)


def _wait(uow: UnitOfWork, correction: DataCorrection) -> DataCorrection:
    if correction.awaited:
        uow.remind(CORRECTION_DUE, correction.id, correction.clock.lapses_at)
    else:
        uow.forget(CORRECTION_DUE, correction.id)
    return correction


def _reached(uow: UnitOfWork, correction_id: str) -> DataCorrection:
    """Return it for the applicant and the organ's office; for others it is not there."""
    correction = uow.get(DataCorrection, correction_id)
    mine = correction.applicant_account == uow.actor.id
    if not mine and serves_the_organ(correction, uow.actor) is not None:
        raise NotFound("disclosure.not_found", "没有找到该更正申请，或您无权查看。")
    return correction
