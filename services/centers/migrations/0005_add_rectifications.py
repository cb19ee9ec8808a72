"""Transfers, rectifications and talks; initials, saved filters and exports."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "centers_0005"
down_revision = "centers_0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_transfers()
    create_rectifications()
    create_talks()
    create_search()


def create_transfers() -> None:
    op.create_table(
        "transfers",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("case_no", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("from_path", sa.Text, nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("receive_by", JSONB, nullable=False),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("sent_by", sa.Text, nullable=False),
        sa.Column("sent_at", TIME),
        sa.Column("received_by", sa.Text, nullable=False),
        sa.Column("received_at", TIME),
        sa.Column("late", sa.Boolean, nullable=False),
    )
    op.create_index("ix_transfers_path", "transfers", ["path", "id"])
    op.create_index("ix_transfers_from_path", "transfers", ["from_path", "id"])
    op.create_index(
        "ix_transfers_provisional", "transfers", ["id"], postgresql_where=sa.text("provisional")
    )


def create_rectifications() -> None:
    op.create_table(
        "rectifications",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("rating_id", sa.Text, nullable=False, unique=True),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("item_id", sa.Text, nullable=False),
        sa.Column("item_name", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("comment", sa.LargeBinary, nullable=False),
        sa.Column("named", sa.Boolean, nullable=False),
        sa.Column("rated", ARRAY(sa.Text), nullable=False),
        sa.Column("rated_on", sa.Date, nullable=False),
        sa.Column("contact_by", JSONB),
        sa.Column("fix_by", JSONB, nullable=False),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("contact_name", sa.LargeBinary, nullable=False),
        sa.Column("contact_phone", sa.LargeBinary, nullable=False),
        sa.Column("handler", sa.Text, nullable=False),
        sa.Column("contacted_at", TIME),
        sa.Column("promised_on", sa.Date),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("basis", sa.Text, nullable=False),
        sa.Column("dispute", sa.Text, nullable=False),
        sa.Column("review", JSONB),
        sa.Column("misjudged", sa.Boolean, nullable=False),
        sa.Column("measures", sa.Text, nullable=False),
        sa.Column("settled_at", TIME),
        sa.Column("called_back_at", TIME),
        sa.Column("satisfied", sa.Boolean),
        sa.Column("closed_at", TIME),
        sa.Column("contact_late", sa.Boolean, nullable=False),
        sa.Column("fix_late", sa.Boolean, nullable=False),
    )
    op.create_index("ix_rectifications_path", "rectifications", ["path", "id"])
    op.create_index("ix_rectifications_rated_on", "rectifications", ["rated_on"])
    op.create_index(
        "ix_rectifications_provisional",
        "rectifications",
        ["id"],
        postgresql_where=sa.text("provisional"),
    )


def create_talks() -> None:
    op.create_table(
        "talks",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("average", sa.Numeric(4, 2), nullable=False),
        sa.Column("previous_average", sa.Numeric(4, 2), nullable=False),
        sa.Column("listed_on", sa.Date, nullable=False),
    )


def create_search() -> None:
    op.create_table(
        "case_initials",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("initials_index", sa.Text, nullable=False),
    )
    op.create_index("ix_case_initials_index", "case_initials", ["initials_index", "case_id"])
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("criteria", JSONB, nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    op.create_index("ix_saved_filters_owner", "saved_filters", ["owner", "id"])
    op.create_index(
        "uq_saved_filters_name",
        "saved_filters",
        ["owner", "name"],
        unique=True,
        postgresql_where=sa.text("active"),
    )
    op.create_table(
        "exports",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("criteria", JSONB, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
    )
