"""What every table of incubation begins with."""

from sqlalchemy import Boolean, Column, Date, Integer, MetaData, Table, Text
from sqlalchemy.orm import registry

from shared.chassis.columns import Json
from shared.kernel.deadlines import Deadline

metadata = MetaData()
mapper = registry(metadata=metadata)


def placed() -> tuple[Column[str], Column[int], Column[str]]:
    """Return the columns of everything: its id, its version, where it lies."""
    return (
        Column("id", Text, primary_key=True),
        Column("version", Integer, nullable=False),
        Column("path", Text, nullable=False),
    )


def timed() -> tuple[Column[Deadline], Column[object], Column[bool], Column[bool]]:
    """Return the columns of what has a last day."""
    return (
        Column("clock", Json(Deadline)),
        Column("due", Date),
        Column("provisional", Boolean, nullable=False),
        Column("overdue", Boolean, nullable=False),
    )


def keep(cls: type, table: Table) -> None:
    """Map an aggregate onto its table; a change to an old version is refused."""
    mapper.map_imperatively(cls, table, version_id_col=table.c.version)
