"""Add meetings, what is missing of them, pauses and ordered checks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "party_0003"
down_revision = "party_0002"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_meetings()
    create_meeting_gaps()
    create_meeting_pauses()
    create_meeting_checks()


def create_meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("starts_at", TIME, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("moved_reason", sa.LargeBinary, nullable=False),
        sa.Column("drafted_by", sa.Text, nullable=False),
        sa.Column("formal", sa.Integer, nullable=False),
        sa.Column("minutes", sa.LargeBinary),
        sa.Column("tally", JSONB),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("note", sa.LargeBinary, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.Column("editions", sa.LargeBinary, nullable=False),
        sa.Column("held_on", sa.Date),
        sa.Column("counts", sa.Boolean, nullable=False),
        sa.Column("cancelled_reason", sa.LargeBinary, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index("ix_meetings_held", "meetings", ["held_on", "organisation_id"])
    op.create_index("ix_meetings_organisation", "meetings", ["organisation_id", "kind", "held_on"])
    op.create_index(
        "ix_meetings_path", "meetings", ["path", "id"], postgresql_ops={"path": "text_pattern_ops"}
    )


def create_meeting_gaps() -> None:
    op.create_table(
        "meeting_gaps",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date, nullable=False),
        sa.Column("least", sa.Integer, nullable=False),
        sa.Column("held", sa.Integer, nullable=False),
        sa.Column("invalid", sa.Integer, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index("ix_meeting_gaps_organisation", "meeting_gaps", ["organisation_id", "last"])
    op.create_index(
        "ix_meeting_gaps_path",
        "meeting_gaps",
        ["path", "id"],
        postgresql_ops={"path": "text_pattern_ops"},
    )


def create_meeting_pauses() -> None:
    op.create_table(
        "meeting_pauses",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date),
    )
    op.create_index(
        "ix_meeting_pauses_organisation", "meeting_pauses", ["organisation_id", "since"]
    )


def create_meeting_checks() -> None:
    op.create_table(
        "meeting_checks",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("ordered_by", sa.Text, nullable=False),
        sa.Column("ordered_at", TIME, nullable=False),
    )
