"""The ledger of a delegation, for those whom the delegation concerns."""

from typing import Any

from sqlalchemy import ColumnElement, or_, select

from services.delegation import store
from services.delegation.model import Account, Booking, Capacity, Supplement
from services.delegation.model.ledger import account_id
from services.delegation.queries.handover import delegation
from services.delegation.queries.visible import below
from services.delegation.workflow import SupplementStatus
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound


def ledger(uow: UnitOfWork, *, delegation_id: str, budget_year: int) -> Capacity:
    """Return a year's figures: money, volume by month, staff."""
    found: Account | None = uow.session.scalars(
        select(Account).where(
            store.accounts.c.id == account_id(delegation_id, budget_year),
            _concerns(uow, store.accounts.c),
        )
    ).one_or_none()
    if found is None:
        raise NotFound(
            "delegation.not_found", f"没有找到该下放事项 {budget_year} 年度的经费账，或您无权查看。"
        )
    return Capacity.of(found, delegation(uow, delegation_id=delegation_id))


def bookings(
    uow: UnitOfWork, *, delegation_id: str, budget_year: int | None, limit: int, cursor: str | None
) -> Page:
    """Return the bookings of a delegation, newest first."""
    table = store.bookings.c
    query = select(Booking).where(table.delegation_id == delegation_id, _concerns(uow, table))
    if budget_year is not None:
        query = query.where(table.budget_year == budget_year)
    return page(uow.session, query.order_by(table.id.desc()), limit=limit, cursor=cursor)


def supplements(uow: UnitOfWork, *, status: str | None, limit: int, cursor: str | None) -> Page:
    """Return the requests for more money, newest first."""
    table = store.supplements.c
    query = select(Supplement).where(_concerns(uow, table)).order_by(table.id.desc())
    if status:
        query = query.where(table.status == SupplementStatus(status))
    return page(uow.session, query, limit=limit, cursor=cursor)


def _concerns(uow: UnitOfWork, table: Any) -> ColumnElement[bool]:
    """Say which rows belong to a delegation from or to whom the actor serves."""
    scope = uow.actor.scope
    return or_(below(table.path, scope), below(table.street_path, scope))
