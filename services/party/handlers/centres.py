"""党群服务中心: registered, under one roof with a station, inspected, closed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from services.party import policies
from services.party.handlers.reach import living_unit
from services.party.model import Centre, Inspection, PublicPlace
from services.party.policies import Standard
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import system_actor
from shared.kernel.clock import midnight
from shared.kernel.errors import Invalid, NotFound
from shared.kernel.workflow import enforce

STANDARD, PLACE_MOVES = "party.centres", "place_moves"
SYSTEM = system_actor("party")


def register_centre(
    uow: UnitOfWork,
    *,
    unit_code: str,
    level: str,
    name: str,
    address: str,
    area_m2: Decimal,
    opened_on: date,
) -> Centre:
    """Put a centre of one's own area on the register."""
    path = living_unit(uow, unit_code).path
    enforce(policies.day_is_in_its_life(opened_on, opened_on, uow.today))
    centre = Centre(
        id=uow.new_id(),
        path=path,
        level=level,
        name=name,
        address=address,
        area_m2=area_m2,
        opened_on=opened_on,
    )
    centre.register()
    uow.add(centre)
    return centre


def colocate_centre(uow: UnitOfWork, *, centre_id: str, place_id: str) -> Centre:
    """Note which station works under the same roof."""
    centre, place = centre_in_reach(uow, centre_id), uow.one(PublicPlace, id=place_id)
    if place is None:
        raise Invalid("party.unknown_place", "没有找到该便民服务场所，请核对。")
    centre.colocate(uow.actor, place)
    return centre


def separate_centre(uow: UnitOfWork, *, centre_id: str) -> Centre:
    """Note that the station is no longer there."""
    centre = centre_in_reach(uow, centre_id)
    centre.separate(uow.actor)
    return centre


def inspect_centre(
    uow: UnitOfWork,
    *,
    centre_id: str,
    inspected_on: date,
    area_m2: Decimal,
    findings: Mapping[str, bool],
) -> Inspection:
    """Hold a centre against the standard in force on the day of the inspection (PTY-25)."""
    centre = centre_in_reach(uow, centre_id)
    standard = Standard.read(uow.rules(STANDARD, on=inspected_on))
    inspection = Inspection.of(
        centre,
        standard,
        findings,
        id=uow.new_id(),
        on=inspected_on,
        area_m2=area_m2,
        by=uow.actor.id,
    )
    centre.inspect(uow.actor, inspection, today=uow.today)
    uow.add(inspection)
    return inspection


def close_centre(uow: UnitOfWork, *, centre_id: str, closed_on: date, reason: str) -> Centre:
    """Close a centre; what was found and paid stays on record."""
    centre = centre_in_reach(uow, centre_id)
    centre.close(uow.actor, closed_on=closed_on, today=uow.today, reason=reason)
    return centre


def learn_place(uow: UnitOfWork, *, place_id: str, path: str, kind: str, name: str) -> None:
    """A place of public service serves people from now on."""
    place = uow.one(PublicPlace, id=place_id)
    if place is None:
        uow.add(PublicPlace(id=place_id, path=path, kind=kind, name=name))
    else:
        place.name, place.open = name, True


def plan_move(uow: UnitOfWork, *, place_id: str, since: str, to_path: str) -> None:
    """A place will stand elsewhere from a day on, or does already."""
    place = uow.one(PublicPlace, id=place_id)
    if place is None:
        return
    place.next_path, place.moves_on = to_path, date.fromisoformat(since)
    _move(uow, place)


def move_place(uow: UnitOfWork, *, subject_id: str) -> None:
    """The day is there on which a place moves."""
    place = uow.one(PublicPlace, id=subject_id)
    if place is not None:
        _move(uow, place)


def close_place(uow: UnitOfWork, *, place_id: str) -> None:
    """A place is gone: nothing is under one roof with it any more."""
    place = uow.one(PublicPlace, id=place_id)
    if place is not None:
        place.open = False
        _part(uow, place)


def centre_in_reach(uow: UnitOfWork, centre_id: str) -> Centre:
    """Return a centre inside the actor's jurisdiction; raises NotFound outside of it."""
    centre = uow.get(Centre, centre_id)
    if not uow.actor.serves(centre.path):
        raise NotFound("party.not_found", "没有找到该党群服务中心，或您无权查看。", id=centre_id)
    return centre


def _move(uow: UnitOfWork, place: PublicPlace) -> None:
    if place.move(today=uow.today):
        _part(uow, place)
    elif place.moves_on is not None:
        uow.remind(PLACE_MOVES, place.id, midnight(place.moves_on))


def _part(uow: UnitOfWork, place: PublicPlace) -> None:
    for centre in uow.find(Centre, place_id=place.id):
        if centre.path != place.path or not place.open:
            centre.lose_station(SYSTEM)
