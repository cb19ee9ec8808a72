"""Seals, requests for them, and the register: one number after another, none left out.

The database holds the register to it: a register rises by one, every number in it belongs to a
stamped request when the transaction ends, and a number once given stays (migration 0003).
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from services.delegation.model import Seal, SealRequest
from services.delegation.store.base import keep, key, metadata
from services.delegation.workflow import SealRequestStatus, SealStatus
from shared.chassis.columns import Coded
from shared.chassis.crypto import Encrypted
from shared.chassis.unit_of_work import UnitOfWork

seals = Table(
    "seals",
    metadata,
    *key(),
    Column("path", Text, nullable=False, index=True),
    Column("seal_no", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("in_use_from", Date, nullable=False),
    Column("retired_on", Date),
    Column("retired_reason", Text, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("status", Coded(SealStatus), nullable=False),
)

seal_requests = Table(
    "seal_requests",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("purpose", Encrypted("seal_requests.purpose"), nullable=False),
    Column("copies", Integer, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("applicant_name", Encrypted("seal_requests.applicant_name"), nullable=False),
    Column("applicant_id_no", Encrypted("seal_requests.applicant_id_no"), nullable=False),
    Column("applicant_phone", Encrypted("seal_requests.applicant_phone"), nullable=False),
    Column("applicant_name_index", Text, nullable=False, index=True),
    Column("applicant_id_index", Text, nullable=False, index=True),
    Column("applicant_phone_index", Text, nullable=False, index=True),
    Column("requested_by", Text, nullable=False),
    Column("requested_at", DateTime(timezone=True), nullable=False),
    Column("entry_id", Text, nullable=False),
    Column("entry_name", Text, nullable=False),
    Column("listed_asked_by", Text, nullable=False),
    Column("retention", Text, nullable=False),
    Column("residence", Encrypted("seal_requests.residence"), nullable=False),
    Column("finding", Encrypted("seal_requests.finding"), nullable=False),
    Column("checked_by", Text, nullable=False),
    Column("checked_at", DateTime(timezone=True)),
    Column("approved_by", Text, nullable=False),
    Column("approved_at", DateTime(timezone=True)),
    Column("seal_id", Text),
    Column("seal_no", Text, nullable=False),
    Column("register_year", Integer),
    Column("register_number", Integer),
    Column("register_no", Text, unique=True),
    Column("stamped_copies", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("stamped_by", Text, nullable=False),
    Column("stamped_at", DateTime(timezone=True)),
    Column("archive_no", Text, nullable=False),
    Column("filed_at", DateTime(timezone=True)),
    Column("reject_code", Text, nullable=False),
    Column("reject_reason", Encrypted("seal_requests.reject_reason"), nullable=False),
    Column("rejected_by", Text, nullable=False),
    Column("status", Coded(SealRequestStatus), nullable=False),
    Index("ix_seal_requests_path", "path", "id"),
    Index("uq_seal_requests_number", "seal_id", "register_year", "register_number", unique=True),
)

seal_registers = Table(
    "seal_registers",
    metadata,
    Column("seal_id", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("last", Integer, nullable=False, doc="the number given last"),
    PrimaryKeyConstraint("seal_id", "year"),
)

keep(Seal, seals)
keep(SealRequest, seal_requests)


def next_in_register(uow: UnitOfWork, *, seal_id: str, year: int) -> int:
    """Draw the next number of the seal's year.

    Whoever stamps with the same seal waits for this transaction; when it is undone, so is the
    number, and the next one gets it.
    """
    row = upsert(seal_registers).values(seal_id=seal_id, year=year, last=1)
    drawn = row.on_conflict_do_update(
        index_elements=["seal_id", "year"], set_={"last": seal_registers.c.last + 1}
    ).returning(seal_registers.c.last)
    with uow.session.no_autoflush:
        number: int = uow.session.execute(drawn).scalar_one()
    return number
