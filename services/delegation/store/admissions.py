"""Admissions: found by lineage or by name, one open for each matter of a district."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    or_,
    select,
)

from services.delegation.model import Admission, AdmissionOpinion, Basis
from services.delegation.policies import normalised
from services.delegation.store.base import keep, key, metadata
from services.delegation.workflow import OPEN_ADMISSIONS, AdmissionStatus
from shared.chassis.columns import Coded, Json
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.deadlines import Deadline

admissions = Table(
    "admissions",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("district", Text, nullable=False),
    Column("item_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("department_name", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("basis", Json(tuple[Basis, ...]), nullable=False),
    Column("lead", Text, nullable=False),
    Column("reviewers", Json(tuple[str, ...]), nullable=False),
    Column("applied_by", Text, nullable=False),
    Column("applied_at", DateTime(timezone=True), nullable=False),
    Column("opinions", Json(tuple[AdmissionOpinion, ...]), nullable=False),
    Column("urgent_on", Date),
    Column("grace", Json(Deadline)),
    Column("provisional", Boolean, nullable=False),
    Column("document_no", Text, nullable=False),
    Column("begins_on", Date),
    Column("expires_on", Date),
    Column("funds_fen", BigInteger, nullable=False),
    Column("staff", Integer, nullable=False),
    Column("means_reason", Text, nullable=False),
    Column("ended_on", Date),
    Column("ended_reason", Text, nullable=False),
    Column("status", Coded(AdmissionStatus), nullable=False),
)

Index("ix_admissions_item", admissions.c.district, admissions.c.item_id)
Index("ix_admissions_name", admissions.c.district, admissions.c.name_key)
Index(
    "uq_admissions_open",
    admissions.c.district,
    admissions.c.subject,
    unique=True,
    postgresql_where=admissions.c.status.in_(OPEN_ADMISSIONS),
)

keep(Admission, admissions)


def admissions_by_keys(
    uow: UnitOfWork, *, path: str, item_id: str | None, name: str | None
) -> list[Admission]:
    """Return the admissions of a district for exactly this lineage or name, in force or not."""
    table = admissions.c
    asked = [column == value for column, value in (
        (table.item_id, item_id), (table.name_key, normalised(name or ""))) if value]  # fmt: skip
    query = select(Admission).where(table.district == path, or_(*asked)).order_by(table.id)
    return list(uow.session.scalars(query))
