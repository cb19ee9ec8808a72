"""From what was formed to what everybody can read; from a request to its answer (domain §9)."""

from services.disclosure.workflow.records import (
    APPROVE,
    CHECK,
    PUBLISH,
    RECORD,
    REVEAL,
    Status,
)
from services.disclosure.workflow.requests import (
    REQUEST,
    REQUEST_APPLY,
    REQUEST_APPROVE,
    REQUEST_HANDLE,
    REQUEST_READ,
    RequestStatus,
)

__all__ = [
    "APPROVE",
    "CHECK",
    "PUBLISH",
    "RECORD",
    "REQUEST",
    "REQUEST_APPLY",
    "REQUEST_APPROVE",
    "REQUEST_HANDLE",
    "REQUEST_READ",
    "REVEAL",
    "RequestStatus",
    "Status",
]
