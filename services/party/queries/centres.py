"""党群服务中心 of the actor's jurisdiction, how they keep to the standard, what they cost."""

from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from services.party import store
from services.party.model import Centre, Inspection, Investment
from services.party.policies import Standard
from services.party.queries.visible import below
from services.party.workflow import CentreStatus, InvestmentStatus
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound
from shared.kernel.money import rounded, share


def centres(
    uow: UnitOfWork, *, level: str | None, status: str | None, limit: int, cursor: str | None
) -> Page:
    """Return the centres of the actor's jurisdiction."""
    table = store.centres.c
    query = select(Centre).where(below(table.path, uow.actor.scope)).order_by(table.id)
    if level:
        query = query.where(table.level == level)
    if status:
        query = query.where(table.status == CentreStatus(status))
    return page(uow.session, query, limit=limit, cursor=cursor)


def centre(uow: UnitOfWork, *, centre_id: str) -> Centre:
    """Return one centre of the actor's jurisdiction."""
    table = store.centres.c
    found: Centre | None = uow.session.scalars(
        select(Centre).where(table.id == centre_id, below(table.path, uow.actor.scope))
    ).one_or_none()
    if found is None:
        raise NotFound("party.not_found", "没有找到该党群服务中心，或您无权查看。", id=centre_id)
    return found


def inspections(uow: UnitOfWork, *, centre_id: str, limit: int, cursor: str | None) -> Page:
    """Return what inspections of a centre found, newest first."""
    table = store.inspections.c
    query = select(Inspection).where(
        table.centre_id == centre_id, below(table.path, uow.actor.scope)
    )
    ordered = query.order_by(table.inspected_on.desc(), table.id.desc())
    return page(uow.session, ordered, limit=limit, cursor=cursor)


def centre_standard(uow: UnitOfWork, *, on: date | None) -> Standard:
    """Return the standard in force on a day."""
    return Standard.read(uow.rules("party.centres", on=on))


def centre_share(uow: UnitOfWork, *, on: date | None) -> dict[str, Any]:
    """Return how many centres serve on a day and passed their last inspection (PTY-25)."""
    day, table, seen = on or uow.today, store.centres.c, store.inspections.c
    last = (
        select(seen.centre_id, seen.qualified)
        .where(seen.inspected_on <= day)
        .ext(distinct_on(seen.centre_id))
        .order_by(seen.centre_id, seen.inspected_on.desc(), seen.id.desc())
        .subquery()
    )
    serving = and_(table.opened_on <= day, or_(table.closed_on.is_(None), table.closed_on >= day))
    row = uow.session.execute(
        select(
            func.count(),
            func.count(last.c.centre_id),
            func.count().filter(last.c.qualified),
            func.count().filter(table.place_id != ""),
        )
        .select_from(store.centres)
        .outerjoin(last, last.c.centre_id == table.id)
        .where(below(table.path, uow.actor.scope), serving)
    ).one()
    return {
        "on": day,
        "centres": row[0],
        "inspected": row[1],
        "qualified": row[2],
        "share": share(row[2], row[0]),
        "colocated": row[3],
    }


def investments(
    uow: UnitOfWork,
    *,
    centre_id: str | None,
    year: int | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return lines of money of the actor's jurisdiction, reversed ones too."""
    table = store.investments.c
    query = select(Investment).where(below(table.path, uow.actor.scope)).order_by(table.id)
    if centre_id:
        query = query.where(table.centre_id == centre_id)
    if year:
        query = query.where(table.year == year)
    return page(uow.session, query, limit=limit, cursor=cursor)


def investment(uow: UnitOfWork, *, investment_id: str) -> Investment:
    """Return one line of money of the actor's jurisdiction."""
    table = store.investments.c
    found: Investment | None = uow.session.scalars(
        select(Investment).where(table.id == investment_id, below(table.path, uow.actor.scope))
    ).one_or_none()
    if found is None:
        raise NotFound("party.not_found", "没有找到该笔投入，或您无权查看。", id=investment_id)
    return found


def investment_sums(uow: UnitOfWork) -> dict[str, Any]:
    """Return what was put in, in all, by year and by source; reversed lines count in no sum."""
    table = store.investments.c
    counts = and_(below(table.path, uow.actor.scope), table.status == InvestmentStatus.BOOKED)
    amount = func.coalesce(func.sum(table.amount_fen), 0)
    number = func.count(func.distinct(table.centre_id))
    total, many = uow.session.execute(select(amount, number).where(counts)).one()
    years, sources = (
        uow.session.execute(
            select(column, amount).where(counts).group_by(column).order_by(column)
        ).all()
        for column in (table.year, table.source)
    )
    return {
        "total_fen": int(total),
        "centres": many,
        "average_fen": int(rounded(Fraction(int(total), many), 0)) if many else None,
        "years": [{"year": year, "amount_fen": int(fen)} for year, fen in years],
        "sources": [{"source": source, "amount_fen": int(fen)} for source, fen in sources],
    }
