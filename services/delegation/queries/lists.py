"""Lists in force and on any day, the reference catalogue, the dispatch decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from services.delegation import policies, store
from services.delegation.model import (
    Entry,
    ItemType,
    ListVersion,
    NoProofMatter,
    Procedure,
)
from services.delegation.policies import Mode, Ruling
from services.delegation.queries.visible import district, in_force, tombstone
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Invalid
from shared.kernel.workflow import Objection, enforce


@dataclass(frozen=True)
class Cancelled:
    """How many items were cancelled (LST-09)."""

    on: date
    total: int
    lists: Mapping[str, int]


def list_versions(
    uow: UnitOfWork, *, list_code: str | None, batch_id: str | None, limit: int, cursor: str | None
) -> Page:
    """Return versions, newest first."""
    table = store.list_versions.c
    query = select(ListVersion).order_by(table.id.desc())
    if list_code:
        query = query.where(table.list_code == list_code)
    if batch_id:
        query = query.where(table.batch_id == batch_id)
    return page(uow.session, query, limit=limit, cursor=cursor)


def list_version(uow: UnitOfWork, *, list_version_id: str) -> ListVersion:
    """Return one version with every line."""
    return uow.get(ListVersion, list_version_id)


def entries(
    uow: UnitOfWork,
    *,
    on: date | None,
    list_code: str | None,
    department: str | None,
    cancelled: bool,
    q: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return what is in force on a day, or the tombstones of that day."""
    table, day = store.entries.c, on or uow.today
    query = select(Entry).where(tombstone(day) if cancelled else in_force(day))
    for column, value in ((table.list_code, list_code), (table.department, department)):
        if value:
            query = query.where(column == value)
    if q:
        query = query.where(or_(table.name.contains(q, autoescape=True), table.lineage_id == q))
    ordered = query.order_by(table.list_code, table.id)
    return page(uow.session, ordered, limit=limit, cursor=cursor)


def entry(uow: UnitOfWork, *, entry_id: str) -> Entry:
    """Return one entry, in force or not: nothing legal is deleted (G-08)."""
    return uow.get(Entry, entry_id)


def cancelled_count(uow: UnitOfWork, *, on: date | None) -> Cancelled:
    """Count the cancelled items of a day, by list (LST-09)."""
    table, day = store.entries.c, on or uow.today
    query = select(table.list_code, func.count()).where(tombstone(day)).group_by(table.list_code)
    lists: dict[str, int] = {row[0]: row[1] for row in uow.session.execute(query)}
    return Cancelled(day, sum(lists.values()), lists)


def dispatch(uow: UnitOfWork, *, item_id: str | None, name: str | None, on: date | None) -> Ruling:
    """Decide whether work may be sent to a community on that day (§1.7), or say why not."""
    if not (item_id or name):
        raise Invalid("delegation.nothing_asked", "请给出事项编号或名称。")
    day = on or uow.today
    mode = Mode(uow.rules("delegation.lists", on=day).text("dispatch.mode"))
    found = store.entries_by_keys(uow, path=district(uow), item_id=item_id, name=name)
    ruling = policies.dispatch(
        found,
        item_id=item_id,
        name=name,
        on=day,
        mode=mode,
        admissions=store.admissions_by_keys(uow, path=district(uow), item_id=item_id, name=name),
    )
    enforce(ruling if isinstance(ruling, Objection) else None)
    assert isinstance(ruling, Ruling)
    return ruling


def seal(uow: UnitOfWork, *, name: str, on: date | None) -> Entry:
    """Return the L5 entry that lets a community seal this on that day (LST-21), or say why not."""
    found = store.entries_by_keys(uow, path=district(uow), item_id=None, name=name)
    ruling = policies.seal(found, name=name, on=on or uow.today)
    enforce(ruling if isinstance(ruling, Objection) else None)
    assert isinstance(ruling, Entry)
    return ruling


def item_types(
    uow: UnitOfWork,
    *,
    field: str | None,
    department: str | None,
    q: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return the reference catalogue."""
    table = store.item_types.c
    query = select(ItemType).order_by(table.id)
    for column, value in ((table.field, field), (table.department, department)):
        if value:
            query = query.where(column == value)
    if q:
        query = query.where(or_(table.name.contains(q, autoescape=True), table.id == q))
    return page(uow.session, query, limit=limit, cursor=cursor)


def matters(uow: UnitOfWork, *, limit: int, cursor: str | None) -> Page:
    """Return the matters that communities must not certify (LST-20)."""
    table = store.matters.c
    query = select(NoProofMatter).order_by(table.jurisdiction, table.number, table.id)
    return page(uow.session, query, limit=limit, cursor=cursor)


def procedures(uow: UnitOfWork, *, limit: int, cursor: str | None) -> Page:
    """Return the procedures of list making."""
    query = select(Procedure).order_by(store.procedures.c.id)
    return page(uow.session, query, limit=limit, cursor=cursor)
