"""Coverage of the actor's jurisdiction as it was on a day, and what is to be done about gaps."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from services.party import store
from services.party.model import (
    COVERAGE_LABELS,
    CoverageGap,
    CoverageKind,
    CoverageRate,
    CoverageSpell,
    CoverageUnit,
)
from services.party.queries.visible import below
from services.party.schemas import unit_sheets
from shared.chassis import sheets
from shared.chassis.files import XLSX, Made
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import midnight
from shared.kernel.errors import NotFound

TEMPLATE = "覆盖单元登记模板"


def coverage_units(
    uow: UnitOfWork, *, kind: str | None, q: str | None, limit: int, cursor: str | None
) -> Page:
    """Return the register of the actor's jurisdiction."""
    table = store.coverage_units.c
    query = select(CoverageUnit).where(below(table.path, uow.actor.scope)).order_by(table.id)
    if kind:
        query = query.where(table.kind == CoverageKind(kind))
    if q:
        query = query.where(table.name.contains(q, autoescape=True))
    return page(uow.session, query, limit=limit, cursor=cursor)


def coverage_unit(uow: UnitOfWork, *, unit_id: str) -> CoverageUnit:
    """Return one unit of the actor's jurisdiction."""
    table = store.coverage_units.c
    found: CoverageUnit | None = uow.session.scalars(
        select(CoverageUnit).where(table.id == unit_id, below(table.path, uow.actor.scope))
    ).one_or_none()
    if found is None:
        raise NotFound("party.not_found", "没有找到该单元，或您无权查看。", id=unit_id)
    return found


def coverage(uow: UnitOfWork, *, on: date | None) -> dict[str, Any]:
    """Return coverage of organisation and of work on a day, all units and kind by kind (PTY-23)."""
    day = on or uow.today
    spells, organisations = store.coverage_spells.c, store.organisations.c
    counts = (
        func.count(),
        func.count().filter(and_(organisations.id.is_not(None), spells.members > 0)),
        func.count().filter(or_(organisations.id.is_not(None), spells.instructed)),
    )
    rows = uow.session.execute(
        _on(select(spells.kind, *counts), uow.actor.scope, day).group_by(spells.kind)
    )
    found = {kind: numbers for kind, *numbers in rows}
    members = _members(uow, day)
    kinds = [
        _rate(kind, label, found.get(kind, (0, 0, 0)), members.get(kind, {}))
        for kind, label in COVERAGE_LABELS.items()
    ]
    everybody = {key: count for each in members.values() for key, count in each.items()}
    total = [sum(numbers) for numbers in zip(*found.values(), strict=True)] or (0, 0, 0)
    return {"on": day, "total": _rate("", "合计", total, everybody), "kinds": kinds}


def coverage_gaps(
    uow: UnitOfWork, *, on: date | None, kind: str | None, limit: int, cursor: str | None
) -> Page:
    """Return the units without coverage of organisation on a day, and what each needs next."""
    day, spells, organisations = on or uow.today, store.coverage_spells.c, store.organisations.c
    open_ones = or_(organisations.id.is_(None), spells.members == 0)
    query = _on(select(CoverageSpell), uow.actor.scope, day).where(open_ones)
    if kind:
        query = query.where(spells.kind == kind)
    found = page(uow.session, query.order_by(spells.unit_id, spells.id), limit=limit, cursor=cursor)
    return Page(_gaps(uow, found.items, day), found.next, found.previous)


def unit_sheet_template(uow: UnitOfWork) -> Made:
    """Return an empty sheet to fill in."""
    book = sheets.write([unit_sheets.template()], title=TEMPLATE, made_at=midnight(uow.today))
    return Made(f"{TEMPLATE}.xlsx", XLSX, book)


def _gaps(uow: UnitOfWork, found: Iterable[CoverageSpell], day: date) -> list[CoverageGap]:
    spells = list(found)
    units = store.coverage_units.c
    query = select(units.id, units.name).where(units.id.in_([each.unit_id for each in spells]))
    names = dict(tuple(row) for row in uow.session.execute(query))
    active = _active(uow, {each.organisation_id for each in spells}, day)
    least = uow.rules("party.sizes", on=day).raw("form.least_formal")["BRANCH"]
    return [
        CoverageGap.of(
            each, names[each.unit_id], active=each.organisation_id in active, least=least
        )
        for each in spells
    ]


def _active(uow: UnitOfWork, ids: set[str], day: date) -> set[str]:
    table = store.organisations.c
    return set(uow.session.scalars(select(table.id).where(table.id.in_(ids), _lives(day))))


def _members(uow: UnitOfWork, day: date) -> dict[str, dict[str, int]]:
    """Return kind → covering organisation → its members; a 党小组 is counted with its branch."""
    spells, organisations = store.coverage_spells.c, store.organisations.c
    counted = case((organisations.form == "GROUP", organisations.parent_id), else_=organisations.id)
    query = _on(select(spells.kind, counted), uow.actor.scope, day)
    rows = uow.session.execute(query.where(organisations.id.is_not(None)).distinct())
    pairs = [tuple(row) for row in rows]
    sizes = select(organisations.id, organisations.formal + organisations.probationary).where(
        organisations.id.in_({key for _, key in pairs})
    )
    members = dict(tuple(row) for row in uow.session.execute(sizes))
    found: dict[str, dict[str, int]] = {}
    for kind, key in pairs:
        found.setdefault(kind, {})[key] = members.get(key, 0)
    return found


def _on(query: Select[Any], scope: str, day: date) -> Select[Any]:
    """Join the spells of a day with the organisations that live on it."""
    spells = store.coverage_spells.c
    return (
        query.select_from(store.coverage_spells)
        .outerjoin(
            store.organisations,
            and_(store.organisations.c.id == spells.organisation_id, _lives(day)),
        )
        .where(
            below(spells.path, scope),
            spells.since <= day,
            or_(spells.until.is_(None), spells.until > day),
        )
    )


def _lives(day: date) -> ColumnElement[bool]:
    table = store.organisations.c
    ends = or_(table.dissolved_on.is_(None), table.dissolved_on > day)
    return and_(table.established_on <= day, ends)


def _rate(kind: str, label: str, numbers: Any, members: dict[str, int]) -> CoverageRate:
    units, organised, worked = numbers
    return CoverageRate(kind, label, units, organised, worked, sum(members.values()))
