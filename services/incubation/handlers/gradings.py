"""Grading an organisation: applied for, assessed, hung out, granted; how a grade ends."""

from services.incubation import policies
from services.incubation.handlers.reach import SYSTEM, day_after, in_reach
from services.incubation.model import Grading, Organisation
from services.incubation.policies import GradingRules
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.deadlines import deadline
from shared.kernel.workflow import enforce

PACK = "incubation.gradings"
NOTICE, VALIDITY = "grading_notice_over", "grading_validity_over"


def apply_grading(uow: UnitOfWork, *, organisation_id: str) -> Grading:
    """Ask to be graded."""
    organisation = in_reach(uow, Organisation, organisation_id)
    grading = Grading(
        id=uow.new_id(),
        path=organisation.path,
        organisation_id=organisation.id,
        organisation_name=organisation.name,
        account=organisation.account,
        applied_by=uow.actor.id,
        applied_on=uow.today,
    )
    earlier = uow.find(Grading, organisation_id=organisation.id)
    grading.apply(organisation, earlier, rules=_rules(uow))
    uow.add(grading)
    return grading


def assess_grading(uow: UnitOfWork, *, grading_id: str, score: int, report_no: str) -> Grading:
    """Enter the points of the assessment."""
    grading = in_reach(uow, Grading, grading_id)
    uow.basis(report_no)
    grading.assess(uow.actor, score=score, report_no=report_no, rules=_rules(uow))
    return grading


def decline_grading(uow: UnitOfWork, *, grading_id: str, reason: str) -> Grading:
    """Do not assess it."""
    grading = in_reach(uow, Grading, grading_id)
    _names_nobody(uow, grading, reason)
    grading.decline(uow.actor, reason=reason)
    return grading


def withdraw_grading(uow: UnitOfWork, *, grading_id: str) -> Grading:
    """Take the application back."""
    grading = in_reach(uow, Grading, grading_id)
    grading.withdraw(uow.actor)
    return grading


def publish_grading(uow: UnitOfWork, *, grading_id: str) -> Grading:
    """Hang the result out, no shorter than the rules say."""
    grading = in_reach(uow, Grading, grading_id)
    period = uow.rules(PACK).period("notice")
    notice = deadline(uow.now, period, uow.calendar, roll_forward=False)
    grading.publish(uow.actor, notice=notice)
    uow.remind(NOTICE, grading.id, notice.lapses_at)
    return grading


def grant_grading(uow: UnitOfWork, *, grading_id: str, document_no: str) -> Grading:
    """Grant the grade from today; an earlier one ends."""
    grading, pack = in_reach(uow, Grading, grading_id), uow.rules(PACK)
    uow.basis(document_no)
    for earlier in uow.find(Grading, organisation_id=grading.organisation_id):
        if earlier.is_granted:
            earlier.supersede(SYSTEM)
            uow.forget(VALIDITY, earlier.id)
    through = policies.last_day(uow.today, pack.period("valid"))
    grading.grant(
        uow.actor, document_no=document_no, at=uow.now, valid_through=through, rules=_rules(uow)
    )
    uow.forget(NOTICE, grading.id)
    uow.remind(VALIDITY, grading.id, day_after(through))
    return grading


def deny_grading(uow: UnitOfWork, *, grading_id: str, reason: str) -> Grading:
    """Grant no grade."""
    grading = in_reach(uow, Grading, grading_id)
    _names_nobody(uow, grading, reason)
    grading.deny(uow.actor, reason=reason)
    uow.forget(NOTICE, grading.id)
    return grading


def revoke_grading(uow: UnitOfWork, *, grading_id: str, reason: str, document_no: str) -> Grading:
    """Take a grade away."""
    grading = in_reach(uow, Grading, grading_id)
    _names_nobody(uow, grading, reason)
    uow.basis(document_no)
    grading.revoke(uow.actor, reason=reason, on=uow.today)
    uow.forget(VALIDITY, grading.id)
    return grading


def notice_over(uow: UnitOfWork, *, subject_id: str) -> None:
    """The time of a notice is over."""
    uow.get(Grading, subject_id).lapse(uow.now)


def validity_over(uow: UnitOfWork, *, subject_id: str) -> None:
    """The last day of a grade is over."""
    grading = uow.get(Grading, subject_id)
    if grading.is_granted and not grading.holds(uow.today):
        grading.expire(uow.actor)


def end_grades(uow: UnitOfWork, organisation_id: str) -> None:
    """An organisation ended: what it applied for and the grade that it bears end with it."""
    for grading in uow.find(Grading, organisation_id=organisation_id):
        if grading.is_open or grading.is_granted:
            grading.end(SYSTEM)
            for timer in (NOTICE, VALIDITY):
                uow.forget(timer, grading.id)


def _names_nobody(uow: UnitOfWork, grading: Grading, reason: str) -> None:
    organisation = uow.get(Organisation, grading.organisation_id)
    enforce(policies.names_no_responsible(organisation, reason))


def _rules(uow: UnitOfWork) -> GradingRules:
    pack = uow.rules(PACK)
    name = pack.text("bands.in_force")
    return GradingRules(
        full=pack.integer("full"),
        bands_name=name,
        bands=pack.raw("bands")[name],
        priority_from=pack.text("priority.from"),
        registered=pack.period("apply.registered"),
        upgrade=pack.period("apply.upgrade"),
        revoked=pack.period("apply.after_revocation"),
    )
