"""What party learns of units. Written by key: may repeat."""

from services.party.model import UnitName
from shared.chassis import known_units
from shared.chassis.unit_of_work import UnitOfWork


def learn_unit(
    uow: UnitOfWork, *, unit_code: str, path: str, name: str, kind: str, valid_to: str | None
) -> None:
    """Keep a copy of a unit."""
    known_units.learn(
        uow, UnitName, unit_code=unit_code, path=path, name=name, kind=kind, valid_to=valid_to
    )


def rename_unit(uow: UnitOfWork, *, unit_code: str, name: str) -> None:
    """The unit bears another name; organisations keep theirs."""
    known_units.rename(uow, UnitName, unit_code=unit_code, name=name)


def merge_unit(uow: UnitOfWork, *, unit_code: str, valid_to: str) -> None:
    """The unit ends: no new organisation is set up for it."""
    known_units.end(uow, UnitName, unit_code=unit_code, valid_to=valid_to)
