"""Tables of units, accounts and roles, mapped onto the plain classes of `model`."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.orm import registry

from services.identity.model import (
    Account,
    Appointment,
    DemoClock,
    FormerName,
    Role,
    Unit,
    UnitKind,
)
from services.identity.workflow import Status
from shared.chassis.columns import Coded, Json
from shared.kernel.actor import ActorKind

metadata = MetaData()
mapper = registry(metadata=metadata)

units = Table(
    "units",
    metadata,
    Column("id", Text, primary_key=True, doc="the unit's code"),
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Coded(UnitKind), nullable=False),
    Column("path", Text, nullable=False, unique=True),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("merged_into", Json(tuple[str, ...]), nullable=False),
    Column("former_names", Json(tuple[FormerName, ...]), nullable=False),
    Column("sample", Boolean, nullable=False),
    Index("ix_units_path", "path", postgresql_ops={"path": "text_pattern_ops"}),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("username", Text, nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Coded(ActorKind), nullable=False),
    Column("path", Text, nullable=False),
    Column("appointments", Json(tuple[Appointment, ...]), nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", DateTime(timezone=True)),
    Column("sample", Boolean, nullable=False),
    Column("status", Coded(Status), nullable=False),
    Index("ix_accounts_path", "path", postgresql_ops={"path": "text_pattern_ops"}),
)

roles = Table(
    "roles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("permissions", Json(tuple[str, ...]), nullable=False),
)

demo_clocks = Table(
    "demo_clocks",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("offset_seconds", Float, nullable=False),
)

for _cls, _table in ((Unit, units), (Account, accounts), (Role, roles), (DemoClock, demo_clocks)):
    mapper.map_imperatively(_cls, _table, version_id_col=_table.c.version)
