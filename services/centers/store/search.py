"""Tables of initials, saved filters and exports; the cases that one export takes."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, Table, Text, select
from sqlalchemy.dialects.postgresql import JSONB

from services.centers.model import Case, Export, Initials, SavedFilter
from services.centers.store.base import keep, key, metadata
from services.centers.store.cases import cases, readers
from shared.chassis.unit_of_work import UnitOfWork

initials = Table(
    "case_initials",
    metadata,
    *key(),
    Column("case_id", Text, nullable=False),
    Column("initials_index", Text, nullable=False),
    Index("ix_case_initials_index", "initials_index", "case_id"),
)

filters = Table(
    "saved_filters",
    metadata,
    *key(),
    Column("owner", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("criteria", JSONB, nullable=False),
    Column("saved_at", DateTime(timezone=True), nullable=False),
    Column("active", Boolean, nullable=False),
    Index("ix_saved_filters_owner", "owner", "id"),
)

Index(
    "uq_saved_filters_name",
    filters.c.owner,
    filters.c.name,
    unique=True,
    postgresql_where=filters.c.active,
)

exports = Table(
    "exports",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("criteria", JSONB, nullable=False),
    Column("form", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

keep(Initials, initials)
keep(SavedFilter, filters)
keep(Export, exports)


def cases_with_initials(index: str) -> Any:
    """Return the condition that the applicant's initials have this look-up value."""
    known = initials.c
    return cases.c.id.in_(select(known.case_id).where(known.initials_index == index))


def cases_to_export(uow: UnitOfWork, *, criteria: Mapping[str, Any], most: int) -> Sequence[Case]:
    """Return at most `most` cases of the actor's jurisdiction, newest first."""
    line = readers.c
    query = select(line.case_id).where(line.reader == uow.actor.scope)
    if criteria["status"]:
        query = query.where(line.status == criteria["status"])
    if criteria["item_id"]:
        query = query.where(line.item_id == criteria["item_id"])
    if criteria["due_before"]:
        query = query.where(line.due < criteria["due_before"])
    taken = query.order_by(line.case_id.desc()).limit(most).scalar_subquery()
    inside = cases.c.scopes.contains([uow.actor.scope])
    found = select(Case).where(cases.c.id.in_(taken), inside).order_by(cases.c.id.desc())
    return uow.session.scalars(found).all()
