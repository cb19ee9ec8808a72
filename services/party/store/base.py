"""What every table of party begins with."""

from sqlalchemy import Column, Integer, MetaData, Table, Text
from sqlalchemy.orm import registry

metadata = MetaData()
mapper = registry(metadata=metadata)


def key() -> tuple[Column[str], Column[int]]:
    """Return the two columns of every aggregate: its id and its version."""
    return Column("id", Text, primary_key=True), Column("version", Integer, nullable=False)


def keep(cls: type, table: Table) -> None:
    """Map an aggregate onto its table; a change to an old version is refused."""
    mapper.map_imperatively(cls, table, version_id_col=table.c.version)
