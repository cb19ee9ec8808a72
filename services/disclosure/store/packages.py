"""The table of archive packages, and the acts of a record as the audit has them."""

from sqlalchemy import Column, Date, DateTime, Index, Integer, Table, Text, select
from sqlalchemy.orm import Session

from services.disclosure.model import Act, Package
from services.disclosure.store.base import mapper, metadata
from shared.chassis import tables
from shared.chassis.crypto import EncryptedBytes

packages = Table(
    "packages",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("source_id", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("formed_at", DateTime(timezone=True), nullable=False),
    Column("archived_at", DateTime(timezone=True), nullable=False),
    Column("retention", Text, nullable=False),
    Column("keep_until", Date),
    Column("parts", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("content", EncryptedBytes("packages.content"), nullable=False),
    Index("ix_packages_archived", "archived_at", "id"),
)

mapper.map_imperatively(Package, packages, version_id_col=packages.c.version)


def acts_of(session: Session, record_id: str) -> list[Act]:
    """Return the acts about a record in their order: people's and the system's."""
    line = tables.audit.c
    rows = session.execute(
        select(line.act, line.actor_id, line.actor_unit, line.at, line.facts, line.id, line.digest)
        .where(line.subject_id == record_id)
        .order_by(line.seq)
    )
    return [
        Act(
            act=row.act,
            actor_id=row.actor_id,
            actor_unit=row.actor_unit,
            at=row.at,
            facts=tuple(fact["type"] for fact in row.facts),
            audit_id=row.id,
            digest=row.digest,
        )
        for row in rows
    ]
