"""Members as numbers, elections, posts, guests: inside the actor's jurisdiction."""

from typing import Any

from sqlalchemy import case, func, select

from services.party import store
from services.party.model import Election, Inflow, Posting
from services.party.policies import STRUCTURE, Structure
from services.party.queries.organisations import holds_on, organisation
from services.party.queries.visible import below
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork


def totals(uow: UnitOfWork, *, organisation_id: str) -> dict[str, Any]:
    """Count the members of an organisation and of all below it, each once (PTY-13)."""
    root = organisation(uow, organisation_id=organisation_id)
    table, lines = store.organisations.c, store.lines.c
    forms = Structure.read(uow.rules(STRUCTURE)).counted
    counted = table.form.in_(sorted(forms)) | (table.id == root.id)

    def total(column: Any) -> Any:
        return func.coalesce(func.sum(case((counted, column), else_=0)), 0)

    query = (
        select(
            func.count().label("organisations"),
            total(table.formal).label("formal"),
            total(table.probationary).label("probationary"),
            total(table.formal + table.probationary).label("members"),
            total(table.without_vote).label("without_vote"),
            func.coalesce(func.sum(table.guests), 0).label("guests"),
        )
        .join(store.lines, lines.descendant_id == table.id)
        .where(lines.ancestor_id == root.id, holds_on(lines, uow.today))
    )
    return {"organisation_id": root.id, **uow.session.execute(query).one()._mapping}


def elections(uow: UnitOfWork, *, organisation_id: str, limit: int, cursor: str | None) -> Page:
    """Return the elections of an organisation, newest first; those that do not count, too."""
    return _of(uow, Election, store.elections.c, organisation_id, limit=limit, cursor=cursor)


def postings(uow: UnitOfWork, *, organisation_id: str, limit: int, cursor: str | None) -> Page:
    """Return who holds and held posts in an organisation, newest first."""
    return _of(uow, Posting, store.postings.c, organisation_id, limit=limit, cursor=cursor)


def inflows(uow: UnitOfWork, *, limit: int, cursor: str | None) -> Page:
    """Return the guests of the actor's jurisdiction, newest first."""
    table, groups = store.inflows.c, store.organisations.c
    query = (
        select(Inflow)
        .join(store.organisations, groups.id == table.organisation_id)
        .where(below(groups.path, uow.actor.scope))
        .order_by(table.id.desc())
    )
    return page(uow.session, query, limit=limit, cursor=cursor)


def _of(
    uow: UnitOfWork, cls: Any, table: Any, organisation_id: str, *, limit: int, cursor: str | None
) -> Page:
    found = organisation(uow, organisation_id=organisation_id)
    query = select(cls).where(table.organisation_id == found.id).order_by(table.id.desc())
    return page(uow.session, query, limit=limit, cursor=cursor)
