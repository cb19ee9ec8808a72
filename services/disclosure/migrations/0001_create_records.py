"""Create records."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "disclosure_0001"
down_revision = None
branch_labels = ("disclosure",)
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_records()


def create_records() -> None:
    op.create_table(
        "records",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("source_event_id", sa.Text, nullable=False, unique=True),
        sa.Column("source_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("formed_at", TIME, nullable=False),
        sa.Column("deadline", JSONB, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("content", JSONB, nullable=False),
        sa.Column("touches_people", sa.Boolean, nullable=False),
        sa.Column("findings", JSONB, nullable=False),
        sa.Column("checked_by", sa.Text, nullable=False),
        sa.Column("approved_by", sa.Text, nullable=False),
        sa.Column("original", JSONB),
        sa.Column("editions", JSONB, nullable=False),
        sa.Column("published_at", TIME),
        sa.Column("overdue", sa.Boolean, nullable=False),
        sa.Column("withdrawn_reason", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index("ix_records_source", "records", ["source_id"])
    op.create_index("ix_records_status", "records", ["status", "id"])
