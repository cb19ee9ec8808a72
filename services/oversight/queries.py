"""Traces, inside the actor's jurisdiction."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from services.oversight import store
from services.oversight.model import Entry, Trace, UnitName
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
