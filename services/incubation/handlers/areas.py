"""What lies in the actor's jurisdiction."""

from typing import TypeVar

from services.incubation.model import Placed
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound

PlacedT = TypeVar("PlacedT", bound=Placed)


def in_area(uow: UnitOfWork, cls: type[PlacedT], id: str) -> PlacedT:
    """Return something of the actor's area, else NotFound."""
    found = uow.get(cls, id)
    if not uow.actor.serves(found.path):
        raise NotFound("incubation.not_found", "没有找到，或您无权查看。", id=id)
    return found
