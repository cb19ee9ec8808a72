"""States, tables of steps and permissions of party."""

from services.party.workflow.organisations import LIVING, ORGANISATION, OrganisationStatus
from services.party.workflow.permissions import DECIDE, KEEP, PROPOSE, READ

__all__ = [
    "DECIDE",
    "KEEP",
    "LIVING",
    "ORGANISATION",
    "PROPOSE",
    "READ",
    "OrganisationStatus",
]
