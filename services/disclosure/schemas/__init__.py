"""What comes in and what is shown. Readers see editions; the original is never among them."""

from services.disclosure.schemas.records import (
    CheckRecord,
    Content,
    CorrectRecord,
    Duty,
    Edition,
    ListPublic,
    ListRecords,
    PublicRecord,
    Record,
    RecordKey,
    RecordLine,
    RedactRecord,
    WithdrawRecord,
)

__all__ = [
    "CheckRecord",
    "Content",
    "CorrectRecord",
    "Duty",
    "Edition",
    "ListPublic",
    "ListRecords",
    "PublicRecord",
    "Record",
    "RecordKey",
    "RecordLine",
    "RedactRecord",
    "WithdrawRecord",
]
