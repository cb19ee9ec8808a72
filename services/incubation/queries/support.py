"""Support centres for everybody; requests for the centre and for who asked."""

from sqlalchemy import ColumnElement, select

from services.incubation import store
from services.incubation.model import ServiceRequest, SupportCenter
from services.incubation.queries.visible import below
from services.incubation.workflow import ServiceStatus
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import Actor, ActorKind
from shared.kernel.errors import NotFound


def centers(uow: UnitOfWork, *, level: str | None, limit: int, cursor: str | None) -> Page:
    """Return support centres."""
    table = store.support_centers.c
    query = select(SupportCenter).order_by(table.id)
    if level:
        query = query.where(table.level == level)
    return page(uow.session, query, limit=limit, cursor=cursor)


def center(uow: UnitOfWork, *, center_id: str) -> SupportCenter:
    """Return one centre."""
    return uow.get(SupportCenter, center_id)


def service_requests(
    uow: UnitOfWork, *, center_id: str | None, status: str | None, limit: int, cursor: str | None
) -> Page:
    """Return requests, newest first."""
    table = store.service_requests.c
    query = select(ServiceRequest).where(_visible(uow.actor)).order_by(table.id.desc())
    if center_id:
        query = query.where(table.center_id == center_id)
    if status:
        query = query.where(table.status == ServiceStatus(status))
    return page(uow.session, query, limit=limit, cursor=cursor)


def service_request(uow: UnitOfWork, *, request_id: str) -> ServiceRequest:
    """Return one request."""
    query = select(ServiceRequest).where(
        store.service_requests.c.id == request_id, _visible(uow.actor)
    )
    found: ServiceRequest | None = uow.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("incubation.not_found", "没有找到，或您无权查看。", id=request_id)
    return found


def _visible(actor: Actor) -> ColumnElement[bool]:
    table = store.service_requests.c
    if actor.kind is ActorKind.STAFF:
        return below(table.path, actor.scope)
    return table.asked_by == actor.id
