"""What every table of disclosure belongs to, and columns that many have."""

from datetime import date

from sqlalchemy import Boolean, Column, Date, Integer, MetaData, Text
from sqlalchemy.orm import registry

from shared.chassis.columns import Json
from shared.kernel.deadlines import Deadline

metadata = MetaData()
mapper = registry(metadata=metadata)


def key() -> tuple[Column[str], Column[int]]:
    """Return id and version."""
    return Column("id", Text, primary_key=True), Column("version", Integer, nullable=False)


def clock() -> tuple[Column[Deadline], Column[date], Column[bool], Column[bool]]:
    """Return the columns of what must be done by a last day."""
    return (
        Column("clock", Json(Deadline), nullable=False),
        Column("due", Date, nullable=False),
        Column("provisional", Boolean, nullable=False),
        Column("late", Boolean, nullable=False),
    )
