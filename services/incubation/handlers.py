"""Use cases that change matters."""

from services.incubation.model import Matter
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.deadlines import deadline
from shared.kernel.errors import NotFound


def open_matter(uow: UnitOfWork, *, title: str) -> Matter:
    """Open a matter of the actor's unit; the rules in force today set its last day."""
    within = uow.rules("incubation.matter").period("close.within")
    limit = deadline(uow.now, within, uow.calendar)
    matter = Matter(
        id=uow.new_id(),
        title=title,
        path=uow.actor.path,
        opened_by=uow.actor.id,
        opened_at=uow.now,
        deadline=limit,
        due=limit.due,
        provisional=limit.provisional,
    )
    matter.open()
    uow.add(matter)
    return matter


def close(uow: UnitOfWork, *, matter_id: str) -> Matter:
    """Close a matter inside the actor's jurisdiction; raises NotFound outside of it."""
    matter = uow.get(Matter, matter_id)
    if not uow.actor.serves(matter.path):
        raise NotFound("incubation.not_found", "没有找到该事项，或您无权查看。", id=matter_id)
    matter.close(uow.actor, at=uow.now)
    return matter


def recompute_deadlines(uow: UnitOfWork, *, year: int) -> None:
    """A year's calendar became official: recompute every provisional last day once (G-04)."""
    for matter in uow.find(Matter, provisional=True):
        matter.recompute(uow.calendar)
