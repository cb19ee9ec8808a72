"""Requests for information, numbered from a sequence."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "disclosure_0003"
down_revision = "disclosure_0002"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("request_number")))
    create_requests()
    create_indexes()


def create_requests() -> None:
    op.create_table(
        "information_requests",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("request_no", sa.Text, nullable=False, unique=True),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("submitted_by", sa.Text, nullable=False),
        sa.Column("submitted_at", TIME, nullable=False),
        sa.Column("applicant_name", sa.LargeBinary, nullable=False),
        sa.Column("applicant_id_no", sa.LargeBinary, nullable=False),
        sa.Column("applicant_phone", sa.LargeBinary, nullable=False),
        sa.Column("applicant_address", sa.LargeBinary, nullable=False),
        sa.Column("applicant_index", sa.Text, nullable=False),
        sa.Column("applicant_account", sa.Text, nullable=False),
        sa.Column("wanted", sa.LargeBinary, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("acknowledge_by", JSONB),
        sa.Column("acknowledged_at", TIME),
        sa.Column("received_on", sa.Date),
        sa.Column("notice_by", JSONB),
        sa.Column("clock", JSONB),
        sa.Column("due", sa.Date),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("correction", sa.LargeBinary),
        sa.Column("inquiry", sa.LargeBinary),
        sa.Column("consultations", sa.LargeBinary, nullable=False),
        sa.Column("extension", sa.LargeBinary),
        sa.Column("fee", JSONB),
        sa.Column("draft", sa.LargeBinary),
        sa.Column("answer", sa.LargeBinary),
        sa.Column("returned_because", sa.LargeBinary, nullable=False),
        sa.Column("answered_at", TIME),
        sa.Column("abandoned", sa.Text, nullable=False),
        sa.Column("acknowledge_late", sa.Boolean, nullable=False),
        sa.Column("answer_late", sa.Boolean, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )


def create_indexes() -> None:
    op.create_index("ix_information_requests_path", "information_requests", ["path", "id"])
    op.create_index(
        "ix_information_requests_account", "information_requests", ["applicant_account", "id"]
    )
    op.create_index(
        "ix_information_requests_applicant", "information_requests", ["applicant_index", "path"]
    )
    op.create_index(
        "ix_information_requests_provisional",
        "information_requests",
        ["id"],
        postgresql_where=sa.text("provisional"),
    )
