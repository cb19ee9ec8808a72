"""Tables of centers. Personal fields are encrypted; look-ups go through keyed blind indexes."""

from services.centers.store.base import mapper, metadata
from services.centers.store.cases import (
    cases,
    decisions_between,
    delegations,
    item_of,
    last_six,
    levels_between,
    offers,
    places,
    ratings,
    readers,
    statistics,
    unit_names,
)

__all__ = [
    "cases", "decisions_between", "delegations", "item_of", "last_six", "levels_between",
    "mapper", "metadata", "offers", "places", "ratings", "readers", "statistics", "unit_names",
]  # fmt: skip
