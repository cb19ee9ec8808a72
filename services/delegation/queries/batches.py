"""Batches, their items, what the public may look at."""

from sqlalchemy import select

from services.delegation import store
from services.delegation.model import (
    Batch,
    Item,
    PublicObjection,
)
from services.delegation.queries.visible import district, same_district, with_items
from services.delegation.workflow import (
    BatchStatus,
    ItemStatus,
)
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound

SHOWN = (BatchStatus.PUBLIC_NOTICE, BatchStatus.OBJECTION_HANDLING, BatchStatus.READY)


def batches(uow: UnitOfWork, *, status: str | None, limit: int, cursor: str | None) -> Page:
    """Return the batches of the actor's district, newest first."""
    table = store.batches.c
    query = select(Batch).where(table.path == district(uow)).order_by(table.id.desc())
    if status:
        query = query.where(table.status == BatchStatus(status))
    return page(uow.session, query, limit=limit, cursor=cursor)


def batch(uow: UnitOfWork, *, batch_id: str) -> Batch:
    """Return one batch of the actor's district with its items."""
    table = store.batches.c
    return with_items(uow, batch_id, table.path == district(uow))


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
    query = select(Item).where(table.batch_id == batch_id, same_district(uow)).order_by(table.id)
    if status:
        query = query.where(table.status == ItemStatus(status))
    if reporter:
        query = query.where(table.reporter == reporter)
    return page(uow.session, query, limit=limit, cursor=cursor)


def item(uow: UnitOfWork, *, item_id: str) -> Item:
    """Return one item of a batch of the actor's district."""
    found: Item | None = uow.session.scalars(
        select(Item).where(store.items.c.id == item_id, same_district(uow))
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
    return with_items(uow, batch_id, store.batches.c.status.in_(SHOWN))


def objections(uow: UnitOfWork, *, batch_id: str, limit: int, cursor: str | None) -> Page:
    """Return the objections to a batch of the actor's district, in the order they came."""
    table = store.objections.c
    query = select(PublicObjection).where(table.batch_id == batch_id, table.path == district(uow))
    return page(uow.session, query.order_by(table.id), limit=limit, cursor=cursor)
