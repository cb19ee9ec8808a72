"""Create the tables that every service has beside its own."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "chassis_0001"
down_revision = None
branch_labels = ("chassis",)
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_events()
    create_requests()
    create_audit()
    op.create_table(
        "calendars",
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("body", JSONB, nullable=False),
        sa.Column("loaded_at", TIME, nullable=False),
    )
    op.create_table(
        "demo_clock",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("offset_seconds", sa.Float, nullable=False),
    )


def create_events() -> None:
    op.create_table(
        "outbox",
        sa.Column("seq", sa.BigInteger, primary_key=True),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("announced_only", sa.Boolean, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("held_until", TIME),
    )
    op.create_index(
        "ix_outbox_held", "outbox", ["subject"], postgresql_where=sa.text("held_until IS NOT NULL")
    )
    op.create_table(
        "inbox",
        sa.Column("event_id", sa.Text, primary_key=True),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("handled_at", TIME, nullable=False),
    )
    op.create_table(
        "deferred",
        sa.Column("id", sa.BigInteger, primary_key=True),
        sa.Column("event_id", sa.Text, nullable=False, unique=True),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", TIME),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("first_at", TIME, nullable=False),
    )
    op.create_index("ix_deferred_subject", "deferred", ["subject"])
    op.create_index("ix_deferred_next_at", "deferred", ["next_at"])
    op.create_table(
        "timers",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("subject_id", sa.Text, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("name", "subject_id"),
    )
    op.create_index("ix_timers_due_at", "timers", ["due_at"])


def create_requests() -> None:
    op.create_table(
        "requests",
        sa.Column("actor_id", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("operation", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("answer", JSONB),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("actor_id", "key"),
    )


def create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.BigInteger, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("at", TIME, nullable=False),
        sa.Column("actor_id", sa.Text, nullable=False),
        sa.Column("actor_unit", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("subject_id", sa.Text, nullable=False),
        sa.Column("basis_doc_no", sa.Text, nullable=False),
        sa.Column("facts", JSONB, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
    )
    op.create_index("ix_audit_subject", "audit", ["subject_id"])
    op.create_table(
        "audit_links",
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("audit_id", sa.Text, nullable=False, unique=True),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("link", sa.Text, nullable=False),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        sa.Column("seal", sa.Text, nullable=False),
    )
