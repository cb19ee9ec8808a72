"""Tables of party."""

from services.party.store.base import mapper, metadata
from services.party.store.centres import (
    centres,
    inspections,
    investments,
    public_places,
)
from services.party.store.coverage import (
    coverage_spells,
    coverage_units,
    live_units,
    living_by_name,
)
from services.party.store.meetings import (
    counted,
    known_gaps,
    meeting_checks,
    meeting_gaps,
    meeting_pauses,
    meetings,
    organisations_after,
    pauses_of,
)
from services.party.store.members import elections, gatherings, inflows, postings
from services.party.store.organisations import lines, organisations, placements
from services.party.store.units import unit_names

__all__ = [
    "centres",
    "counted",
    "coverage_spells",
    "coverage_units",
    "elections",
    "gatherings",
    "inflows",
    "inspections",
    "investments",
    "known_gaps",
    "lines",
    "live_units",
    "living_by_name",
    "mapper",
    "meeting_checks",
    "meeting_gaps",
    "meeting_pauses",
    "meetings",
    "metadata",
    "organisations",
    "organisations_after",
    "pauses_of",
    "placements",
    "postings",
    "public_places",
    "unit_names",
]
