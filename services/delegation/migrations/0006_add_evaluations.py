"""Create the evaluation of streets and the monthly figures it rests on."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "delegation_0006"
down_revision = "delegation_0005"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_evaluations()
    create_evaluated_streets()
    create_marks()
    create_appeals()
    create_snapshots()
    create_months()


def create_evaluations() -> None:
    op.create_table(
        "evaluations",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("method", JSONB, nullable=False),
        sa.Column("organiser", sa.Text, nullable=False),
        sa.Column("opened_by", sa.Text, nullable=False),
        sa.Column("peers", JSONB, nullable=False),
        sa.Column("subjects", JSONB, nullable=False),
        sa.Column("engagements", JSONB, nullable=False),
        sa.Column("scoring", JSONB),
        sa.Column("notice", JSONB),
        sa.Column("appeal", JSONB),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("concluded_at", TIME),
        sa.Column("tally", sa.Integer, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index("uq_evaluations_period", "evaluations", ["path", "period"], unique=True)


def create_evaluated_streets() -> None:
    op.create_table(
        "evaluated_streets",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("evaluation_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("street", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("held", JSONB, nullable=False),
        sa.Column("inputs", JSONB),
        sa.Column("veto", JSONB),
        sa.Column("reweighting", JSONB),
        sa.Column("result", JSONB),
    )
    op.create_index(
        "uq_evaluated_streets_street", "evaluated_streets", ["evaluation_id", "street"], unique=True
    )


def create_marks() -> None:
    op.create_table(
        "evaluation_marks",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("evaluation_id", sa.Text, nullable=False),
        sa.Column("evaluated_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("assessor", sa.Text, nullable=False),
        sa.Column("score", sa.Numeric(5, 2), nullable=False),
        sa.Column("document_no", sa.Text, nullable=False),
        sa.Column("given_by", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("struck", sa.Boolean, nullable=False),
    )
    op.create_index("ix_evaluation_marks_evaluation", "evaluation_marks", ["evaluation_id", "id"])


def create_appeals() -> None:
    op.create_table(
        "evaluation_appeals",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("evaluation_id", sa.Text, nullable=False),
        sa.Column("evaluated_id", sa.Text, nullable=False, unique=True),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("grounds", sa.LargeBinary, nullable=False),
        sa.Column("involved", JSONB, nullable=False),
        sa.Column("filed_by", sa.Text, nullable=False),
        sa.Column("filed_at", TIME, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("lifts_veto", sa.Boolean, nullable=False),
        sa.Column("strikes", JSONB, nullable=False),
        sa.Column("document_no", sa.Text, nullable=False),
        sa.Column("answered_by", sa.Text, nullable=False),
        sa.Column("answered_at", TIME),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index(
        "ix_evaluation_appeals_evaluation", "evaluation_appeals", ["evaluation_id", "id"]
    )


def create_snapshots() -> None:
    op.create_table(
        "evaluation_snapshots",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("evaluation_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("content", JSONB, nullable=False),
        sa.Column("previous_digest", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_index(
        "uq_evaluation_snapshots_number",
        "evaluation_snapshots",
        ["evaluation_id", "number"],
        unique=True,
    )


def create_months() -> None:
    op.create_table(
        "rating_months",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("levels", JSONB, nullable=False),
    )
    op.create_index("ix_rating_months_period", "rating_months", ["period"])
    op.create_table(
        "decision_months",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("accepted", sa.Integer, nullable=False),
        sa.Column("decided", sa.Integer, nullable=False),
        sa.Column("on_time", sa.Integer, nullable=False),
    )
    op.create_index("ix_decision_months_period", "decision_months", ["period"])
