"""Create the entries of traces."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "oversight_0001"
down_revision = None
branch_labels = ("oversight",)
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_entries()
    create_unit_names()


def create_entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("actor_id", sa.Text, nullable=False),
        sa.Column("actor_kind", sa.Text, nullable=False),
        sa.Column("actor_unit", sa.Text, nullable=False),
        sa.Column("actor_path", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("causation_id", sa.Text, nullable=False),
        sa.Column("clock", sa.Text, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("summary", JSONB, nullable=False),
        sa.Column("refs", ARRAY(sa.Text), nullable=False),
    )
    op.create_index("ix_entries_refs", "entries", ["refs"], postgresql_using="gin")


def create_unit_names() -> None:
    op.create_table(
        "unit_names",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
    )
