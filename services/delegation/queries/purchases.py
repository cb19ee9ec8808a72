"""Purchases below the actor's jurisdiction, and what the public may look at."""

from sqlalchemy import select

from services.delegation import store
from services.delegation.model import Purchase, UserOpinion
from services.delegation.queries.visible import below
from services.delegation.workflow import PurchaseStatus
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound


def purchases(
    uow: UnitOfWork, *, status: str | None, lineage_id: str | None, limit: int, cursor: str | None
) -> Page:
    """Return the purchases of the streets that the actor serves, newest first."""
    table = store.purchases.c
    query = select(Purchase).where(below(table.path, uow.actor.scope)).order_by(table.id.desc())
    if status:
        query = query.where(table.status == PurchaseStatus(status))
    if lineage_id:
        query = query.where(table.lineage_id == lineage_id)
    return page(uow.session, query, limit=limit, cursor=cursor)


def purchase(uow: UnitOfWork, *, purchase_id: str) -> Purchase:
    """Return one purchase of a street that the actor serves."""
    table = store.purchases.c
    found: Purchase | None = uow.session.scalars(
        select(Purchase).where(table.id == purchase_id, below(table.path, uow.actor.scope))
    ).one_or_none()
    if found is None:
        raise NotFound("delegation.not_found", "没有找到该采购项目，或您无权查看。")
    return found


def open_purchases(uow: UnitOfWork, *, limit: int, cursor: str | None) -> Page:
    """Return the services to the public that run now: those on which users may give an opinion."""
    table = store.purchases.c
    running = (table.status == PurchaseStatus.RUNNING) & table.for_public
    query = select(Purchase).where(running).order_by(table.id.desc())
    return page(uow.session, query, limit=limit, cursor=cursor)


def user_opinions(uow: UnitOfWork, *, purchase_id: str, limit: int, cursor: str | None) -> Page:
    """Return what users said of a purchase, newest first."""
    table = store.user_opinions.c
    query = select(UserOpinion).where(
        table.purchase_id == purchase_id, below(table.path, uow.actor.scope)
    )
    return page(uow.session, query.order_by(table.id.desc()), limit=limit, cursor=cursor)
