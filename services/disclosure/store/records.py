"""The table of records."""

from sqlalchemy import Boolean, Column, Date, DateTime, Index, Integer, Sequence, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from services.disclosure.model import Edition, Original, Record, Withholding
from services.disclosure.policies import Attached, Bar, Omission
from services.disclosure.store.base import mapper, metadata
from services.disclosure.workflow import Status
from shared.chassis.columns import Coded, Json
from shared.chassis.crypto import Encrypted
from shared.kernel.deadlines import Deadline

index_number = Sequence("index_number", metadata=metadata)

records = Table(
    "records",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("source_event_id", Text, nullable=False, unique=True),
    Column("source_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("formed_at", DateTime(timezone=True), nullable=False),
    Column("deadline", Json(Deadline), nullable=False),
    Column("due", Date, nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("content", JSONB, nullable=False),
    Column("touches_people", Boolean, nullable=False),
    Column("findings", JSONB, nullable=False),
    Column("checked_by", Text, nullable=False),
    Column("approved_by", Text, nullable=False),
    Column("original", JSONB(none_as_null=True)),  # empty since 0002; goes with a later release
    Column("bars", Json(tuple[Bar, ...]), nullable=False),
    Column("omissions", Json(tuple[Omission, ...]), nullable=False),
    Column("attachments", Json(tuple[Attached, ...]), nullable=False),
    Column("board_until", Date),
    Column("web_until", Date),
    Column("taken_off_at", DateTime(timezone=True)),
    Column("editions", Json(tuple[Edition, ...]), nullable=False),
    Column("published_at", DateTime(timezone=True)),
    Column("index_no", Text, nullable=False),
    Column("makers", Json(tuple[str, ...]), nullable=False),
    Column("withholding", Json(Withholding)),
    Column("review_on", Date),
    Column("overdue", Boolean, nullable=False),
    Column("withdrawn_reason", Text, nullable=False),
    Column("status", Coded(Status), nullable=False),
    Index("ix_records_status", "status", "id"),
    Index("ix_records_source", "source_id"),
    Index("ix_records_due", "due", "id"),
)

_kept = records.c.review_on.is_not(None)
Index("ix_records_review", records.c.review_on, postgresql_where=_kept)

originals = Table(
    "originals",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("title", Encrypted("originals.title"), nullable=False),
    Column("written", Encrypted("originals.written"), nullable=False),
)

mapper.map_imperatively(
    Record, records, version_id_col=records.c.version, exclude_properties=["original"]
)
mapper.map_imperatively(Original, originals, version_id_col=originals.c.version)
