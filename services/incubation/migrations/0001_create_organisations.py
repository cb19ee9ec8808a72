"""Create organisations, and their applications for filing and for registration."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "incubation_0001"
down_revision = None
branch_labels = ("incubation",)
depends_on = None

TIME = sa.DateTime(timezone=True)
NAMED = sa.text("status IN ('APPLYING', 'FILED', 'CHANGED', 'REGISTERED', 'PROMOTED')")


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("certificate_number")))
    create_organisations()
    create_filings()
    create_registrations()


def create_organisations() -> None:
    op.create_table(
        "organisations",
        *placed(),
        sa.Column("district", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("charter_scope", sa.Text, nullable=False),
        sa.Column("responsible", sa.LargeBinary, nullable=False),
        sa.Column("responsible_index", sa.Text, nullable=False),
        sa.Column("account", sa.Text),
        sa.Column("applied_by", sa.Text, nullable=False),
        sa.Column("members", sa.Integer, nullable=False),
        sa.Column("own_account", sa.Boolean, nullable=False),
        sa.Column("credit_code", sa.Text, unique=True),
        sa.Column("certificate_no", sa.Text, unique=True),
        sa.Column("filed_on", sa.Date),
        sa.Column("valid_through", sa.Date),
        sa.Column("registered_on", sa.Date),
        sa.Column("listings", JSONB, nullable=False),
        sa.Column("punishments", JSONB, nullable=False),
        sa.Column("checks", JSONB, nullable=False),
        sa.Column("history", JSONB, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    by_path("organisations")
    op.create_index("ix_organisations_responsible", "organisations", ["responsible_index"])
    op.create_index(
        "uq_organisations_name", "organisations", ["district", "name"],
        unique=True, postgresql_where=NAMED,
    )  # fmt: skip
    op.create_index(
        "uq_organisations_account", "organisations", ["account"],
        unique=True, postgresql_where=NAMED,
    )  # fmt: skip


def create_filings() -> None:
    op.create_table(
        "filings",
        *placed(),
        *timed(),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("initiator", sa.Text, nullable=False),
        sa.Column("charter", sa.Text, nullable=False),
        sa.Column("account", sa.Text),
        sa.Column("applied_by", sa.Text, nullable=False),
        sa.Column("applied_at", TIME, nullable=False),
        sa.Column("sent_by", sa.Text, nullable=False),
        sa.Column("opinion", JSONB),
        sa.Column("certificate_no", sa.Text),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_at", TIME),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    by_path("filings")


def create_registrations() -> None:
    op.create_table(
        "registrations",
        *placed(),
        *timed(),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("domicile", sa.Text, nullable=False),
        sa.Column("charter_scope", sa.Text, nullable=False),
        sa.Column("individual_members", sa.Integer, nullable=False),
        sa.Column("unit_members", sa.Integer, nullable=False),
        sa.Column("staff", sa.Integer, nullable=False),
        sa.Column("funds_fen", sa.BigInteger, nullable=False),
        sa.Column("own_account", sa.Boolean, nullable=False),
        sa.Column("promotes", sa.Boolean, nullable=False),
        sa.Column("account", sa.Text),
        sa.Column("applied_by", sa.Text, nullable=False),
        sa.Column("applied_at", TIME, nullable=False),
        sa.Column("accepted_by", sa.Text, nullable=False),
        sa.Column("credit_code", sa.Text),
        sa.Column("document_no", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_at", TIME),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    by_path("registrations")
    op.create_index(
        "uq_registrations_open", "registrations", ["organisation_id"],
        unique=True, postgresql_where=sa.text("status IN ('APPLIED', 'EXAMINING')"),
    )  # fmt: skip


def placed() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
    ]


def timed() -> list[sa.Column[Any]]:
    return [
        sa.Column("clock", JSONB),
        sa.Column("due", sa.Date),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("overdue", sa.Boolean, nullable=False),
    ]


def by_path(table: str) -> None:
    op.create_index(
        f"ix_{table}_path", table, ["path", "id"], postgresql_ops={"path": "text_pattern_ops"}
    )
