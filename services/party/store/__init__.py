"""Tables of party."""

from services.party.store.base import mapper, metadata
from services.party.store.members import elections, gatherings, inflows, postings
from services.party.store.organisations import lines, organisations, placements
from services.party.store.units import unit_names

__all__ = [
    "elections",
    "gatherings",
    "inflows",
    "lines",
    "mapper",
    "metadata",
    "organisations",
    "placements",
    "postings",
    "unit_names",
]
