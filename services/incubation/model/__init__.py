"""What incubation keeps: organisations, and what they apply for."""

from services.incubation.model.filings import CommunityOpinion, Filing
from services.incubation.model.gradings import (
    Grading,
)
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
from services.incubation.model.stays import (
    Assessment,
    CompletedProject,
    Incubator,
    Stay,
    Support,
)
from services.incubation.model.timed import Placed, Timed

__all__ = [
    "AnnualCheck",
    "Assessment",
    "Chapter",
    "CommunityOpinion",
    "CompletedProject",
    "Filing",
    "Form",
    "Grading",
    "Incubator",
    "Listing",
    "Organisation",
    "Placed",
    "Punishment",
    "Registration",
    "Responsible",
    "Stay",
    "Support",
    "Timed",
]
