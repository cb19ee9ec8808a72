"""Questions to incubation. Who may see what stands in the WHERE."""

from services.incubation.queries.gradings import (
    grading,
    gradings,
    public_gradings,
    why_grading,
)
from services.incubation.queries.organisations import (
    filing,
    filings,
    organisation,
    organisations,
    registration,
    registrations,
    why_filing,
    why_registration,
)
from services.incubation.queries.stays import (
    incubated,
    incubators,
    projects,
    stay,
    stays,
    support_totals,
    supports,
    why_stay,
)

__all__ = [
    "filing",
    "filings",
    "grading",
    "gradings",
    "incubated",
    "incubators",
    "organisation",
    "organisations",
    "projects",
    "public_gradings",
    "registration",
    "registrations",
    "stay",
    "stays",
    "support_totals",
    "supports",
    "why_filing",
    "why_grading",
    "why_registration",
    "why_stay",
]
