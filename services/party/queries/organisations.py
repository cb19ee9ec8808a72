"""Organisations inside the actor's jurisdiction, and the tree as it was on a day."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select

from services.party import store
from services.party.model import Node, Organisation
from services.party.queries.visible import below
from services.party.workflow import OrganisationStatus
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound


def organisations(
    uow: UnitOfWork,
    *,
    status: str | None,
    level: str | None,
    form: str | None,
    unit: str | None,
    q: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return the organisations of the actor's jurisdiction, newest first."""
    table = store.organisations.c
    query = select(Organisation).where(below(table.path, uow.actor.scope))
    if status:
        query = query.where(table.status == OrganisationStatus(status))
    for column, value in ((table.level, level), (table.form, form), (table.unit, unit)):
        if value:
            query = query.where(column == value)
    if q:
        query = query.where(table.name.contains(q, autoescape=True))
    return page(uow.session, query.order_by(table.id.desc()), limit=limit, cursor=cursor)


def organisation(uow: UnitOfWork, *, organisation_id: str) -> Organisation:
    """Return one organisation of the actor's jurisdiction; one that ended, too (X-03)."""
    table = store.organisations.c
    found: Organisation | None = uow.session.scalars(
        select(Organisation).where(
            table.id == organisation_id, below(table.path, uow.actor.scope)
        )
    ).one_or_none()  # fmt: skip
    if found is None:
        raise NotFound("party.not_found", "没有找到该党组织，或您无权查看。", id=organisation_id)
    return found


def tree(
    uow: UnitOfWork,
    *,
    organisation_id: str,
    on: date | None,
    depth: int,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return what stood below an organisation on a day, itself first, level by level."""
    root, day = organisation(uow, organisation_id=organisation_id), on or uow.today
    lines = store.lines.c
    query = (
        select(Organisation)
        .join(store.lines, lines.descendant_id == store.organisations.c.id)
        .where(lines.ancestor_id == root.id, lines.distance <= depth, holds_on(lines, day))
        .order_by(lines.distance, lines.descendant_id)
    )
    found = page(uow.session, query, limit=limit, cursor=cursor)
    shown = (lines.ancestor_id == root.id) & lines.descendant_id.in_([o.id for o in found.items])
    places = _places(uow, lines.descendant_id, shown, day)
    return Page([Node(each, *places[each.id]) for each in found.items], found.next, found.previous)


def superiors(uow: UnitOfWork, *, organisation_id: str, on: date | None) -> dict[str, Any]:
    """Return all that stood above an organisation on a day, the top first, itself last."""
    asked, day = organisation(uow, organisation_id=organisation_id), on or uow.today
    lines = store.lines.c
    places = _places(uow, lines.ancestor_id, lines.descendant_id == asked.id, day)
    found = uow.session.scalars(select(Organisation).where(store.organisations.c.id.in_(places)))
    nodes = sorted((Node(each, *places[each.id]) for each in found), key=lambda n: -n.distance)
    return {"organisation_id": asked.id, "on": day, "nodes": nodes}


def _places(
    uow: UnitOfWork, key: Any, wanted: ColumnElement[bool], day: date
) -> dict[str, tuple[str, int]]:
    """Return where organisations stood on a day: id → its superior's id, its distance."""
    lines, placed = store.lines.c, store.placements.c
    query = (
        select(key, placed.parent_id, lines.distance)
        .join_from(store.lines, store.placements, placed.organisation_id == key)
        .where(wanted, holds_on(lines, day), holds_on(placed, day))
    )
    return {id: (parent, distance) for id, parent, distance in uow.session.execute(query)}


def holds_on(table: Any, day: date) -> ColumnElement[bool]:
    """Say which lines or placements hold on a day."""
    held: ColumnElement[bool] = (table.since <= day) & (table.until > day)
    return held
