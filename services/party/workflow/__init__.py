"""States, tables of steps and permissions of party."""

from services.party.workflow.centres import (
    BOOK_INVESTMENT,
    CENTRE,
    INSPECT_CENTRE,
    INVESTMENT,
    KEEP_CENTRE,
    READ_CENTRE,
    READ_INVESTMENT,
    CentreStatus,
    InvestmentStatus,
)
from services.party.workflow.coverage import (
    COVERAGE_UNIT,
    KEEP_COVERAGE,
    READ_COVERAGE,
    REVEAL_INSTRUCTOR,
    UnitStatus,
)
from services.party.workflow.meetings import (
    CHECK_MEETINGS,
    CONFIRM_MEETING,
    GAP,
    MEETING,
    READ_MEETING,
    RECORD_MEETING,
    REVEAL_MINUTES,
    GapStatus,
    MeetingStatus,
)
from services.party.workflow.organisations import LIVING, ORGANISATION, OrganisationStatus
from services.party.workflow.permissions import DECIDE, KEEP, PROPOSE, READ

__all__ = [
    "BOOK_INVESTMENT",
    "CENTRE",
    "CHECK_MEETINGS",
    "CONFIRM_MEETING",
    "COVERAGE_UNIT",
    "DECIDE",
    "GAP",
    "INSPECT_CENTRE",
    "INVESTMENT",
    "KEEP",
    "KEEP_CENTRE",
    "KEEP_COVERAGE",
    "LIVING",
    "MEETING",
    "ORGANISATION",
    "PROPOSE",
    "READ",
    "READ_CENTRE",
    "READ_COVERAGE",
    "READ_INVESTMENT",
    "READ_MEETING",
    "RECORD_MEETING",
    "REVEAL_INSTRUCTOR",
    "REVEAL_MINUTES",
    "CentreStatus",
    "GapStatus",
    "InvestmentStatus",
    "MeetingStatus",
    "OrganisationStatus",
    "UnitStatus",
]
