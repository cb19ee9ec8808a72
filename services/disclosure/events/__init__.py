"""Facts of records that must be published."""

from services.disclosure.events.records import (
    DueRecomputed,
    OriginalRevealed,
    RecordApproved,
    RecordArchived,
    RecordChecked,
    RecordCorrected,
    RecordDrafted,
    RecordOverdue,
    RecordPublished,
    RecordRedacted,
    RecordTakenOff,
    RecordWithdrawn,
)

__all__ = [
    "DueRecomputed",
    "OriginalRevealed",
    "RecordApproved",
    "RecordArchived",
    "RecordChecked",
    "RecordCorrected",
    "RecordDrafted",
    "RecordOverdue",
    "RecordPublished",
    "RecordRedacted",
    "RecordTakenOff",
    "RecordWithdrawn",
]
