"""What incubation keeps: organisations, and what they apply for."""

from services.incubation.model.filings import CommunityOpinion, Filing
from services.incubation.model.organisations import (
    AnnualCheck,
    Chapter,
    Form,
    Listing,
    Organisation,
    Punishment,
    Responsible,
)
from services.incubation.model.registrations import Registration
from services.incubation.model.timed import Placed, Timed

__all__ = [
    "AnnualCheck",
    "Chapter",
    "CommunityOpinion",
    "Filing",
    "Form",
    "Listing",
    "Organisation",
    "Placed",
    "Punishment",
    "Registration",
    "Responsible",
    "Timed",
]
