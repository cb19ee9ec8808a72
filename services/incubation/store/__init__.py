"""Tables of incubation."""

from services.incubation.store.base import (
    mapper,
    metadata,
)
from services.incubation.store.gradings import (
    gradings,
)
from services.incubation.store.jury import (
    scores,
    seats,
    ties,
)
from services.incubation.store.linkage import (
    issues,
    linkages,
    meetings,
)
from services.incubation.store.organisations import (
    certificate_number,
    filings,
    organisations,
    registrations,
)
from services.incubation.store.stays import (
    completed_projects,
    incubators,
    stays,
    supports,
)
from services.incubation.store.support import (
    service_requests,
    support_centers,
)
from services.incubation.store.ventures import (
    charge_budget,
    needs,
    ranking_objections,
    take_turn,
    venture_bans,
    venture_calls,
    venture_reports,
    ventures,
)
from services.incubation.store.workers import (
    populations,
    social_workers,
    unit_names,
)

__all__ = [
    "certificate_number",
    "charge_budget",
    "completed_projects",
    "filings",
    "gradings",
    "incubators",
    "issues",
    "linkages",
    "mapper",
    "meetings",
    "metadata",
    "needs",
    "organisations",
    "populations",
    "ranking_objections",
    "registrations",
    "scores",
    "seats",
    "service_requests",
    "social_workers",
    "stays",
    "support_centers",
    "supports",
    "take_turn",
    "ties",
    "unit_names",
    "venture_bans",
    "venture_calls",
    "venture_reports",
    "ventures",
]
