"""From what was formed to what everybody can read (domain §9.1)."""

from services.disclosure.workflow.records import (
    APPROVE,
    CHECK,
    PUBLISH,
    RECORD,
    REVEAL,
    Status,
)

__all__ = [
    "APPROVE",
    "CHECK",
    "PUBLISH",
    "RECORD",
    "REVEAL",
    "Status",
]
