"""Stays, incubators, the support ledger, and how many organisations were incubated."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import extract, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from services.incubation import store
from services.incubation.model import CompletedProject, Incubator, Stay, Support
from services.incubation.policies import Level
from services.incubation.queries.organisations import organisation, why
from services.incubation.queries.visible import below, newest, only
from services.incubation.workflow import INCUBATED, StayStatus
from shared.chassis.explained import Explained
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.jurisdiction import SEPARATOR


@dataclass(frozen=True)
class Incubated:
    """How many organisations were incubated, each counted once at its latest graduation (SO-02)."""

    total: int
    by_level: tuple[tuple[str, int], ...]
    by_street: tuple[tuple[str, int], ...]
    by_year: tuple[tuple[str, int], ...]


def incubators(uow: UnitOfWork, *, level: str | None, limit: int, cursor: str | None) -> Page:
    """Return the incubators of the actor's district: those that an organisation may apply to."""
    table = store.incubators.c
    here = uow.actor.path.partition(SEPARATOR)[0]
    query = select(Incubator).where(below(table.path, here)).order_by(table.id.desc())
    if level:
        query = query.where(table.level == Level(level))
    return page(uow.session, query, limit=limit, cursor=cursor)


def stays(
    uow: UnitOfWork,
    *,
    status: str | None,
    level: str | None,
    organisation_id: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return stays, newest first."""
    table = store.stays.c
    query = newest(Stay, table, uow.actor)
    if status:
        query = query.where(table.status == StayStatus(status))
    if level:
        query = query.where(table.level == Level(level))
    if organisation_id:
        query = query.where(table.organisation_id == organisation_id)
    return page(uow.session, query, limit=limit, cursor=cursor)


def stay(uow: UnitOfWork, *, stay_id: str) -> Stay:
    """Return one stay."""
    return only(uow, Stay, store.stays.c, stay_id)


def why_stay(uow: UnitOfWork, *, stay_id: str) -> Explained:
    """Explain the last day for the screening, or for handing over."""
    return why(uow, stay(uow, stay_id=stay_id))


def supports(uow: UnitOfWork, *, stay_id: str, limit: int, cursor: str | None) -> Page:
    """Return the support ledger of a stay that the actor may see, newest first."""
    table, seen = store.supports.c, stay(uow, stay_id=stay_id)
    query = select(Support).where(table.stay_id == seen.id).order_by(table.id.desc())
    return page(uow.session, query, limit=limit, cursor=cursor)


def support_totals(uow: UnitOfWork, *, stay_id: str) -> dict[str, Any]:
    """Return what the ledger adds up to, by kind and unit; what was taken back counts no more."""
    table, seen = store.supports.c, stay(uow, stay_id=stay_id)
    query = (
        select(
            table.kind,
            table.unit,
            func.sum(table.quantity).label("quantity"),
            func.sum(table.money_fen).label("money_fen"),
        )
        .where(table.stay_id == seen.id)
        .group_by(table.kind, table.unit)
        .order_by(table.kind, table.unit)
    )
    return {"stay_id": seen.id, "totals": uow.session.execute(query).mappings().all()}


def projects(uow: UnitOfWork, *, organisation_id: str, limit: int, cursor: str | None) -> Page:
    """Return the completed projects of an organisation that the actor may see."""
    table, seen = store.completed_projects.c, organisation(uow, organisation_id=organisation_id)
    query = select(CompletedProject).where(table.organisation_id == seen.id)
    return page(uow.session, query.order_by(table.id.desc()), limit=limit, cursor=cursor)


def incubated(uow: UnitOfWork) -> Incubated:
    """Count the organisations of the actor's area that were incubated (SO-02)."""
    table = store.stays.c
    latest = (
        select(
            table.level,
            table.street,
            extract("year", table.graduated_on).label("year"),
        )
        .where(table.status.in_(INCUBATED), below(table.path, uow.actor.scope))
        .ext(distinct_on(table.organisation_id))
        .order_by(table.organisation_id, table.graduated_on.desc(), table.id.desc())
        .subquery()
    )
    cells = uow.session.execute(
        select(latest.c.level, latest.c.street, latest.c.year, func.count().label("count"))
        .group_by(latest.c.level, latest.c.street, latest.c.year)
    ).all()  # fmt: skip
    levels: Counter[str] = Counter()
    streets: Counter[str] = Counter()
    years: Counter[str] = Counter()
    for cell in cells:
        number = int(cell[3])
        levels[str(cell.level)] += number
        streets[str(cell.street)] += number
        years[str(int(cell.year))] += number
    return Incubated(
        total=levels.total(),
        by_level=tuple((str(level), levels[level]) for level in reversed(Level)),
        by_street=tuple(sorted(streets.items())),
        by_year=tuple(sorted(years.items())),
    )
