"""What incubation learns of units. Written by key: may repeat."""

from datetime import date

from services.incubation.model import UnitName
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Invalid


def learn_unit(
    uow: UnitOfWork, *, unit_code: str, path: str, name: str, kind: str, valid_to: str | None
) -> None:
    """Keep a copy of a unit: its name, its kind, its life."""
    last = date.fromisoformat(valid_to) if valid_to else None
    known = uow.one(UnitName, id=unit_code)
    if known is None:
        uow.add(UnitName(id=unit_code, path=path, name=name, kind=kind, valid_to=last))
    else:
        known.path, known.name, known.kind, known.valid_to = path, name, kind, last


def rename_unit(uow: UnitOfWork, *, unit_code: str, name: str) -> None:
    """The unit bears another name."""
    known = uow.one(UnitName, id=unit_code)
    if known is not None:
        known.name = name


def merge_unit(uow: UnitOfWork, *, unit_code: str, valid_to: str) -> None:
    """The unit ends."""
    known = uow.one(UnitName, id=unit_code)
    if known is not None:
        known.valid_to = date.fromisoformat(valid_to)


def living_unit(uow: UnitOfWork, code: str) -> UnitName:
    """Return a unit of the actor's jurisdiction that lives today."""
    unit = uow.one(UnitName, id=code)
    alive = unit is not None and (unit.valid_to is None or unit.valid_to >= uow.today)
    if unit is None or not alive or not uow.actor.serves(unit.path):
        raise Invalid("incubation.unknown_unit", f"辖区内没有代码为“{code}”的单位，请核对。")
    return unit


def living_community(uow: UnitOfWork, code: str) -> UnitName:
    """Return a community or village of the actor's jurisdiction that lives today."""
    unit = living_unit(uow, code)
    if unit.kind not in COMMUNITIES:
        raise Invalid("incubation.not_a_community", f"“{unit.name}”不是社区（村），请核对。")
    return unit


COMMUNITIES = ("community", "village")
"""The kinds of units that are communities."""
