"""Questions about lists, batches, rows and delegations. Who may see what stands in the WHERE."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from services.delegation import policies, store
from services.delegation.model import (
    Batch,
    Delegation,
    Entry,
    Item,
    ItemType,
    ListVersion,
    NoProofMatter,
    Procedure,
    ProcessRow,
    PublicObjection,
)
from services.delegation.policies import Mode, Ruling
from services.delegation.workflow import (
    BatchStatus,
    DelegationStatus,
    EntryStatus,
    ItemStatus,
    RowStatus,
)
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Invalid, NotFound
from shared.kernel.jurisdiction import SEPARATOR
from shared.kernel.workflow import Objection, enforce

SHOWN = (BatchStatus.PUBLIC_NOTICE, BatchStatus.OBJECTION_HANDLING, BatchStatus.READY)


@dataclass(frozen=True)
class Cancelled:
    """How many items were cancelled (LST-09)."""

    on: date
    total: int
    lists: Mapping[str, int]


# --- lists ------------------------------------------------------------------------------------


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
    query = select(Entry).where(_tombstone(day) if cancelled else _in_force(day))
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
    query = select(table.list_code, func.count()).where(_tombstone(day)).group_by(table.list_code)
    lists: dict[str, int] = {row[0]: row[1] for row in uow.session.execute(query)}
    return Cancelled(day, sum(lists.values()), lists)


def dispatch(uow: UnitOfWork, *, item_id: str | None, name: str | None, on: date | None) -> Ruling:
    """Decide whether work may be sent to a community on that day (§1.7), or say why not."""
    if not (item_id or name):
        raise Invalid("delegation.nothing_asked", "请给出事项编号或名称。")
    day = on or uow.today
    mode = Mode(uow.rules("delegation.lists", on=day).text("dispatch.mode"))
    found = store.entries_by_keys(uow, path=_district(uow), item_id=item_id, name=name)
    ruling = policies.dispatch(found, item_id=item_id, name=name, on=day, mode=mode)
    enforce(ruling if isinstance(ruling, Objection) else None)
    assert isinstance(ruling, Ruling)
    return ruling


def seal(uow: UnitOfWork, *, name: str, on: date | None) -> Entry:
    """Return the L5 entry that lets a community seal this on that day (LST-21), or say why not."""
    found = store.entries_by_keys(uow, path=_district(uow), item_id=None, name=name)
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


# --- batches ----------------------------------------------------------------------------------


def batches(uow: UnitOfWork, *, status: str | None, limit: int, cursor: str | None) -> Page:
    """Return the batches of the actor's district, newest first."""
    table = store.batches.c
    query = select(Batch).where(table.path == _district(uow)).order_by(table.id.desc())
    if status:
        query = query.where(table.status == BatchStatus(status))
    return page(uow.session, query, limit=limit, cursor=cursor)


def batch(uow: UnitOfWork, *, batch_id: str) -> Batch:
    """Return one batch of the actor's district with its items."""
    table = store.batches.c
    return _with_items(uow, batch_id, table.path == _district(uow))


