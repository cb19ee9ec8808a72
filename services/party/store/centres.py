"""Tables of centres, inspections, money, and copies of places of public service."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.party.model import Centre, Inspection, Investment, PublicPlace
from services.party.store.base import keep, key, metadata
from services.party.workflow import CentreStatus, InvestmentStatus
from shared.chassis.columns import Coded, Json

centres = Table(
    "centres",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("area_m2", Numeric(10, 2), nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("closed_on", Date),
    Column("place_id", Text, nullable=False),
    Column("closed_reason", Text, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("status", Coded(CentreStatus), nullable=False),
    Index("ix_centres_path", "path", "id", postgresql_ops={"path": "text_pattern_ops"}),
    Index("ix_centres_place", "place_id"),
)

inspections = Table(
    "inspections",
    metadata,
    *key(),
    Column("centre_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("inspected_on", Date, nullable=False),
    Column("standard", Text, nullable=False),
    Column("area_m2", Numeric(10, 2), nullable=False),
    Column("findings", JSONB, nullable=False),
    Column("unmet", Json(tuple[str, ...]), nullable=False),
    Column("qualified", Boolean, nullable=False),
    Column("inspected_by", Text, nullable=False),
    Index("ix_inspections_centre", "centre_id", "inspected_on", "id"),
)

investments = Table(
    "investments",
    metadata,
    *key(),
    Column("centre_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("amount_fen", BigInteger, nullable=False),
    Column("document_no", Text, nullable=False),
    Column("booked_by", Text, nullable=False),
    Column("booked_at", DateTime(timezone=True), nullable=False),
    Column("reversed_reason", Text, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("status", Coded(InvestmentStatus), nullable=False),
    CheckConstraint("amount_fen > 0", name="ck_investments_amount"),
    Index("ix_investments_path", "path", "id", postgresql_ops={"path": "text_pattern_ops"}),
    Index("ix_investments_centre", "centre_id", "year"),
)

public_places = Table(
    "public_places",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("next_path", Text, nullable=False),
    Column("moves_on", Date),
)

for _cls, _table in {
    Centre: centres,
    Inspection: inspections,
    Investment: investments,
    PublicPlace: public_places,
}.items():
    keep(_cls, _table)
