"""The append-only table of acts; `refs` answers "what happened to X" by one index."""

from sqlalchemy import Column, Date, DateTime, Index, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry

from services.oversight.model import Entry, UnitName

metadata = MetaData()
mapper = registry(metadata=metadata)

entries = Table(
    "entries",
    metadata,
    Column("id", Text, primary_key=True, doc="the event's id: time-ordered"),
    Column("version", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("actor_id", Text, nullable=False),
    Column("actor_kind", Text, nullable=False),
    Column("actor_unit", Text, nullable=False),
    Column("actor_path", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("causation_id", Text, nullable=False),
    Column("clock", Text, nullable=False),
    Column("due", Date),
    Column("path", Text, nullable=False),
    Column("summary", JSONB, nullable=False),
    Column("refs", ARRAY(Text, as_tuple=True), nullable=False),
    Index("ix_entries_refs", "refs", postgresql_using="gin"),
)

unit_names = Table(
    "unit_names",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("path", Text, nullable=False),
    Column("name", Text, nullable=False),
)

mapper.map_imperatively(Entry, entries, version_id_col=entries.c.version)
mapper.map_imperatively(UnitName, unit_names, version_id_col=unit_names.c.version)
