"""Add centres, their inspections, the money put into them, copies of public places."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "party_0005"
down_revision = "party_0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_centres()
    create_inspections()
    create_investments()
    create_public_places()


def create_centres() -> None:
    op.create_table(
        "centres",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("area_m2", sa.Numeric(10, 2), nullable=False),
        sa.Column("opened_on", sa.Date, nullable=False),
        sa.Column("closed_on", sa.Date),
        sa.Column("place_id", sa.Text, nullable=False),
        sa.Column("closed_reason", sa.Text, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index(
        "ix_centres_path", "centres", ["path", "id"], postgresql_ops={"path": "text_pattern_ops"}
    )
    op.create_index("ix_centres_place", "centres", ["place_id"])


def create_inspections() -> None:
    op.create_table(
        "inspections",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("centre_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("inspected_on", sa.Date, nullable=False),
        sa.Column("standard", sa.Text, nullable=False),
        sa.Column("area_m2", sa.Numeric(10, 2), nullable=False),
        sa.Column("findings", JSONB, nullable=False),
        sa.Column("unmet", JSONB, nullable=False),
        sa.Column("qualified", sa.Boolean, nullable=False),
        sa.Column("inspected_by", sa.Text, nullable=False),
    )
    op.create_index("ix_inspections_centre", "inspections", ["centre_id", "inspected_on", "id"])


def create_investments() -> None:
    op.create_table(
        "investments",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("centre_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("document_no", sa.Text, nullable=False),
        sa.Column("booked_by", sa.Text, nullable=False),
        sa.Column("booked_at", TIME, nullable=False),
        sa.Column("reversed_reason", sa.Text, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.CheckConstraint("amount_fen > 0", name="ck_investments_amount"),
    )
    op.create_index("ix_investments_centre", "investments", ["centre_id", "year"])
    op.create_index(
        "ix_investments_path",
        "investments",
        ["path", "id"],
        postgresql_ops={"path": "text_pattern_ops"},
    )


def create_public_places() -> None:
    op.create_table(
        "public_places",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("next_path", sa.Text, nullable=False),
        sa.Column("moves_on", sa.Date),
    )
