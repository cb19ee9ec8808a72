"""Where people live and where stations could stand."""

from sqlalchemy import Boolean, Column, Date, Integer, Table, Text

from services.centers.model import Point, Spot
from services.centers.store.base import keep, key, metadata
from shared.chassis.columns import Json

spots = Table(
    "siting_spots",
    metadata,
    *key(),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("population", Integer, nullable=False),
    Column("position", Json(Point), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("source", Text, nullable=False),
    Column("sample", Boolean, nullable=False),
)

keep(Spot, spots)
