"""Facts of records that must be published."""

from services.disclosure.events.records import (
    DueRecomputed,
    RecordApproved,
    RecordArchived,
    RecordChecked,
    RecordCorrected,
    RecordDrafted,
    RecordOverdue,
    RecordPublished,
    RecordRedacted,
    RecordWithdrawn,
)

__all__ = [
    "DueRecomputed",
    "RecordApproved",
    "RecordArchived",
    "RecordChecked",
    "RecordCorrected",
    "RecordDrafted",
    "RecordOverdue",
    "RecordPublished",
    "RecordRedacted",
    "RecordWithdrawn",
]
