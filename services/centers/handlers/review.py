"""Review and decision at the handling unit."""

from services.centers.handlers.acceptance import PACK
from services.centers.handlers.reach import at_the_desk, at_the_window
from services.centers.handlers.transfers import arrive
from services.centers.model import Case, Decision, Extension, SpecialProcedure
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.deadlines import deadline
from shared.kernel.errors import Invalid


def start(uow: UnitOfWork, *, case_id: str) -> Case:
    """Take a case on one's desk."""
    case = at_the_desk(uow, case_id)
    case.start(uow.actor)
    arrive(uow, case)
    return case


def pause(
    uow: UnitOfWork, *, case_id: str, reason: str, notice_no: str, expected_days: int
) -> Case:
    """Start a statutory procedure that stops the clock (行政许可法 §45), told in writing."""
    case = at_the_desk(uow, case_id)
    reasons = uow.rules(PACK).raw("pause.reasons")
    if reason not in reasons:
        raise Invalid(
            "centers.not_a_special_procedure",
            f"“{reason}”不是法定的特别程序，不能中止计时。可选：{'、'.join(reasons)}。",
            reasons=list(reasons),
        )
    uow.basis(notice_no)
    procedure = SpecialProcedure(reason, notice_no, expected_days, uow.today)
    case.pause(uow.actor, procedure, calendar=uow.calendar)
    return case


def resume(uow: UnitOfWork, *, case_id: str) -> Case:
    """End the procedure."""
    case = at_the_desk(uow, case_id)
    case.resume(uow.actor, on=uow.today, calendar=uow.calendar)
    return case


def extend(uow: UnitOfWork, *, case_id: str, reason: str, notice_no: str) -> Case:
    """Extend the deadline once, by the head of the organ, with reason and notice."""
    case = at_the_desk(uow, case_id)
    uow.basis(notice_no)
    extension = Extension(reason, notice_no, uow.actor.id, uow.today)
    by = uow.rules(PACK).period("extend.by")
    case.extend(uow.actor, extension, by=by, calendar=uow.calendar)
    return case


def grant(uow: UnitOfWork, *, case_id: str, document_no: str) -> Case:
    """Grant."""
    return _decide(uow, at_the_desk(uow, case_id), "grant", document_no)


def decide_at_once(uow: UnitOfWork, *, case_id: str, document_no: str) -> Case:
    """Grant a 即办件 in the same visit."""
    return _decide(uow, at_the_window(uow, case_id), "grant_at_once", document_no)


def deny(uow: UnitOfWork, *, case_id: str, document_no: str, reasons: str, rights: str) -> Case:
    """Refuse, with reasons and the rights of review and suit (domain §2.2)."""
    case = at_the_desk(uow, case_id)
    return _decide(uow, case, "deny", document_no, reasons=reasons, rights=rights)


def _decide(
    uow: UnitOfWork,
    case: Case,
    action: str,
    document_no: str,
    *,
    reasons: str = "",
    rights: str = "",
) -> Case:
    uow.basis(document_no)
    decision = Decision(
        granted=action != "deny",
        document_no=document_no,
        reasons=reasons,
        rights=rights,
        decided_by=uow.actor.id,
        decided_at=uow.now,
        on_time=case.due is None or uow.today <= case.due,
    )
    deliver_by = deadline(uow.now, uow.rules(PACK).period("deliver.within"), uow.calendar)
    case.decide(uow.actor, action, decision, deliver_by=deliver_by)
    return case
