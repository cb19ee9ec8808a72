"""What may happen to a social organisation, and to what it applies for."""

from services.incubation.workflow.filings import FILING, FilingStatus
from services.incubation.workflow.organisations import (
    FILED,
    LIVING,
    NAMED,
    ORGANISATION,
    REGISTERED,
    OrganisationStatus,
)
from services.incubation.workflow.permissions import (
    APPLY_FILING,
    APPLY_REGISTRATION,
    DECIDE_FILING,
    DECIDE_REGISTRATION,
    HANDLE_FILING,
    HANDLE_REGISTRATION,
    NOTE_ORGANISATION,
    OPINE_FILING,
    READ_ORGANISATION,
    REVEAL_RESPONSIBLE,
)
from services.incubation.workflow.registrations import (
    OPEN_REGISTRATIONS,
    REGISTRATION,
    RegistrationStatus,
)

__all__ = [
    "APPLY_FILING",
    "APPLY_REGISTRATION",
    "DECIDE_FILING",
    "DECIDE_REGISTRATION",
    "FILED",
    "FILING",
    "HANDLE_FILING",
    "HANDLE_REGISTRATION",
    "LIVING",
    "NAMED",
    "NOTE_ORGANISATION",
    "OPEN_REGISTRATIONS",
    "OPINE_FILING",
    "ORGANISATION",
    "READ_ORGANISATION",
    "REGISTERED",
    "REGISTRATION",
    "REVEAL_RESPONSIBLE",
    "FilingStatus",
    "OrganisationStatus",
    "RegistrationStatus",
]
