"""What lies in the actor's jurisdiction, as a WHERE clause."""

from typing import Any, TypeVar

from sqlalchemy import select

from services.incubation.queries.visible import below
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound

MatterT = TypeVar("MatterT")


def inside(uow: UnitOfWork, cls: type[MatterT], table: Any, id: str) -> MatterT:
    """Return one that lies in the actor's area, else NotFound."""
    query = select(cls).where(table.id == id, below(table.path, uow.actor.scope))
    found: MatterT | None = uow.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("incubation.not_found", "没有找到，或您无权查看。", id=id)
    return found
