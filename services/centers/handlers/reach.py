"""Which case may this actor touch: the rings of `policies`, asked before anything is done."""

from services.centers import policies
from services.centers.model import Case
from services.centers.model.unit_name import UnitName
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import ActorKind
from shared.kernel.errors import Conflict, Forbidden, NotFound
from shared.kernel.jurisdiction import unit
from shared.kernel.workflow import Guard


def at_the_window(uow: UnitOfWork, case_id: str) -> Case:
    """Return the case for whoever accepts: where it was handed in or where it is handled."""
    return _inside(uow, case_id, policies.acts_at_the_window)


def at_the_desk(uow: UnitOfWork, case_id: str) -> Case:
    """Return the case for whoever reviews and decides: the handling unit only."""
    return _inside(uow, case_id, policies.acts_at_the_desk)


def on_duty(uow: UnitOfWork, case_id: str) -> Case:
    """Return the case for whoever needs the whole personal data to work on it."""
    return _inside(uow, case_id, policies.needs_the_person)


def in_hand(uow: UnitOfWork, case_id: str) -> Case:
    """Return the case for its applicant, her agent, or the clerk who acts for her.

    An agent's hand ends with the authorisation (WIN-04).
    """
    case = _inside(uow, case_id, policies.acts_for_the_applicant)
    given = case.authorisation
    if given is not None and uow.actor.id == case.agent_id and given.expires_on < uow.today:
        raise Conflict(
            "centers.authorisation_expired",
            f"委托书 {given.document_no} 已于 {given.expires_on} 到期，"
            "请由申请人本人办理，或重新登记委托。",
            expired_on=str(given.expires_on),
        )
    return case


def _inside(uow: UnitOfWork, case_id: str, ring: Guard) -> Case:
    case = uow.get(Case, case_id)
    objection = ring(case, uow.actor)
    if objection is None:
        return case
    if uow.actor.kind is ActorKind.RESIDENT:
        raise NotFound(objection.code, objection.message)
    raise Forbidden(
        objection.code,
        f"该办件由{_name(uow, case.path)}办理，您任职的单位（{_name(uow, uow.actor.path)}）"
        "不能操作，请由承办单位人员办理。",
        **objection.details,
    )


def _name(uow: UnitOfWork, path: str) -> str:
    """Return what the unit is called, its code while nobody told its name."""
    known = uow.one(UnitName, path=path)
    return known.name if known else unit(path) or "无"
