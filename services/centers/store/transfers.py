"""The table of transfers."""

from sqlalchemy import Boolean, Column, DateTime, Index, Table, Text

from services.centers.model import Transfer
from services.centers.store.base import keep, key, metadata
from services.centers.workflow import TransferStatus
from shared.chassis.columns import Coded, Json
from shared.kernel.deadlines import Deadline

transfers = Table(
    "transfers",
    metadata,
    *key(),
    Column("case_no", Text, nullable=False),
    Column("status", Coded(TransferStatus), nullable=False),
    Column("path", Text, nullable=False),
    Column("from_path", Text, nullable=False),
    Column("opened_at", DateTime(timezone=True), nullable=False),
    Column("receive_by", Json(Deadline), nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("sent_by", Text, nullable=False),
    Column("sent_at", DateTime(timezone=True)),
    Column("received_by", Text, nullable=False),
    Column("received_at", DateTime(timezone=True)),
    Column("late", Boolean, nullable=False),
    Index("ix_transfers_path", "path", "id"),
    Index("ix_transfers_from_path", "from_path", "id"),
)

Index("ix_transfers_provisional", transfers.c.id, postgresql_where=transfers.c.provisional)

keep(Transfer, transfers)
