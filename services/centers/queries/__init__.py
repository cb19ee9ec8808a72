"""Questions about cases, services and places. Who may see a case stands in the WHERE."""

from services.centers.queries.appointments import appointment, appointments, slots
from services.centers.queries.cases import (
    case,
    cases,
    guide,
    items,
    ratings,
    statistics,
    why_this_date,
)
from services.centers.queries.network import (
    local_figures,
    network_health,
    place,
    place_hours,
    places,
    referrals,
)
from services.centers.queries.queue import board, queue_figures, ticket, tickets
from services.centers.queries.receipts import receipt, verification
from services.centers.queries.rectifications import (
    indicators,
    rectification,
    rectifications,
    talks,
)
from services.centers.queries.search import filters
from services.centers.queries.siting import coverage, propose, spots
from services.centers.queries.transfers import transfers

__all__ = [
    "appointment",
    "appointments",
    "board",
    "case",
    "cases",
    "coverage",
    "filters",
    "guide",
    "indicators",
    "items",
    "local_figures",
    "network_health",
    "place",
    "place_hours",
    "places",
    "propose",
    "queue_figures",
    "ratings",
    "receipt",
    "rectification",
    "rectifications",
    "referrals",
    "slots",
    "spots",
    "statistics",
    "talks",
    "ticket",
    "tickets",
    "transfers",
    "verification",
    "why_this_date",
]  # fmt: skip
