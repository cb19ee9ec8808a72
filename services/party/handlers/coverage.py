"""Units that are to be covered: registered once, changed and ended from a day on."""

from datetime import date

from services.party import policies
from services.party.handlers.reach import living_unit, superior
from services.party.model import CoverageKind, CoverageSpell, CoverageUnit, Footing, spell_values
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import system_actor
from shared.kernel.errors import NotFound
from shared.kernel.workflow import enforce

SYSTEM = system_actor("party")


def register_coverage_unit(
    uow: UnitOfWork,
    *,
    unit_code: str,
    kind: str,
    name: str,
    address: str,
    credit_code: str,
    since: date,
    members: int,
    formal: int,
    organisation_id: str,
    joint: bool,
    instructor: str,
) -> CoverageUnit:
    """Put a unit on the register; the same one a second time is refused (PTY-27)."""
    path = living_unit(uow, unit_code).path
    footing = Footing(since, members, formal, organisation_id, joint, instructor)
    unit = new_unit(uow.new_id(), path, kind, name, address, credit_code, footing)
    _check_organisation(uow, unit.path, footing)
    unit.register(uow.actor, twin=_twin(uow, unit), today=uow.today)
    keep_new(uow, unit)
    return unit


def change_coverage(
    uow: UnitOfWork,
    *,
    unit_id: str,
    since: date,
    members: int,
    formal: int,
    organisation_id: str,
    joint: bool,
    instructor: str,
) -> CoverageUnit:
    """Note from which day on a unit is covered otherwise; earlier days stay as they were."""
    unit = unit_in_reach(uow, unit_id)
    footing = Footing(since, members, formal, organisation_id, joint, instructor)
    _check_organisation(uow, unit.path, footing)
    unit.change(uow.actor, footing, today=uow.today)
    _close(uow, unit, since)
    uow.append(CoverageSpell, **spell_values(unit, uow.new_id()))
    return unit


def end_coverage_unit(uow: UnitOfWork, *, unit_id: str, until: date) -> CoverageUnit:
    """Take a unit off the register from a day on."""
    unit = unit_in_reach(uow, unit_id)
    unit.end(uow.actor, until=until, today=uow.today)
    _close(uow, unit, until)
    return unit


def reveal_instructor(uow: UnitOfWork, *, unit_id: str, reason: str) -> CoverageUnit:
    """Show the instructor's name, for a reason, on the record."""
    unit = unit_in_reach(uow, unit_id)
    unit.reveal(reason=reason)
    return unit


def follow_merger(
    uow: UnitOfWork, *, organisation_id: str, successor_id: str, dissolved_on: str
) -> None:
    """An organisation was merged: what it covered its successor covers (X-03)."""
    for spell in uow.find(CoverageSpell, organisation_id=organisation_id, until=None):
        unit = uow.get(CoverageUnit, spell.unit_id)
        unit.follow(SYSTEM, successor_id, since=date.fromisoformat(dissolved_on))
        spell.until = unit.footing.since
        uow.append(CoverageSpell, **spell_values(unit, uow.new_id()))


def new_unit(
    id: str,
    path: str,
    kind: str,
    name: str,
    address: str,
    credit_code: str,
    footing: Footing,
) -> CoverageUnit:
    """Return a unit that is not kept yet."""
    return CoverageUnit(
        id=id,
        path=path,
        kind=CoverageKind(kind),
        name=name,
        address=address,
        credit_code=credit_code.upper(),
        place_key=policies.place_key(path, name, address),
        footing=footing,
    )


def keep_new(uow: UnitOfWork, unit: CoverageUnit) -> None:
    """Keep a unit with its first spell."""
    uow.add(unit)
    uow.append(CoverageSpell, **spell_values(unit, uow.new_id()))


def unit_in_reach(uow: UnitOfWork, unit_id: str) -> CoverageUnit:
    """Return a unit inside the actor's jurisdiction; raises NotFound outside of it."""
    unit = uow.get(CoverageUnit, unit_id)
    if not uow.actor.serves(unit.path):
        raise NotFound("party.not_found", "没有找到该单元，或您无权查看。", id=unit_id)
    return unit


def _twin(uow: UnitOfWork, unit: CoverageUnit) -> CoverageUnit | None:
    code = unit.credit_code
    by_code = uow.one(CoverageUnit, credit_code=code, ended_on=None) if code else None
    return by_code or uow.one(CoverageUnit, place_key=unit.place_key, ended_on=None)


def _check_organisation(uow: UnitOfWork, path: str, footing: Footing) -> None:
    organisation = superior(uow, footing.organisation_id)
    if organisation is not None:
        enforce(policies.organisation_covers(path, organisation))


def _close(uow: UnitOfWork, unit: CoverageUnit, until: date) -> None:
    spell = uow.one(CoverageSpell, unit_id=unit.id, until=None)
    if spell is not None:
        spell.until = until
