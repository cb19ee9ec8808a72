"""What readers and the desk may see."""

from services.disclosure.queries.log import (
    consistency_proof,
    inclusion_proof,
    log_entries,
    log_head,
    log_heads,
    log_key,
)
from services.disclosure.queries.records import (
    OPEN_TO_ALL,
    catalogue,
    overdue,
    public_record,
    public_records,
    record,
    records,
    redaction,
)
from services.disclosure.queries.requests import (
    request,
    requests,
    why_this_day,
)

__all__ = [
    "OPEN_TO_ALL",
    "catalogue",
    "consistency_proof",
    "inclusion_proof",
    "log_entries",
    "log_head",
    "log_heads",
    "log_key",
    "overdue",
    "public_record",
    "public_records",
    "record",
    "records",
    "redaction",
    "request",
    "requests",
    "why_this_day",
]
