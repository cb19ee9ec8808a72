"""Who may see what, as WHERE clauses."""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_, select

from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import Actor, ActorKind
from shared.kernel.errors import NotFound
from shared.kernel.jurisdiction import SEPARATOR

MatterT = TypeVar("MatterT")


def below(path: Any, scope: str) -> ColumnElement[bool]:
    """Say which paths lie in a scope, itself included."""
    return or_(path == scope, path.startswith(f"{scope}{SEPARATOR}", autoescape=True))


def visible(table: Any, actor: Actor) -> ColumnElement[bool]:
    """Staff see what lies in their area; an organisation's own account what is its own."""
    if actor.kind is not ActorKind.STAFF:
        return and_(table.account == actor.id, table.account.is_not(None))
    return below(table.path, actor.scope)


def newest(cls: type[MatterT], table: Any, actor: Actor) -> Select[MatterT]:
    """Select what the actor may see, newest first."""
    return select(cls).where(visible(table, actor)).order_by(table.id.desc())


def only(uow: UnitOfWork, cls: type[MatterT], table: Any, id: str) -> MatterT:
    """Return one that the actor may see, else NotFound."""
    query = select(cls).where(table.id == id, visible(table, uow.actor))
    found: MatterT | None = uow.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("incubation.not_found", "没有找到，或您无权查看。", id=id)
    return found
