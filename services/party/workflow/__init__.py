"""States, tables of steps and permissions of party."""

from services.party.workflow.members import (
    GATHERING,
    INFLOW,
    POSTING,
    GatheringStatus,
    InflowStatus,
    PostingStatus,
)
from services.party.workflow.organisations import LIVING, ORGANISATION, OrganisationStatus
from services.party.workflow.permissions import (
    CHECK,
    DECIDE,
    KEEP,
    KEEP_GATHERING,
    KEEP_INFLOW,
    PROPOSE,
    READ,
    READ_GATHERING,
    READ_INFLOW,
    READ_POSTING,
)

__all__ = [
    "CHECK",
    "DECIDE",
    "GATHERING",
    "INFLOW",
    "KEEP",
    "KEEP_GATHERING",
    "KEEP_INFLOW",
    "LIVING",
    "ORGANISATION",
    "POSTING",
    "PROPOSE",
    "READ",
    "READ_GATHERING",
    "READ_INFLOW",
    "READ_POSTING",
    "GatheringStatus",
    "InflowStatus",
    "OrganisationStatus",
    "PostingStatus",
]
