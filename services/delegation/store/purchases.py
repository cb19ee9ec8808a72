"""Tables of purchases. That no more is paid than was agreed is held by the database, too."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
)

from services.delegation.model import Contract, Payment, Purchase, Supplier, UserOpinion, Verdict
from services.delegation.store.base import keep, key, metadata
from services.delegation.workflow import PurchaseStatus
from shared.chassis.columns import Coded, Json
from shared.chassis.crypto import Encrypted

purchases = Table(
    "purchases",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("street", Text, nullable=False),
    Column("lineage_id", Text, nullable=False),
    Column("entry_name", Text, nullable=False),
    Column("service_kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("components", Json(tuple[str, ...]), nullable=False),
    Column("for_public", Boolean, nullable=False),
    Column("consultation", Text, nullable=False),
    Column("budget_year", Integer, nullable=False),
    Column("budget_fen", BigInteger, nullable=False),
    Column("planned_by", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("supplier", Json(Supplier)),
    Column("contract", Json(Contract)),
    Column("price_fen", BigInteger, nullable=False),
    Column("payments", Json(tuple[Payment, ...]), nullable=False),
    Column("paid_fen", BigInteger, nullable=False),
    Column("verdict", Json(Verdict)),
    Column("failed_reason", Text, nullable=False),
    Column("settled_note", Text, nullable=False),
    Column("status", Coded(PurchaseStatus), nullable=False),
    CheckConstraint("paid_fen BETWEEN 0 AND price_fen", name="ck_purchases_paid"),
    Index("ix_purchases_path", "path", "id"),
    Index("ix_purchases_status", "status", "id"),
)

user_opinions = Table(
    "user_opinions",
    metadata,
    *key(),
    Column("purchase_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("user_id", Text, nullable=False),
    Column("score", Integer, nullable=False),
    Column("statement", Encrypted("user_opinions.statement"), nullable=False),
    Column("given_at", DateTime(timezone=True), nullable=False),
    Index("uq_user_opinions_user", "purchase_id", "user_id", unique=True),
)

for _cls, _table in {Purchase: purchases, UserOpinion: user_opinions}.items():
    keep(_cls, _table)
