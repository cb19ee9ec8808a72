"""Calls, needs and rankings: what everybody may read, and what only the organiser may."""

from sqlalchemy import ColumnElement, or_, select

from services.incubation import store
from services.incubation.model import Need, RankingObjection, Venture, VentureCall
from services.incubation.workflow import CallStatus, NeedStatus
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import Actor, ActorKind
from shared.kernel.errors import NotFound

SHOWN = (CallStatus.NOTICE, CallStatus.CONTESTED, CallStatus.READY, CallStatus.CONCLUDED)
"""From the public notice on everybody reads the ranking."""


def calls(uow: UnitOfWork, *, status: str | None, limit: int, cursor: str | None) -> Page:
    """Return calls, newest first; drafts for the organiser alone."""
    table = store.venture_calls.c
    query = select(VentureCall).where(_published(uow.actor)).order_by(table.id.desc())
    if status:
        query = query.where(table.status == CallStatus(status))
    return page(uow.session, query, limit=limit, cursor=cursor)


def call(uow: UnitOfWork, *, call_id: str) -> VentureCall:
    """Return one call."""
    query = select(VentureCall).where(store.venture_calls.c.id == call_id, _published(uow.actor))
    found: VentureCall | None = uow.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("incubation.not_found", "没有找到，或尚未发布。", id=call_id)
    return found


def needs(
    uow: UnitOfWork, *, call_id: str | None, status: str | None, limit: int, cursor: str | None
) -> Page:
    """Return needs: the organiser reads those of its calls, others what they raised."""
    table = store.needs.c
    query = select(Need).where(_told(uow.actor)).order_by(table.id.desc())
    if call_id:
        query = query.where(table.call_id == call_id)
    if status:
        query = query.where(table.status == NeedStatus(status))
    return page(uow.session, query, limit=limit, cursor=cursor)


def need(uow: UnitOfWork, *, need_id: str) -> Need:
    """Return one need."""
    query = select(Need).where(store.needs.c.id == need_id, _told(uow.actor))
    found: Need | None = uow.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("incubation.not_found", "没有找到，或您无权查看。", id=need_id)
    return found


def published_needs(uow: UnitOfWork, *, call_id: str, limit: int, cursor: str | None) -> Page:
    """Return what organisations may answer."""
    table = store.needs.c
    query = select(Need).where(table.call_id == call_id, table.status == NeedStatus.PUBLISHED)
    return page(uow.session, query.order_by(table.id), limit=limit, cursor=cursor)


def ranking(uow: UnitOfWork, *, call_id: str, limit: int, cursor: str | None) -> Page:
    """Return the ranked projects of a call once they are on notice, best first."""
    table, of = store.ventures.c, store.venture_calls.c
    query = (
        select(Venture)
        .join(store.venture_calls, of.id == table.call_id)
        .where(table.call_id == call_id, of.status.in_(SHOWN), table.position > 0)
        .where(table.objected.is_(False))
        .order_by(table.position, table.id)
    )
    return page(uow.session, query, limit=limit, cursor=cursor)


def ranking_objections(uow: UnitOfWork, *, call_id: str, limit: int, cursor: str | None) -> Page:
    """Return objections: the organiser reads all of its call, others their own."""
    query = select(RankingObjection).where(
        store.ranking_objections.c.call_id == call_id, _heard(uow.actor)
    )
    ordered = query.order_by(store.ranking_objections.c.id)
    return page(uow.session, ordered, limit=limit, cursor=cursor)


def ranking_objection(uow: UnitOfWork, *, objection_id: str) -> RankingObjection:
    """Return one objection."""
    query = select(RankingObjection).where(
        store.ranking_objections.c.id == objection_id, _heard(uow.actor)
    )
    found: RankingObjection | None = uow.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("incubation.not_found", "没有找到，或您无权查看。", id=objection_id)
    return found


def _published(actor: Actor) -> ColumnElement[bool]:
    table = store.venture_calls.c
    return or_(table.status != CallStatus.DRAFT, table.path == actor.path)


def _told(actor: Actor) -> ColumnElement[bool]:
    table = store.needs.c
    mine = table.raised_by == actor.id
    return or_(mine, table.organiser == actor.path) if actor.kind is ActorKind.STAFF else mine


def _heard(actor: Actor) -> ColumnElement[bool]:
    table = store.ranking_objections.c
    mine = table.objector == actor.id
    return or_(mine, table.path == actor.path) if actor.kind is ActorKind.STAFF else mine
