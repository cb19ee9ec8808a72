"""Who may see what, as WHERE clauses."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from services.delegation import store
from services.delegation.model import (
    Batch,
    Item,
)
from services.delegation.workflow import EntryStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound
from shared.kernel.jurisdiction import SEPARATOR


def in_force(day: date) -> ColumnElement[bool]:
    """Say which entries are in force on a day."""
    table = store.entries.c
    begun = (table.valid_from <= day) & or_(table.valid_to.is_(None), table.valid_to > day)
    return begun & (table.status != EntryStatus.SUSPENDED)


def tombstone(day: date) -> ColumnElement[bool]:
    """Say which entries are cancelled, and not revived, on a day."""
    table = store.entries.c
    return (table.cancelled_on <= day) & or_(table.revived_on.is_(None), table.revived_on > day)


def with_items(uow: UnitOfWork, batch_id: str, visible: ColumnElement[bool]) -> Batch:
    """Return a batch that is visible, with its items; else NotFound."""
    found: Batch | None = uow.session.scalars(
        select(Batch).where(store.batches.c.id == batch_id, visible)
    ).one_or_none()
    if found is None:
        raise NotFound("delegation.not_found", "没有找到该批次，或尚未公示。")
    mine = select(Item).where(store.items.c.batch_id == batch_id).order_by(store.items.c.id)
    found.items = tuple(uow.session.scalars(mine))
    return found


def district(uow: UnitOfWork) -> str:
    """Return the code of the actor's district."""
    return uow.actor.path.partition(SEPARATOR)[0]


def below(path: Any, scope: str) -> ColumnElement[bool]:
    """Say which paths lie in a scope, itself included."""
    return or_(path == scope, path.startswith(f"{scope}{SEPARATOR}", autoescape=True))


def same_district(uow: UnitOfWork) -> ColumnElement[bool]:
    """Say which items belong to the actor's district."""
    return below(store.items.c.path, district(uow))


def row_visible(uow: UnitOfWork) -> ColumnElement[bool]:
    """Say which rows the actor may see: those once published, and its own department's."""
    table = store.process_rows.c
    here = below(table.path, district(uow))
    return here & or_(table.published_at.is_not(None), table.path == uow.actor.path)


def delegation_visible(uow: UnitOfWork) -> ColumnElement[bool]:
    """Say which delegations concern the actor: as giver or as taker."""
    table, scope = store.delegations.c, uow.actor.scope
    return or_(below(table.path, scope), below(table.street_path, scope))
