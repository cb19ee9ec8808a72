"""What readers and the desk may see."""

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

__all__ = [
    "OPEN_TO_ALL",
    "catalogue",
    "overdue",
    "public_record",
    "public_records",
    "record",
    "records",
    "redaction",
]
