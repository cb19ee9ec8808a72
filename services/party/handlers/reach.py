"""What this actor may touch, and what several use cases look up."""

from services.party.model import Organisation, UnitName
from services.party.policies import SIZES, STRUCTURE, Sizes, Structure
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Conflict, Invalid, NotFound


def organisation_in_reach(uow: UnitOfWork, organisation_id: str) -> Organisation:
    """Return an organisation inside the actor's jurisdiction; raises NotFound outside of it."""
    organisation = uow.get(Organisation, organisation_id)
    if not uow.actor.serves(organisation.path):
        raise NotFound("party.not_found", "没有找到该党组织，或您无权查看。", id=organisation_id)
    return organisation


def superior(uow: UnitOfWork, organisation_id: str) -> Organisation | None:
    """Return the organisation of an id, None for ""; Invalid when there is none."""
    if not organisation_id:
        return None
    found = uow.one(Organisation, id=organisation_id)
    if found is None:
        raise Invalid("party.unknown_organisation", "没有找到所填的党组织，请重新选择。")
    return found


def children(uow: UnitOfWork, organisation: Organisation) -> list[Organisation]:
    """Return what lives directly below an organisation."""
    return [each for each in uow.find(Organisation, parent_id=organisation.id) if each.is_living]


def living_unit(uow: UnitOfWork, code: str) -> UnitName:
    """Return a unit that exists today and lies in the actor's jurisdiction."""
    unit = uow.one(UnitName, id=code)
    if unit is None or not uow.actor.serves(unit.path):
        raise Invalid("party.unknown_unit", f"没有代码为“{code}”的单位，或不在您的管辖范围。")
    if not unit.exists(uow.today):
        raise Conflict("party.unit_ended", f"{unit.name}（{code}）已撤并，请改选承继其职责的单位。")
    return unit


def structure_of(uow: UnitOfWork) -> Structure:
    """Return the levels, forms and posts in force today."""
    return Structure.read(uow.rules(STRUCTURE))


def sizes_of(uow: UnitOfWork) -> Sizes:
    """Return the numbers in force today."""
    return Sizes.read(uow.rules(SIZES), structure_of(uow))
