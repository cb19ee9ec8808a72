"""What incubation learns of units. Written by key: may repeat."""

from services.incubation.model import UnitName
from shared.chassis import known_units
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Invalid


def learn_unit(
    uow: UnitOfWork, *, unit_code: str, path: str, name: str, kind: str, valid_to: str | None
) -> None:
    """Keep a copy of a unit: its name, its kind, its life."""
    known_units.learn(
        uow, UnitName, unit_code=unit_code, path=path, name=name, kind=kind, valid_to=valid_to
    )


def rename_unit(uow: UnitOfWork, *, unit_code: str, name: str) -> None:
    """The unit bears another name."""
    known_units.rename(uow, UnitName, unit_code=unit_code, name=name)


def merge_unit(uow: UnitOfWork, *, unit_code: str, valid_to: str) -> None:
    """The unit ends."""
    known_units.end(uow, UnitName, unit_code=unit_code, valid_to=valid_to)


def living_unit(uow: UnitOfWork, code: str) -> UnitName:
    """Return a unit of the actor's jurisdiction that lives today."""
    unit = uow.one(UnitName, id=code)
    if unit is None or not unit.exists(uow.today) or not uow.actor.serves(unit.path):
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
