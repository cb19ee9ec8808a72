"""What party learns of units. Written by key: may repeat."""

from datetime import date

from services.party.model import UnitName
from shared.chassis.unit_of_work import UnitOfWork


def learn_unit(
    uow: UnitOfWork, *, unit_code: str, path: str, name: str, kind: str, valid_to: str | None
) -> None:
    """Keep a copy of a unit."""
    last = date.fromisoformat(valid_to) if valid_to else None
    known = uow.one(UnitName, id=unit_code)
    if known is None:
        uow.add(UnitName(id=unit_code, path=path, name=name, kind=kind, valid_to=last))
    else:
        known.name, known.kind, known.valid_to = name, kind, last


def rename_unit(uow: UnitOfWork, *, unit_code: str, name: str) -> None:
    """The unit bears another name; organisations keep theirs."""
    known = uow.one(UnitName, id=unit_code)
    if known is not None:
        known.name = name


def merge_unit(uow: UnitOfWork, *, unit_code: str, valid_to: str) -> None:
    """The unit ends: no new organisation is set up for it."""
    known = uow.one(UnitName, id=unit_code)
    if known is not None:
        known.valid_to = date.fromisoformat(valid_to)
