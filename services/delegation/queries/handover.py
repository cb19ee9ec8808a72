"""Process-table rows and delegations."""

from sqlalchemy import select

from services.delegation import store
from services.delegation.model import (
    Delegation,
    ProcessRow,
)
from services.delegation.queries.visible import delegation_visible, row_visible
from services.delegation.workflow import (
    DelegationStatus,
    RowStatus,
)
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound


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
    query = select(ProcessRow).where(row_visible(uow)).order_by(table.item_id, table.id)
    for column, value in ((table.item_id, item_id), (table.department, department)):
        if value:
            query = query.where(column == value)
    if status:
        query = query.where(table.status == RowStatus(status))
    return page(uow.session, query, limit=limit, cursor=cursor)


def row(uow: UnitOfWork, *, row_id: str) -> ProcessRow:
    """Return one row that the actor may see."""
    found: ProcessRow | None = uow.session.scalars(
        select(ProcessRow).where(store.process_rows.c.id == row_id, row_visible(uow))
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
    query = select(Delegation).where(delegation_visible(uow)).order_by(table.id.desc())
    for column, value in ((table.item_id, item_id), (table.street, street)):
        if value:
            query = query.where(column == value)
    if status:
        query = query.where(table.status == DelegationStatus(status))
    return page(uow.session, query, limit=limit, cursor=cursor)


def delegation(uow: UnitOfWork, *, delegation_id: str) -> Delegation:
    """Return one delegation that the actor may see."""
    found: Delegation | None = uow.session.scalars(
        select(Delegation).where(store.delegations.c.id == delegation_id, delegation_visible(uow))
    ).one_or_none()
    if found is None:
        raise NotFound("delegation.not_found", "没有找到该下放事项，或您无权查看。")
    return found
