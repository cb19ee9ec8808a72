"""The table of matters."""

from sqlalchemy import Boolean, Column, Date, DateTime, Index, Integer, MetaData, Table, Text
from sqlalchemy.orm import registry

from services.party.model import Matter
from services.party.workflow import Status
from shared.chassis.columns import Coded, Json
from shared.kernel.deadlines import Deadline

metadata = MetaData()
mapper = registry(metadata=metadata)

matters = Table(
    "matters",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("opened_by", Text, nullable=False),
    Column("opened_at", DateTime(timezone=True), nullable=False),
    Column("deadline", Json(Deadline), nullable=False),
    Column("due", Date, nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("closed_at", DateTime(timezone=True)),
    Column("status", Coded(Status), nullable=False),
    Index("ix_matters_path", "path", "id", postgresql_ops={"path": "text_pattern_ops"}),
)

mapper.map_imperatively(Matter, matters, version_id_col=matters.c.version)
