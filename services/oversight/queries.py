"""Traces and connections, inside the actor's jurisdiction."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from services.oversight import store
from services.oversight.model import Connection, Delivery, Entry, Stand, Trace, UnitName
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound

MOST = 1000
"""More acts than any matter has; a trace is one answer, not a page."""


def trace(uow: UnitOfWork, *, matter_id: str) -> Trace:
    """Return every act of a matter in order, and the acts of what it refers to (one hop).

    Raises NotFound when nothing happened to it, or nothing that the actor may see.
    """
    own = _entries(uow, [matter_id])
    if not own:
        raise NotFound("oversight.no_trace", "没有找到该事项的办理记录，或您无权查看。")
    direct = {entry.id for entry in own}
    behind = {ref for entry in own for ref in entry.refs} - {matter_id, own[0].subject}
    around = [entry for entry in _entries(uow, behind) if entry.id not in direct]
    background = [entry for entry in around if entry.subject in behind]
    return Trace(matter_id, tuple(own), tuple(background), _names(uow, [*own, *background]))


def connections(uow: UnitOfWork, *, limit: int, cursor: str | None) -> Page:
    """Return the connections that the actor looks after, or is."""
    query = select(Connection).where(store.reached_by(uow.actor)).order_by(store.connections.c.id)
    return page(uow.session, query, limit=limit, cursor=cursor)


def connection(uow: UnitOfWork, *, connection_id: str) -> Connection:
    """Return one connection, else NotFound."""
    found = store.connection_of(uow.session, connection_id, uow.actor)
    if found is None:
        raise NotFound("oversight.no_connection", "没有找到该接入，或您无权查看。")
    return found


def deliveries(
    uow: UnitOfWork, *, connection_id: str, status: str | None, limit: int, cursor: str | None
) -> Page:
    """Return what was, is and will be sent to a connection, oldest first."""
    table = store.deliveries.c
    query = (
        select(Delivery)
        .where(table.connection_id == connection(uow, connection_id=connection_id).id)
        .order_by(table.id)
    )
    if status:
        query = query.where(table.status == Stand(status))
    return page(uow.session, query, limit=limit, cursor=cursor)


def _entries(uow: UnitOfWork, refs: Iterable[str]) -> list[Entry]:
    table = store.entries.c
    query = (
        select(Entry)
        .where(table.refs.overlap(list(refs)), _visible(uow))
        .order_by(table.at, table.id)
        .limit(MOST)
    )
    return list(uow.session.scalars(query))


def _visible(uow: UnitOfWork) -> ColumnElement[bool]:
    path, scope = store.entries.c.path, uow.actor.scope
    return or_(path == scope, path.startswith(f"{scope}/"), path == "")


def _names(uow: UnitOfWork, entries: Iterable[Any]) -> dict[str, str]:
    codes = {entry.actor_unit for entry in entries} | {e.path.rpartition("/")[2] for e in entries}
    query = select(UnitName).where(store.unit_names.c.id.in_(codes))
    return {unit.id: unit.name for unit in uow.session.scalars(query)}
