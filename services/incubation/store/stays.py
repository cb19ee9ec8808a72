"""Tables of incubators, stays and support. One incubator at a time is held here too (SO-01)."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Numeric,
    Table,
    Text,
)

from services.incubation.model import Assessment, CompletedProject, Incubator, Stay, Support
from services.incubation.policies import EndCode, Level
from services.incubation.store.base import keep, metadata, placed, timed
from services.incubation.workflow import APPLYING_STAYS, INCUBATED, INSIDE, StayStatus
from shared.chassis.columns import Coded, Json

incubators = Table(
    "incubators",
    metadata,
    *placed(),
    Column("name", Text, nullable=False),
    Column("level", Coded(Level), nullable=False),
    Column("established_on", Date, nullable=False),
    Column("sample", Boolean, nullable=False),
    Index("uq_incubators_name", "path", "name", unique=True),
)

stays = Table(
    "stays",
    metadata,
    *placed(),
    *timed(),
    Column("organisation_id", Text, nullable=False),
    Column("organisation_name", Text, nullable=False),
    Column("incubator_id", Text, nullable=False),
    Column("incubator_name", Text, nullable=False),
    Column("incubator_path", Text, nullable=False),
    Column("level", Coded(Level), nullable=False),
    Column("street", Text, nullable=False),
    Column("account", Text),
    Column("plan", Text, nullable=False),
    Column("applied_by", Text, nullable=False),
    Column("applied_on", Date, nullable=False),
    Column("screened_by", Text, nullable=False),
    Column("review", Json(Assessment)),
    Column("agreement_no", Text, nullable=False),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("midterm", Json(Assessment)),
    Column("extension_reason", Text, nullable=False),
    Column("graduation", Json(Assessment)),
    Column("graduated_on", Date),
    Column("tracked_through", Date),
    Column("promoted_from", Text),
    Column("promoted_to", Text),
    Column("ended_on", Date),
    Column("end_code", Coded(EndCode)),
    Column("reason", Text, nullable=False),
    Column("handover", Text, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("status", Coded(StayStatus), nullable=False),
    Index("ix_stays_path", "path", "id", postgresql_ops={"path": "text_pattern_ops"}),
    Index("ix_stays_organisation", "organisation_id", "id"),
)

Index("uq_stays_inside", stays.c.organisation_id, unique=True,
      postgresql_where=stays.c.status.in_(INSIDE))  # fmt: skip
Index("uq_stays_applying", stays.c.organisation_id, unique=True,
      postgresql_where=stays.c.status.in_(APPLYING_STAYS))  # fmt: skip
Index("ix_stays_incubated", stays.c.organisation_id, stays.c.graduated_on,
      postgresql_where=stays.c.status.in_(INCUBATED))  # fmt: skip

supports = Table(
    "supports",
    metadata,
    *placed(),
    Column("stay_id", Text, nullable=False),
    Column("organisation_id", Text, nullable=False),
    Column("incubator_path", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("quantity", Numeric(12, 2), nullable=False),
    Column("unit", Text, nullable=False),
    Column("money_fen", BigInteger, nullable=False),
    Column("given_on", Date, nullable=False),
    Column("note", Text, nullable=False),
    Column("corrects", Text, unique=True),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Index("ix_supports_stay", "stay_id", "id"),
)

completed_projects = Table(
    "completed_projects",
    metadata,
    *placed(),
    Column("organisation_id", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("completed_on", Date, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Index("uq_completed_projects_reference", "source", "reference", unique=True),
    Index("ix_completed_projects_organisation", "organisation_id", "id"),
)

for _cls, _table in {
    Incubator: incubators,
    Stay: stays,
    Support: supports,
    CompletedProject: completed_projects,
}.items():
    keep(_cls, _table)
