"""Questions of party. Who may see something stands in the WHERE."""

from services.party.queries.centres import (
    centre,
    centre_share,
    centre_standard,
    centres,
    inspections,
    investment,
    investment_sums,
    investments,
)
from services.party.queries.coverage import (
    coverage,
    coverage_gaps,
    coverage_unit,
    coverage_units,
    unit_sheet_template,
)
from services.party.queries.health import (
    check_gatherings,
    check_organisation,
    check_organisations,
    check_units,
)
from services.party.queries.meetings import (
    meeting,
    meeting_gaps,
    meetings,
)
from services.party.queries.members import elections, inflows, postings, totals
from services.party.queries.organisations import organisation, organisations, superiors, tree

__all__ = [
    "centre",
    "centre_share",
    "centre_standard",
    "centres",
    "check_gatherings",
    "check_organisation",
    "check_organisations",
    "check_units",
    "coverage",
    "coverage_gaps",
    "coverage_unit",
    "coverage_units",
    "elections",
    "inflows",
    "inspections",
    "investment",
    "investment_sums",
    "investments",
    "meeting",
    "meeting_gaps",
    "meetings",
    "organisation",
    "organisations",
    "postings",
    "superiors",
    "totals",
    "tree",
    "unit_sheet_template",
]
