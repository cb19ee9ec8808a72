"""Tables of the money of delegations, and of the cases that use it up."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, Table, Text

from services.delegation.model import Account, Booking, BookingKind, DelegatedCase, Supplement
from services.delegation.model.ledger import Voucher
from services.delegation.store.base import keep, key, metadata
from services.delegation.workflow import SupplementStatus
from shared.chassis.columns import Coded, Json

accounts = Table(
    "accounts",
    metadata,
    *key(),
    Column("delegation_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("street_path", Text, nullable=False),
    Column("payer", Text, nullable=False),
    Column("budget_year", Integer, nullable=False),
    Column("basis", Text, nullable=False),
    Column("unit_cost_fen", BigInteger, nullable=False),
    Column("planned_volume", Integer, nullable=False),
    Column("agreed_fen", BigInteger, nullable=False),
    Column("appropriated_fen", BigInteger, nullable=False),
    Column("spent_fen", BigInteger, nullable=False),
    Column("accepted_by_month", Json(tuple[int, ...]), nullable=False),
)

bookings = Table(
    "bookings",
    metadata,
    *key(),
    Column("account_id", Text, nullable=False),
    Column("delegation_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("street_path", Text, nullable=False),
    Column("budget_year", Integer, nullable=False),
    Column("kind", Coded(BookingKind), nullable=False),
    Column("amount_fen", BigInteger, nullable=False),
    Column("payer", Text, nullable=False),
    Column("voucher", Json(Voucher), nullable=False),
    Index("ix_bookings_account", "account_id", "id"),
    Index("ix_bookings_delegation", "delegation_id", "id"),
)

delegated_cases = Table(
    "delegated_cases",
    metadata,
    *key(),
    Column("case_no", Text, nullable=False),
    Column("delegation_id", Text, nullable=False),
    Column("running", Boolean, nullable=False),
    Column("accepted_on", Date),
    Column("decided_on", Date),
)

Index(
    "ix_delegated_cases_running",
    delegated_cases.c.delegation_id,
    delegated_cases.c.id,
    postgresql_where=delegated_cases.c.running,
)

supplements = Table(
    "supplements",
    metadata,
    *key(),
    Column("account_id", Text, nullable=False),
    Column("delegation_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("street_path", Text, nullable=False),
    Column("budget_year", Integer, nullable=False),
    Column("planned_volume", Integer, nullable=False),
    Column("accepted_volume", Integer, nullable=False),
    Column("needed_fen", BigInteger, nullable=False),
    Column("added_volume", Integer, nullable=False),
    Column("amount_fen", BigInteger, nullable=False),
    Column("document_no", Text, nullable=False),
    Column("declined_reason", Text, nullable=False),
    Column("status", Coded(SupplementStatus), nullable=False),
    Index("uq_supplements_plan", "account_id", "planned_volume", unique=True),
)

for _cls, _table in {
    Account: accounts, Booking: bookings, DelegatedCase: delegated_cases, Supplement: supplements,
}.items():  # fmt: skip
    keep(_cls, _table)
