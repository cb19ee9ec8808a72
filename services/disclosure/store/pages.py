"""The table of permanent pages."""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from services.disclosure.model import Page
from services.disclosure.store.base import mapper, metadata

pages = Table(
    "pages",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("style", Text, nullable=False),
    Column("pdf", LargeBinary),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("current", Boolean, nullable=False),
    UniqueConstraint("record_id", "number"),
    Index("ix_pages_current", "made_at", "id", postgresql_where=text("current")),
)

mapper.map_imperatively(Page, pages, version_id_col=pages.c.version)
