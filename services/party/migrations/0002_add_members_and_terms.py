"""Create elections, postings, guests, and members without an organisation."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "party_0002"
down_revision = "party_0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_elections()
    create_postings()
    create_inflows()
    create_gatherings()


def create_elections() -> None:
    op.create_table(
        "elections",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("ballot", JSONB, nullable=False),
        sa.Column("flaws", JSONB, nullable=False),
        sa.Column("valid", sa.Boolean, nullable=False),
        sa.Column("term_ends_on", sa.Date),
        sa.Column("document_no", sa.Text, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.Column("recorded_at", TIME, nullable=False),
    )
    op.create_index("ix_elections_organisation", "elections", ["organisation_id", "id"])


def create_postings() -> None:
    op.create_table(
        "postings",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("post", sa.Text, nullable=False),
        sa.Column("account_id", sa.Text, nullable=False),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("single", sa.Boolean, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("ended_reason", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index("ix_postings_organisation", "postings", ["organisation_id", "id"])
    op.create_index(
        "uq_postings_account",
        "postings",
        ["organisation_id", "account_id"],
        unique=True,
        postgresql_where=sa.text("status = 'HELD'"),
    )
    op.create_index(
        "uq_postings_single",
        "postings",
        ["organisation_id", "post"],
        unique=True,
        postgresql_where=sa.text("single AND status = 'HELD'"),
    )


def create_inflows() -> None:
    op.create_table(
        "inflows",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("home", sa.Text, nullable=False),
        sa.Column("months", sa.Integer, nullable=False),
        sa.Column("can_transfer", sa.Boolean, nullable=False),
        sa.Column("paper", sa.Text, nullable=False),
        sa.Column("verified_on", sa.Date, nullable=False),
        sa.Column("placed_by", sa.Text, nullable=False),
        sa.Column("report_months", sa.Integer, nullable=False),
        sa.Column("reported_on", sa.Date),
        sa.Column("reported_to", sa.Text, nullable=False),
        sa.Column("home_reported_on", sa.Date),
        sa.Column("ended_on", sa.Date),
        sa.Column("ended_reason", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index("ix_inflows_organisation", "inflows", ["organisation_id", "id"])


def create_gatherings() -> None:
    op.create_table(
        "gatherings",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("formal", sa.Integer, nullable=False),
        sa.Column("probationary", sa.Integer, nullable=False),
        sa.Column("counted_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index(
        "ix_gatherings_path", "gatherings", ["path", "id"],
        postgresql_ops={"path": "text_pattern_ops"},
    )  # fmt: skip
