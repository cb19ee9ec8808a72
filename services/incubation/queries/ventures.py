"""Projects: for their organiser and their organisation; awards for everybody.

Whoever sits in the jury of a call reads none of its projects by name, by no route: the clause
`not_judged_by` stands in every query here.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select

from services.incubation import store
from services.incubation.model import Venture, VentureBan, VentureReport
from services.incubation.queries.visible import below
from services.incubation.workflow import VentureStatus
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import Actor, ActorKind
from shared.kernel.errors import NotFound

AWARDED = (
    VentureStatus.AWARDED,
    VentureStatus.RUNNING,
    VentureStatus.RECTIFYING,
    VentureStatus.TERMINATED,
    VentureStatus.ACCEPTED,
    VentureStatus.EVALUATED,
)


def ventures(
    uow: UnitOfWork,
    *,
    call_id: str | None,
    status: str | None,
    late: bool | None,
    q: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return projects, newest first."""
    table = store.ventures.c
    query = select(Venture).where(_visible(uow.actor)).order_by(table.id.desc())
    if call_id:
        query = query.where(table.call_id == call_id)
    if status:
        query = query.where(table.status == VentureStatus(status))
    if late is not None:
        query = query.where(table.report_late.is_(late))
    if q:
        query = query.where(table.title.contains(q, autoescape=True))
    return page(uow.session, query, limit=limit, cursor=cursor)


def venture(uow: UnitOfWork, *, venture_id: str) -> Venture:
    """Return one project."""
    query = select(Venture).where(store.ventures.c.id == venture_id, _visible(uow.actor))
    found: Venture | None = uow.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("incubation.not_found", "没有找到，或您无权查看。", id=venture_id)
    return found


def awards(uow: UnitOfWork, *, call_id: str | None, limit: int, cursor: str | None) -> Page:
    """Return what was granted, newest first, for everybody."""
    table = store.ventures.c
    query = select(Venture).where(table.status.in_(AWARDED)).order_by(table.id.desc())
    if call_id:
        query = query.where(table.call_id == call_id)
    return page(uow.session, query, limit=limit, cursor=cursor)


def venture_reports(uow: UnitOfWork, *, venture_id: str, limit: int, cursor: str | None) -> Page:
    """Return what was published of a project, newest first, for everybody (CT-02)."""
    table = store.venture_reports.c
    query = select(VentureReport).where(table.venture_id == venture_id)
    return page(uow.session, query.order_by(table.id.desc()), limit=limit, cursor=cursor)


def bans(uow: UnitOfWork, *, limit: int, cursor: str | None) -> Page:
    """Return the bans that organisers of the actor's area imposed."""
    table = store.venture_bans.c
    query = select(VentureBan).where(below(table.path, uow.actor.scope)).order_by(table.id.desc())
    return page(uow.session, query, limit=limit, cursor=cursor)


def not_judged_by(actor: Actor) -> ColumnElement[bool]:
    """Say of which projects the actor is no judge."""
    seats, table = store.seats.c, store.ventures.c
    return ~exists().where(and_(seats.call_id == table.call_id, seats.judge_id == actor.id))


def _visible(actor: Actor) -> Any:
    table = store.ventures.c
    if actor.kind is not ActorKind.STAFF:
        return and_(table.applied_by == actor.id, not_judged_by(actor))
    return and_(below(table.path, actor.scope), not_judged_by(actor))
