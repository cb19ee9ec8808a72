"""What readers and the desk may see."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, or_, select

from services.disclosure import policies, store
from services.disclosure.model import Record
from services.disclosure.workflow import Status
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound

OPEN_TO_ALL = (Status.PUBLISHED, Status.WITHDRAWN, Status.ARCHIVED)
"""What a reader may open; a withdrawn record says so and shows no content."""


def public_records(
    uow: UnitOfWork, *, kind: str | None, q: str | None, limit: int, cursor: str | None
) -> Page:
    """Return what is public, newest first."""
    table = store.records.c
    query = _filtered(kind, q).where(table.status == Status.PUBLISHED)
    return page(uow.session, query, limit=limit, cursor=cursor)


def public_record(uow: UnitOfWork, *, record_id: str) -> Record:
    """Return one public record; anything else is not there for a reader."""
    table = store.records.c
    query = select(Record).where(table.id == record_id, table.status.in_(OPEN_TO_ALL))
    return _one(uow, query)


def records(
    uow: UnitOfWork,
    *,
    kind: str | None,
    q: str | None,
    status: str | None,
    overdue: bool | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return the records inside the actor's jurisdiction, whatever their state."""
    table = store.records.c
    query = _filtered(kind, q).where(_below(uow))
    if status:
        query = query.where(table.status == Status(status))
    if overdue is not None:
        query = query.where(table.overdue == overdue)
    return page(uow.session, query, limit=limit, cursor=cursor)


def record(uow: UnitOfWork, *, record_id: str) -> Record:
    """Return one record inside the actor's jurisdiction."""
    return _one(uow, select(Record).where(store.records.c.id == record_id, _below(uow)))


def redaction(uow: UnitOfWork, *, record_id: str) -> dict[str, Any]:
    """Return what the system proposes to take out of a record as it stands now (§37, RED-02)."""
    found = record(uow, record_id=record_id)
    rules = policies.ListRules.read(uow.rules("disclosure.personal"))
    proposal = policies.propose(found.title, found.content, rules, on=uow.today)
    return {**vars(proposal), "record_id": found.id, "version": found.version}


def catalogue(uow: UnitOfWork) -> Page:
    """Return what must be published, on what basis, within what time (§12)."""
    duties: Mapping[str, Mapping[str, Any]] = uow.rules("disclosure.duties").raw("duties")
    return Page(items=[{"kind": kind, **duty} for kind, duty in duties.items()])


def _filtered(kind: str | None, q: str | None) -> Select[Any]:
    table = store.records.c
    query = select(Record).order_by(table.id.desc())
    if kind:
        query = query.where(table.kind == kind)
    if q:
        query = query.where(table.title.contains(q))
    return query


def _below(uow: UnitOfWork) -> Any:
    path = store.records.c.path
    return or_(path == uow.actor.scope, path.startswith(f"{uow.actor.scope}/"))


def _one(uow: UnitOfWork, query: Select[Any]) -> Record:
    found: Record | None = uow.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("disclosure.not_found", "没有找到该信息，或尚未公开。")
    found.logged = store.places(uow.session, found.id)
    return found
