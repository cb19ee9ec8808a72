"""Tables of party."""

from services.party.store.base import mapper, metadata
from services.party.store.organisations import lines, organisations, placements
from services.party.store.units import unit_names

__all__ = [
    "lines",
    "mapper",
    "metadata",
    "organisations",
    "placements",
    "unit_names",
]
