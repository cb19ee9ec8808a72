"""Tables of incubation."""

from services.incubation.store.base import mapper, metadata
from services.incubation.store.gradings import (
    gradings,
)
from services.incubation.store.organisations import (
    certificate_number,
    filings,
    organisations,
    registrations,
)
from services.incubation.store.stays import completed_projects, incubators, stays, supports

__all__ = [
    "certificate_number",
    "completed_projects",
    "filings",
    "gradings",
    "incubators",
    "mapper",
    "metadata",
    "organisations",
    "registrations",
    "stays",
    "supports",
]
