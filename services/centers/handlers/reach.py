"""Which case may this actor touch: the ring that permissions cannot draw."""

from services.centers.model import Case
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import Actor, ActorKind
from shared.kernel.errors import Forbidden, NotFound
from shared.kernel.jurisdiction import unit


def at_the_window(uow: UnitOfWork, case_id: str) -> Case:
    """Return the case for whoever accepts: where it was handed in or where it is handled."""
    case = uow.get(Case, case_id)
    if not (uow.actor.serves(case.accept_path) or uow.actor.serves(case.path)):
        raise _outside(uow.actor, case)
    return case


def at_the_desk(uow: UnitOfWork, case_id: str) -> Case:
    """Return the case for whoever reviews and decides: the handling unit only."""
    case = uow.get(Case, case_id)
    if not uow.actor.serves(case.path):
        raise _outside(uow.actor, case)
    return case


def in_hand(uow: UnitOfWork, case_id: str) -> Case:
    """Return the case for its applicant, her agent, or the clerk who acts for her."""
    case = uow.get(Case, case_id)
    if uow.actor.kind is ActorKind.RESIDENT:
        if uow.actor.id not in (case.applicant_account, case.agent_id):
            raise NotFound("centers.not_found", "没有找到该办件，或您无权查看。")
        return case
    return at_the_window(uow, case_id)


def _outside(actor: Actor, case: Case) -> Forbidden:
    return Forbidden(
        "centers.outside_jurisdiction",
        f"该办件由 {unit(case.path)} 办理，不在您的管辖范围（{actor.scope or '无'}）内，"
        "请由承办单位人员操作。",
        case_path=case.path,
        accept_path=case.accept_path,
        scope=actor.scope,
    )
