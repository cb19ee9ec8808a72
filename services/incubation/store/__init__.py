"""Tables of incubation."""

from services.incubation.store.base import mapper, metadata
from services.incubation.store.organisations import (
    certificate_number,
    filings,
    organisations,
    registrations,
)

__all__ = [
    "certificate_number",
    "filings",
    "mapper",
    "metadata",
    "organisations",
    "registrations",
]
