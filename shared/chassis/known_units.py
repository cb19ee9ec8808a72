"""Keep copies of units from identity's events. Written by key: may repeat."""

from datetime import date

from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.units import KnownUnit


def learn(
    uow: UnitOfWork,
    kept: type[KnownUnit],
    *,
    unit_code: str,
    path: str,
    name: str,
    kind: str,
    valid_to: str | None,
) -> None:
    """Keep a copy of a unit, or bring it to what is told now."""
    last = date.fromisoformat(valid_to) if valid_to else None
    known = uow.one(kept, id=unit_code)
    if known is None:
        uow.add(kept(id=unit_code, path=path, name=name, kind=kind, valid_to=last))
    else:
        known.path, known.name, known.kind, known.valid_to = path, name, kind, last


def rename(uow: UnitOfWork, kept: type[KnownUnit], *, unit_code: str, name: str) -> None:
    """The unit bears another name."""
    known = uow.one(kept, id=unit_code)
    if known is not None:
        known.name = name


def end(uow: UnitOfWork, kept: type[KnownUnit], *, unit_code: str, valid_to: str) -> None:
    """The unit ends with that day."""
    known = uow.one(kept, id=unit_code)
    if known is not None:
        known.valid_to = date.fromisoformat(valid_to)
