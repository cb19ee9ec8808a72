"""Questions about cases, services and places. Who may see a case stands in the WHERE."""

from services.centers.queries.cases import (
    ExplainedDeadline,
    case,
    cases,
    guide,
    items,
    places,
    ratings,
    statistics,
    why_this_date,
)

__all__ = [
    "ExplainedDeadline", "case", "cases", "guide", "items", "places", "ratings", "statistics",
    "why_this_date",
]  # fmt: skip
