"""What party learns of units. Written by key: may repeat."""

from typing import Any

from services.party.model import UnitName
from shared.chassis import known_units
from shared.chassis.unit_of_work import UnitOfWork


def learn_unit(uow: UnitOfWork, **unit: Any) -> None:
    """Keep a copy of a unit."""
    known_units.learn(uow, UnitName, **unit)


def rename_unit(uow: UnitOfWork, **unit: Any) -> None:
    """The unit bears another name; organisations keep theirs."""
    known_units.rename(uow, UnitName, **unit)


def merge_unit(uow: UnitOfWork, **unit: Any) -> None:
    """The unit ends: no new organisation is set up for it."""
    known_units.end(uow, UnitName, **unit)
