"""Questions to incubation. Who may see what stands in the WHERE."""

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

__all__ = [
    "filing",
    "filings",
    "organisation",
    "organisations",
    "registration",
    "registrations",
    "why_filing",
    "why_registration",
]
