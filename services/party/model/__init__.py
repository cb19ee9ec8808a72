"""Aggregates of party."""

from services.party.model.centres import (
    Centre,
    Inspection,
    Investment,
    PublicPlace,
)
from services.party.model.coverage import (
    COVERAGE_LABELS,
    CoverageGap,
    CoverageKind,
    CoverageRate,
    CoverageSpell,
    CoverageUnit,
    Footing,
    UnitDefect,
    UnitSheetReport,
    spell_values,
)
from services.party.model.elections import (
    Ballot,
    Election,
    Flaw,
)
from services.party.model.gatherings import (
    Gathering,
)
from services.party.model.inflows import (
    Inflow,
)
from services.party.model.meetings import (
    Attendee,
    Frame,
    Meeting,
    MeetingCheck,
    MeetingGap,
    MeetingPause,
    Minutes,
    MinutesEdition,
    Speech,
    Vote,
    Written,
    gap_id,
)
from services.party.model.organisations import (
    FOREVER,
    Approval,
    Node,
    Organisation,
    Placement,
    Task,
)
from services.party.model.periods import (
    Span,
    ended_with,
    following,
    month_of,
    span,
)
from services.party.model.postings import (
    Posting,
)
from services.party.model.units import (
    UnitName,
)

__all__ = [
    "COVERAGE_LABELS",
    "FOREVER",
    "Approval",
    "Attendee",
    "Ballot",
    "Centre",
    "CoverageGap",
    "CoverageKind",
    "CoverageRate",
    "CoverageSpell",
    "CoverageUnit",
    "Election",
    "Flaw",
    "Footing",
    "Frame",
    "Gathering",
    "Inflow",
    "Inspection",
    "Investment",
    "Meeting",
    "MeetingCheck",
    "MeetingGap",
    "MeetingPause",
    "Minutes",
    "MinutesEdition",
    "Node",
    "Organisation",
    "Placement",
    "Posting",
    "PublicPlace",
    "Span",
    "Speech",
    "Task",
    "UnitDefect",
    "UnitName",
    "UnitSheetReport",
    "Vote",
    "Written",
    "ended_with",
    "following",
    "gap_id",
    "month_of",
    "span",
    "spell_values",
]
