"""Tables of centers. Personal fields are encrypted; look-ups go through keyed blind indexes."""

from services.centers.store.appointments import appointments, slots, take_turns
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
from services.centers.store.levels import levels_by_unit
from services.centers.store.network import finished_between, referrals
from services.centers.store.queue import day_figures, desks, hall, lines, tickets
from services.centers.store.rectifications import (
    answered_between,
    decided_between,
    mistaken,
    rectifications,
    scores_between,
    talks,
    visits_between,
    window_scores_between,
)
from services.centers.store.search import (
    cases_to_export,
    cases_with_initials,
    exports,
    filters,
    initials,
)
from services.centers.store.siting import spots
from services.centers.store.transfers import transfers

__all__ = [
    "answered_between",
    "appointments",
    "cases",
    "cases_to_export",
    "cases_with_initials",
    "day_figures",
    "decided_between",
    "decisions_between",
    "delegations",
    "desks",
    "exports",
    "filters",
    "finished_between",
    "hall",
    "initials",
    "item_of",
    "last_six",
    "levels_between",
    "levels_by_unit",
    "lines",
    "mapper",
    "metadata",
    "mistaken",
    "offers",
    "places",
    "ratings",
    "readers",
    "rectifications",
    "referrals",
    "scores_between",
    "slots",
    "spots",
    "statistics",
    "take_turns",
    "talks",
    "tickets",
    "transfers",
    "unit_names",
    "visits_between",
    "window_scores_between",
]  # fmt: skip
