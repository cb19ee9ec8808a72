"""Add units that are to be covered, and how they were covered on any day."""

import sqlalchemy as sa
from alembic import op

revision = "party_0004"
down_revision = "party_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_coverage_units()
    create_coverage_spells()


def create_coverage_units() -> None:
    op.create_table(
        "coverage_units",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("credit_code", sa.Text, nullable=False),
        sa.Column("place_key", sa.Text, nullable=False),
        sa.Column("footing", sa.LargeBinary, nullable=False),
        sa.Column("ended_on", sa.Date),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index(
        "ix_coverage_units_path",
        "coverage_units",
        ["path", "id"],
        postgresql_ops={"path": "text_pattern_ops"},
    )
    op.create_index(
        "uq_coverage_units_code",
        "coverage_units",
        ["credit_code"],
        unique=True,
        postgresql_where=sa.text("ended_on IS NULL AND credit_code <> ''"),
    )
    op.create_index(
        "uq_coverage_units_place",
        "coverage_units",
        ["place_key"],
        unique=True,
        postgresql_where=sa.text("ended_on IS NULL"),
    )


def create_coverage_spells() -> None:
    op.create_table(
        "coverage_spells",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("unit_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("members", sa.Integer, nullable=False),
        sa.Column("formal", sa.Integer, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("instructed", sa.Boolean, nullable=False),
    )
    op.create_index(
        "ix_coverage_spells_path",
        "coverage_spells",
        ["path", "since"],
        postgresql_ops={"path": "text_pattern_ops"},
    )
    op.create_index("ix_coverage_spells_unit", "coverage_spells", ["unit_id", "since"])
