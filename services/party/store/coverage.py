"""Tables of units that are to be covered, and of how they were covered on any day."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    Index,
    Integer,
    Table,
    Text,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Session

from services.party.model import (
    CoverageKind,
    CoverageSpell,
    CoverageUnit,
    Footing,
    Organisation,
)
from services.party.store.base import keep, key, metadata
from services.party.store.organisations import organisations
from services.party.workflow import LIVING, UnitStatus
from shared.chassis.columns import Coded, Sealed
from shared.kernel.jurisdiction import SEPARATOR

_LIVE = text("ended_on IS NULL")
_CODED = text("ended_on IS NULL AND credit_code <> ''")

coverage_units = Table(
    "coverage_units",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("kind", Coded(CoverageKind), nullable=False),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("credit_code", Text, nullable=False),
    Column("place_key", Text, nullable=False),
    Column("footing", Sealed(Footing, "coverage_units.footing"), nullable=False),
    Column("ended_on", Date),
    Column("sample", Boolean, nullable=False),
    Column("status", Coded(UnitStatus), nullable=False),
    Index("ix_coverage_units_path", "path", "id", postgresql_ops={"path": "text_pattern_ops"}),
    Index("uq_coverage_units_place", "place_key", unique=True, postgresql_where=_LIVE),
    Index("uq_coverage_units_code", "credit_code", unique=True, postgresql_where=_CODED),
)

coverage_spells = Table(
    "coverage_spells",
    metadata,
    *key(),
    Column("unit_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
    Column("members", Integer, nullable=False),
    Column("formal", Integer, nullable=False),
    Column("organisation_id", Text, nullable=False),
    Column("instructed", Boolean, nullable=False),
    Index("ix_coverage_spells_unit", "unit_id", "since"),
    Index("ix_coverage_spells_path", "path", "since", postgresql_ops={"path": "text_pattern_ops"}),
)

keep(CoverageUnit, coverage_units)
keep(CoverageSpell, coverage_spells)


def live_units(session: Session, scope: str) -> Sequence[CoverageUnit]:
    """Return the units on the register that a sheet of this jurisdiction might name again.

    Credit codes are looked for in the whole district: one body is registered once.
    """
    table = coverage_units.c
    near = or_(_below(table.path, scope), table.credit_code != "")
    return session.scalars(select(CoverageUnit).where(table.ended_on.is_(None), near)).all()


def living_by_name(session: Session, scope: str) -> dict[str, Organisation]:
    """Return name → living organisation of a jurisdiction, but for names borne twice."""
    table = organisations.c
    found: dict[str, Organisation] = {}
    twice: set[str] = set()
    for each in session.scalars(
        select(Organisation).where(_below(table.path, scope), table.status.in_(LIVING))
    ):
        if each.name in found:
            twice.add(each.name)
        found[each.name] = each
    return {name: each for name, each in found.items() if name not in twice}


def _below(path: Any, scope: str) -> ColumnElement[bool]:
    return or_(path == scope, path.startswith(f"{scope}{SEPARATOR}", autoescape=True))
