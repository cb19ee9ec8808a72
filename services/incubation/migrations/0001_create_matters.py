"""Create matters."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "incubation_0001"
down_revision = None
branch_labels = ("incubation",)
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "matters",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("opened_by", sa.Text, nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("deadline", JSONB, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("closed_at", TIME),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index(
        "ix_matters_path", "matters", ["path", "id"],
        postgresql_ops={"path": "text_pattern_ops"},
    )  # fmt: skip
