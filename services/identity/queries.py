"""Questions about units, accounts and the one who asks."""

from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select

from services.identity import store
from services.identity.model import Account, ClockReading, DemoClock, Role, Unit, shown
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import Actor
from shared.kernel.errors import NotFound


def units(
    uow: UnitOfWork,
    *,
    on: date | None,
    kind: str | None,
    parent: str | None,
    q: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return the units in force on a day, by code."""
    day, table = on or uow.today, store.units.c
    query = (
        select(Unit)
        .where(table.valid_from <= day, or_(table.valid_to.is_(None), table.valid_to >= day))
        .order_by(table.id)
    )
    if kind:
        query = query.where(table.kind == kind)
    if parent:
        query = query.where(table.path.like(f"%{parent}/%"), ~table.path.like(f"%{parent}/%/%"))
    if q:
        query = query.where(or_(table.name.contains(q), table.id.startswith(q)))
    return page(uow.session, query, limit=limit, cursor=cursor)


def unit(uow: UnitOfWork, *, unit_code: str) -> Unit:
    """Return one unit, ended or not: old codes stay readable (X-03)."""
    return uow.get(Unit, unit_code)


def roles(uow: UnitOfWork) -> Page:
    """Return every role."""
    return Page(items=uow.find(Role))


def accounts(
    uow: UnitOfWork, *, unit: str | None, q: str | None, limit: int, cursor: str | None
) -> Page:
    """Return the accounts looked after inside the actor's jurisdiction."""
    table = store.accounts.c
    query = _visible(uow.actor).order_by(table.id)
    if unit:
        query = query.where(table.path.endswith(unit))
    if q:
        query = query.where(or_(table.username.startswith(q), table.name.contains(q)))
    return page(uow.session, query, limit=limit, cursor=cursor)


def account(uow: UnitOfWork, *, account_id: str) -> Account:
    """Return one account inside the actor's jurisdiction, else NotFound."""
    found: Account | None = uow.session.scalars(
        _visible(uow.actor).where(store.accounts.c.id == account_id)
    ).one_or_none()
    if found is None:
        raise NotFound("identity.not_found", "没有找到该账号，或您无权查看。")
    return found


def me(uow: UnitOfWork) -> dict[str, Any]:
    """Return who asks, as the token says."""
    return shown(uow.actor)


def clock(uow: UnitOfWork) -> ClockReading:
    """Return the time of acts."""
    moved = uow.one(DemoClock, id="demo") if uow.demo else None
    return ClockReading(uow.now, uow.demo, moved.offset_seconds if moved else 0.0)


def _visible(actor: Actor) -> Select[Any]:
    path = store.accounts.c.path
    return select(Account).where(or_(path == actor.scope, path.startswith(f"{actor.scope}/")))
