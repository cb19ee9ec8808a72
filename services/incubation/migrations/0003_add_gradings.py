"""Add gradings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "incubation_0003"
down_revision = "incubation_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gradings",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("clock", JSONB),
        sa.Column("due", sa.Date),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("overdue", sa.Boolean, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("organisation_name", sa.Text, nullable=False),
        sa.Column("account", sa.Text),
        sa.Column("applied_by", sa.Text, nullable=False),
        sa.Column("applied_on", sa.Date, nullable=False),
        sa.Column("upgrade", sa.Boolean, nullable=False),
        sa.Column("score", sa.Integer),
        sa.Column("grade", sa.Text, nullable=False),
        sa.Column("bands", sa.Text, nullable=False),
        sa.Column("report_no", sa.Text, nullable=False),
        sa.Column("assessed_by", sa.Text, nullable=False),
        sa.Column("granted_on", sa.Date),
        sa.Column("valid_through", sa.Date),
        sa.Column("priority", sa.Boolean, nullable=False),
        sa.Column("document_no", sa.Text, nullable=False),
        sa.Column("revoked_on", sa.Date),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index(
        "ix_gradings_path", "gradings", ["path", "id"], postgresql_ops={"path": "text_pattern_ops"}
    )
    op.create_index("ix_gradings_organisation", "gradings", ["organisation_id", "id"])
    op.create_index(
        "ix_gradings_public", "gradings", ["id"],
        postgresql_where=sa.text("status IN ('NOTICED', 'GRANTED')"),
    )  # fmt: skip
    for name, where in (
        ("uq_gradings_open", "status IN ('APPLIED', 'ASSESSED', 'NOTICED')"),
        ("uq_gradings_granted", "status = 'GRANTED'"),
    ):
        op.create_index(
            name, "gradings", ["organisation_id"], unique=True, postgresql_where=sa.text(where)
        )  # fmt: skip
