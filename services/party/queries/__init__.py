"""Questions of party. Who may see something stands in the WHERE."""

from services.party.queries.health import (
    check_gatherings,
    check_organisation,
    check_organisations,
    check_units,
)
from services.party.queries.members import elections, inflows, postings, totals
from services.party.queries.organisations import organisation, organisations, superiors, tree

__all__ = [
    "check_gatherings",
    "check_organisation",
    "check_organisations",
    "check_units",
    "elections",
    "inflows",
    "organisation",
    "organisations",
    "postings",
    "superiors",
    "totals",
    "tree",
]