def items(
    uow: UnitOfWork,
    *,
    batch_id: str,
    status: str | None,
    reporter: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return the items of a batch of the actor's district."""
    table = store.items.c
    query = select(Item).where(table.batch_id == batch_id, _same_district(uow)).order_by(table.id)
    if status:
        query = query.where(table.status == ItemStatus(status))
    if reporter:
        query = query.where(table.reporter == reporter)
    return page(uow.session, query, limit=limit, cursor=cursor)


def item(uow: UnitOfWork, *, item_id: str) -> Item:
    """Return one item of a batch of the actor's district."""
    found: Item | None = uow.session.scalars(
        select(Item).where(store.items.c.id == item_id, _same_district(uow))
    ).one_or_none()
    if found is None:
        raise NotFound("delegation.not_found", "没有找到该事项，或您无权查看。")
    return found


def notices(uow: UnitOfWork, *, limit: int, cursor: str | None) -> Page:
    """Return the batches that the public may look at, newest first."""
    table = store.batches.c
    query = select(Batch).where(table.status.in_(SHOWN)).order_by(table.id.desc())
    return page(uow.session, query, limit=limit, cursor=cursor)


def notice(uow: UnitOfWork, *, batch_id: str) -> Batch:
    """Return one public notice with the items as they will stand."""
    return _with_items(uow, batch_id, store.batches.c.status.in_(SHOWN))


def objections(uow: UnitOfWork, *, batch_id: str, limit: int, cursor: str | None) -> Page:
    """Return the objections to a batch of the actor's district, in the order they came."""
    table = store.objections.c
    query = select(PublicObjection).where(table.batch_id == batch_id, table.path == _district(uow))
    return page(uow.session, query.order_by(table.id), limit=limit, cursor=cursor)


# --- rows and delegations ---------------------------------------------------------------------


def rows(
    uow: UnitOfWork,
    *,
    item_id: str | None,
    department: str | None,
    status: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return the rows of the district; drafts only to their own department."""
    table = store.process_rows.c
    query = select(ProcessRow).where(_row_visible(uow)).order_by(table.item_id, table.id)
    for column, value in ((table.item_id, item_id), (table.department, department)):
        if value:
            query = query.where(column == value)
    if status:
        query = query.where(table.status == RowStatus(status))
    return page(uow.session, query, limit=limit, cursor=cursor)


def row(uow: UnitOfWork, *, row_id: str) -> ProcessRow:
    """Return one row that the actor may see."""
    found: ProcessRow | None = uow.session.scalars(
        select(ProcessRow).where(store.process_rows.c.id == row_id, _row_visible(uow))
    ).one_or_none()
    if found is None:
        raise NotFound("delegation.not_found", "没有找到该流程表，或尚未发布。")
    return found


def delegations(
    uow: UnitOfWork,
    *,
    item_id: str | None,
    street: str | None,
    status: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return the delegations from or to whom the actor serves."""
    table = store.delegations.c
    query = select(Delegation).where(_delegation_visible(uow)).order_by(table.id.desc())
    for column, value in ((table.item_id, item_id), (table.street, street)):
        if value:
            query = query.where(column == value)
    if status:
        query = query.where(table.status == DelegationStatus(status))
    return page(uow.session, query, limit=limit, cursor=cursor)


def delegation(uow: UnitOfWork, *, delegation_id: str) -> Delegation:
    """Return one delegation that the actor may see."""
    found: Delegation | None = uow.session.scalars(
        select(Delegation).where(store.delegations.c.id == delegation_id, _delegation_visible(uow))
    ).one_or_none()
    if found is None:
        raise NotFound("delegation.not_found", "没有找到该下放事项，或您无权查看。")
    return found


# --- inside -----------------------------------------------------------------------------------


def _in_force(day: date) -> ColumnElement[bool]:
    table = store.entries.c
    begun = (table.valid_from <= day) & or_(table.valid_to.is_(None), table.valid_to > day)
    return begun & (table.status != EntryStatus.SUSPENDED)


def _tombstone(day: date) -> ColumnElement[bool]:
    table = store.entries.c
    return (table.cancelled_on <= day) & or_(table.revived_on.is_(None), table.revived_on > day)


def _with_items(uow: UnitOfWork, batch_id: str, visible: ColumnElement[bool]) -> Batch:
    found: Batch | None = uow.session.scalars(
        select(Batch).where(store.batches.c.id == batch_id, visible)
    ).one_or_none()
    if found is None:
        raise NotFound("delegation.not_found", "没有找到该批次，或尚未公示。")
    mine = select(Item).where(store.items.c.batch_id == batch_id).order_by(store.items.c.id)
    found.items = tuple(uow.session.scalars(mine))
    return found


def _district(uow: UnitOfWork) -> str:
    return uow.actor.path.partition(SEPARATOR)[0]


def _below(path: Any, scope: str) -> ColumnElement[bool]:
    return or_(path == scope, path.startswith(f"{scope}{SEPARATOR}", autoescape=True))


def _same_district(uow: UnitOfWork) -> ColumnElement[bool]:
    return _below(store.items.c.path, _district(uow))


def _row_visible(uow: UnitOfWork) -> ColumnElement[bool]:
    table = store.process_rows.c
    here = _below(table.path, _district(uow))
    return here & or_(table.status != RowStatus.DRAFT, table.path == uow.actor.path)


def _delegation_visible(uow: UnitOfWork) -> ColumnElement[bool]:
    table, scope = store.delegations.c, uow.actor.scope
    return or_(_below(table.path, scope), _below(table.street_path, scope))
