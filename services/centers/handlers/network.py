"""Open, change, move and close places."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from services.centers import policies
from services.centers.model import (
    Hours,
    Place,
    Point,
    Shape,
    SpecialDay,
    Spell,
    WeekdayHours,
    Window,
)
from services.centers.model.place import check_shape
from services.centers.model.unit_name import COMMUNITIES, UnitName
from services.centers.workflow import PlaceStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import system_actor
from shared.kernel.clock import midnight
from shared.kernel.errors import Forbidden, Invalid
from shared.kernel.jurisdiction import covers
from shared.kernel.workflow import Objection, enforce

PACK = "centers.places"
PLACE_DUE = "place_due"


def establish_place(
    uow: UnitOfWork,
    *,
    kind: str,
    name: str,
    location: Mapping[str, Any],
    phone: str,
    area: Decimal,
    above_id: str,
    serves: Sequence[str],
    windows: Sequence[Mapping[str, Any]],
    hours: Mapping[str, Any],
    opened_on: date,
) -> Place:
    """Decide on a new place; it opens on its day, at once when that is today or before."""
    place = Place(
        id=uow.new_id(),
        kind=kind,
        name=name,
        **_located(location),
        phone=phone,
        area_m2=area,
        above_id=above_id,
        serves=tuple(serves),
        windows=tuple(window_from(each) for each in windows),
        hours=hours_from(hours),
        opened_on=opened_on,
        since=opened_on,
        status=PlaceStatus.PLANNED,
    )
    forbid(policies.place_is_inside(place, uow.actor))
    _check(uow, place, place.shape)
    place.establish()
    uow.add(place)
    _turn(uow, place)
    return place


def change_place(
    uow: UnitOfWork,
    *,
    place_id: str,
    since: date,
    name: str | None,
    phone: str | None,
    area: Decimal | None,
    above_id: str | None,
    serves: Sequence[str] | None,
    windows: Sequence[Mapping[str, Any]] | None,
    hours: Mapping[str, Any] | None,
) -> Place:
    """Change what is named from `since` on; what is None stays."""
    place = _mine(uow, place_id)
    asked: dict[str, Any] = {
        "name": name,
        "phone": phone,
        "area_m2": area,
        "above_id": above_id,
        "serves": None if serves is None else tuple(serves),
        "windows": None if windows is None else tuple(window_from(each) for each in windows),
        "hours": None if hours is None else hours_from(hours),
    }
    changes = {name: value for name, value in asked.items() if value is not None}
    if not changes:
        raise Invalid("centers.nothing_changed", "请至少填写一项要变更的内容。")
    return _reshape(uow, place, "change", since, changes)


def move_place(
    uow: UnitOfWork,
    *,
    place_id: str,
    since: date,
    location: Mapping[str, Any],
    area: Decimal,
) -> Place:
    """Stand elsewhere from `since` on; whom it serves stays as it is."""
    place = _mine(uow, place_id)
    where = {**_located(location), "area_m2": area}
    forbid(policies.place_is_inside(replace(place.shape, path=where["path"]), uow.actor))
    return _reshape(uow, place, "move", since, where)


def close_place(uow: UnitOfWork, *, place_id: str, last_day: date, successor_id: str) -> Place:
    """Decide that it ends; nobody may be left without a station or a center (SITE-01)."""
    place = _mine(uow, place_id)
    _mark(uow, place)
    heirs = [p for p in uow.find(Place, successor_id=place_id) if p.status is PlaceStatus.CLOSING]
    enforce(policies.nobody_counts_on_it(heirs))
    if successor_id:
        enforce(policies.successor_can_take_over(place, uow.get(Place, successor_id)))
    else:
        after = last_day + timedelta(days=1)
        enforce(policies.nobody_is_left_unserved(_unserved(uow, place, place.serves, after)))
        if place.kind == "center":
            enforce(policies.street_keeps_a_center(_keeps_a_center(uow, place, after)))
    place.close(uow.actor, last_day=last_day, successor_id=successor_id, today=uow.today)
    _turn(uow, place)
    return place


def keep_place(uow: UnitOfWork, *, place_id: str) -> Place:
    """Take the decision to close it back."""
    place = _mine(uow, place_id)
    place.keep(uow.actor)
    _turn(uow, place)
    return place


def cancel_place(uow: UnitOfWork, *, place_id: str) -> Place:
    """Give a place up before it opens."""
    place = _mine(uow, place_id)
    place.cancel(uow.actor)
    uow.forget(PLACE_DUE, place_id)
    return place


def turn_place(uow: UnitOfWork, *, subject_id: str) -> None:
    """A day came on which something decided about a place takes effect."""
    _turn(uow, uow.get(Place, subject_id))


def learn_kind(
    uow: UnitOfWork, *, unit_code: str, path: str, name: str, kind: str, valid_to: str | None
) -> None:
    """Keep a copy of a unit with its kind: who must have a station is known by it."""
    known = uow.one(UnitName, id=unit_code)
    if known is None:
        known = UnitName(id=unit_code, path=path, name=name)
        uow.add(known)
    known.name, known.kind = name, kind
    known.valid_to = date.fromisoformat(valid_to) if valid_to else None


def end_unit(uow: UnitOfWork, *, unit_code: str, valid_to: str) -> None:
    """A unit ended: it needs no station from then on (X-03)."""
    known = uow.one(UnitName, id=unit_code)
    if known is not None:
        known.valid_to = date.fromisoformat(valid_to)


# --- inside ------------------------------------------------------------------------------------


def hours_from(raw: Mapping[str, Any]) -> Hours:
    """Build opening hours from what a schema loaded."""
    return Hours(
        weekly=tuple(WeekdayHours(d["weekday"], _spells(d["spells"])) for d in raw["weekly"]),
        exceptions=tuple(
            SpecialDay(d["on"], _spells(d["spells"]), d["reason"])
            for d in raw.get("exceptions", ())
        ),
        makeup_as=raw.get("makeup_as", 1),
        through_holidays=raw.get("through_holidays", False),
    )


def window_from(raw: Mapping[str, Any]) -> Window:
    """Build a window from what a schema loaded."""
    hours = hours_from(raw["hours"]) if raw.get("hours") else None
    return Window(str(raw["number"]), raw["name"], tuple(raw.get("skills", ())), hours)


def _spells(raw: Iterable[Mapping[str, Any]]) -> tuple[Spell, ...]:
    return tuple(Spell(each["opens"], each["closes"]) for each in raw)


def _located(location: Mapping[str, Any]) -> dict[str, Any]:
    point = location.get("position")
    return {**location, "position": Point(**point) if point else None}


def _reshape(
    uow: UnitOfWork, place: Place, action: str, since: date, changes: Mapping[str, Any]
) -> Place:
    before = place.planned[-1] if place.planned else place.shape
    shape = place.change(uow.actor, action, changes, since=since, today=uow.today)
    _check(uow, place, shape)
    lost = tuple(code for code in before.serves if code not in shape.serves)
    if lost:
        _mark(uow, place)
    enforce(policies.nobody_is_left_unserved(_unserved(uow, place, lost, since)))
    _turn(uow, place)
    return place


def _turn(uow: UnitOfWork, place: Place) -> None:
    """Make true what is due, hand over what ended, and wait for the next day that matters."""
    system = system_actor("centers")
    if place.turn(system, uow.today) and place.successor_id:
        heir = uow.get(Place, place.successor_id)
        heir.take_over(system, place.serves, since=uow.today)
        for below in uow.find(Place):
            if place.id in {below.above_id, *(shape.above_id for shape in below.planned)}:
                below.stand_under(system, heir.id, ended_id=place.id, since=uow.today)
    if place.next_day is None:
        uow.forget(PLACE_DUE, place.id)
    else:
        uow.remind(PLACE_DUE, place.id, midnight(place.next_day))


def _check(uow: UnitOfWork, place: Place, shape: Shape) -> None:
    """Hold one shape against the rules: area, hours, level, and whom it may serve."""
    check_shape(place.kind, shape, least_area=uow.rules(PACK).integer("center.least_area"))
    above = uow.get(Place, shape.above_id) if shape.above_id else None
    enforce(policies.stands_under(place.kind, shape.path, above))
    if uow.one(UnitName, path=shape.path) is None:
        raise Invalid("centers.unknown_unit", f"没有 {shape.path} 这一单位。", path=shape.path)
    street = policies.street(shape.path)
    for code in shape.serves:
        known = uow.one(UnitName, id=code)
        if known is None or known.kind not in COMMUNITIES or not covers(street, known.path):
            raise Invalid(
                "centers.unknown_community", f"{code} 不是本街道的社区（村）。", community=code
            )


def _unserved(uow: UnitOfWork, place: Place, codes: Sequence[str], day: date) -> tuple[str, ...]:
    """List the communities that only this station serves on that day or on a later one."""
    if place.kind != "station":
        return ()
    others = _beside(uow, place)
    days = {day, *(turn for other in others for turn in other.turns if turn > day)}
    return tuple(
        code
        for code in codes
        if not all(any(code in other.serving(each) for other in others) for each in days)
    )


def _keeps_a_center(uow: UnitOfWork, place: Place, day: date) -> list[Place]:
    """List the other centers of the street that stay from that day on."""
    return [
        other
        for other in _beside(uow, place)
        if other.on(day) is not None and (other.closed_on is None or other.successor_id)
    ]


def _mark(uow: UnitOfWork, place: Place) -> None:
    """Let two decisions at once about places of one street meet: the later one is refused.

    Asked before the other places are read: who marked in between is noticed when this act ends.
    """
    street = uow.one(UnitName, path=policies.street(place.path))
    if street is not None:
        street.mark = uow.new_id()


def _beside(uow: UnitOfWork, place: Place) -> list[Place]:
    """Return the other places of its kind in its street."""
    street = policies.street(place.path)
    others = [p for p in uow.find(Place, kind=place.kind) if p.id != place.id]
    return [other for other in others if policies.street(other.path) == street]


def _mine(uow: UnitOfWork, place_id: str) -> Place:
    place = uow.get(Place, place_id)
    forbid(policies.place_is_inside(place, uow.actor))
    return place


def forbid(objection: Objection | None) -> None:
    """Raise Forbidden with the objection's own code when there is one."""
    if objection is not None:
        raise Forbidden(objection.code, objection.message, **objection.details)
