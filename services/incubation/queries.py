"""Questions about matters. Who may see one stands in the WHERE."""

from sqlalchemy import ColumnElement, or_, select

from services.incubation import store
from services.incubation.model import Matter
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound


def matters(uow: UnitOfWork, *, q: str | None, limit: int, cursor: str | None) -> Page:
    """Return the matters inside the actor's jurisdiction, newest first."""
    table = store.matters.c
    query = select(Matter).where(_below(uow)).order_by(table.id.desc())
    if q:
        query = query.where(table.title.contains(q, autoescape=True))
    return page(uow.session, query, limit=limit, cursor=cursor)


def matter(uow: UnitOfWork, *, matter_id: str) -> Matter:
    """Return one matter inside the actor's jurisdiction."""
    query = select(Matter).where(store.matters.c.id == matter_id, _below(uow))
    found: Matter | None = uow.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("incubation.not_found", "没有找到该事项，或您无权查看。", id=matter_id)
    return found


def _below(uow: UnitOfWork) -> ColumnElement[bool]:
    path = store.matters.c.path
    return or_(path == uow.actor.scope, path.startswith(f"{uow.actor.scope}/"))
