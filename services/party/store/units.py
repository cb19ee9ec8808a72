"""Copies of units."""

from sqlalchemy import Column, Date, Table, Text

from services.party.model import UnitName
from services.party.store.base import keep, key, metadata

unit_names = Table(
    "unit_names",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("valid_to", Date),
)

keep(UnitName, unit_names)
