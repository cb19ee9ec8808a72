"""Boards of communities, public notices, and what records need as duties."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "disclosure_0005"
down_revision = "disclosure_0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_boards()
    create_postings()
    create_voices()
    create_notices()
    extend_records()
    create_corrections()


def key() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
    )


def texts(*names: str) -> tuple[sa.Column[Any], ...]:
    return tuple(sa.Column(name, sa.Text, nullable=False) for name in names)


def sealed(*names: str) -> tuple[sa.Column[Any], ...]:
    return tuple(sa.Column(name, sa.LargeBinary, nullable=False) for name in names)


def clock() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("clock", JSONB, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
    )


def create_boards() -> None:
    op.create_table(
        "known_units", *key(), *texts("path", "name", "kind"), sa.Column("valid_to", sa.Date)
    )
    op.create_table(
        "boards",
        *key(),
        *texts("path", "name", "body"),
        sa.Column("valid_to", sa.Date),
        *texts("place"),
        sa.Column("many_movements", sa.Boolean, nullable=False),
        sa.Column("ordered", JSONB, nullable=False),
        sa.Column("checked_through", sa.Date, nullable=False),
    )
    op.create_table(
        "board_gaps",
        *key(),
        *texts("board_id", "path", "group", "period"),
        sa.Column("due", sa.Date, nullable=False),
        *texts("posting_id"),
    )


def create_postings() -> None:
    op.create_table(
        "postings",
        *key(),
        *texts("board_id", "path", "kind", "group", "period", "title"),
        sa.Column("content", JSONB, nullable=False),
        *texts("drafted_by"),
        sa.Column("drafted_at", TIME, nullable=False),
        *texts("order_id", "note"),
        sa.Column("bars", JSONB, nullable=False),
        sa.Column("people", sa.Boolean, nullable=False),
        *texts("signed_by"),
        sa.Column("signed_at", TIME),
        *texts("returned_because", "place"),
        sa.Column("posted_at", TIME),
        sa.Column("editions", JSONB, nullable=False),
        sa.Column("least_until", sa.Date),
        sa.Column("shown_until", sa.Date),
        sa.Column("taken_down_at", TIME),
        *texts("status"),
    )
    op.create_index("ix_postings_board", "postings", ["board_id", "id"])
    op.create_index("ix_postings_period", "postings", ["board_id", "group", "period"])


def create_voices() -> None:
    op.create_table(
        "board_questions",
        *key(),
        *texts("board_id", "posting_id", "path", "asked_by"),
        sa.Column("asked_at", TIME, nullable=False),
        *sealed("question", "answer"),
        *texts("answered_by"),
        sa.Column("answered_at", TIME),
        *clock(),
        *texts("status"),
    )
    op.create_index("ix_board_questions_asker", "board_questions", ["asked_by", "id"])
    op.create_table(
        "board_complaints",
        *key(),
        *texts("board_id", "posting_id", "path", "filed_by"),
        sa.Column("filed_at", TIME, nullable=False),
        *sealed("statement", "finding"),
        *texts("document_no", "investigated_by"),
        sa.Column("investigated_at", TIME),
        *texts("order_id"),
        *clock(),
        *texts("status"),
    )
    op.create_index("ix_board_complaints_filer", "board_complaints", ["filed_by", "id"])
    op.create_table(
        "publication_orders",
        *key(),
        *texts("board_id", "path", "kind", "what", "document_no", "ordered_by"),
        sa.Column("ordered_at", TIME, nullable=False),
        *texts("posting_id"),
        sa.Column("fulfilled_at", TIME),
        *texts("lifted_because"),
        *clock(),
        *texts("status"),
    )


def create_notices() -> None:
    op.create_table(
        "notices",
        *key(),
        *texts("source", "matter_id", "kind", "title"),
        sa.Column("content", JSONB, nullable=False),
        *texts("path", "unit", "basis", "period"),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("asked", JSONB, nullable=False),
        sa.Column("bars", JSONB, nullable=False),
        sa.Column("people", sa.Boolean, nullable=False),
        *texts("changed"),
        sa.Column("editions", JSONB, nullable=False),
        sa.Column("clock", JSONB),
        sa.Column("due", sa.Date),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("objections", sa.Integer, nullable=False),
        sa.Column("open", sa.Integer, nullable=False),
        sa.Column("ended_at", TIME),
        *texts("status"),
    )
    op.create_index("uq_notices_matter", "notices", ["source", "matter_id"], unique=True)
    op.create_table(
        "notice_objections",
        *key(),
        *texts("notice_id", "path", "unit"),
        sa.Column("round", sa.Integer, nullable=False),
        *texts("account", "entered_by"),
        *sealed("name", "phone", "statement"),
        sa.Column("filed_at", TIME, nullable=False),
        *sealed("answer"),
        *texts("basis", "answered_by"),
        sa.Column("answered_at", TIME),
        *clock(),
        *texts("status"),
    )
    op.create_index("ix_notice_objections_notice", "notice_objections", ["notice_id", "id"])
    op.create_index("ix_notice_objections_hand", "notice_objections", ["entered_by", "id"])


def extend_records() -> None:
    # the defaults stay: the old code knows no such columns
    op.execute(sa.schema.CreateSequence(sa.Sequence("index_number")))
    op.add_column("records", sa.Column("index_no", sa.Text, nullable=False, server_default=""))
    op.add_column("records", sa.Column("makers", JSONB, nullable=False, server_default="[]"))
    op.add_column("records", sa.Column("withholding", JSONB))
    op.add_column("records", sa.Column("review_on", sa.Date))
    kept = sa.text("review_on IS NOT NULL")
    op.create_index("ix_records_review", "records", ["review_on"], postgresql_where=kept)
    op.execute(
        "UPDATE records SET index_no = regexp_replace(path, '^.*/', '') || '-' ||"
        " extract(year FROM formed_at AT TIME ZONE 'Asia/Shanghai') || '-' ||"
        " lpad(nextval('index_number')::text, 6, '0')"
    )


def create_corrections() -> None:
    op.create_table(
        "data_corrections",
        *key(),
        sa.Column("correction_no", sa.Text, nullable=False, unique=True),
        *texts("path", "submitted_by"),
        sa.Column("filed_at", TIME, nullable=False),
        *texts("applicant_account"),
        *sealed("applicant_name", "applicant_id_no", "applicant_phone", "applicant_address"),
        *texts("applicant_index"),
        *sealed("said", "should_say", "evidence"),
        sa.Column("moves", JSONB, nullable=False),
        *sealed("proposed"),
        *texts("proposed_by"),
        *sealed("answer"),
        *texts("where", "document_no"),
        sa.Column("answered_at", TIME),
        *clock(),
        *texts("status"),
    )
    op.create_index("ix_data_corrections_path", "data_corrections", ["path", "id"])
    op.create_index("ix_data_corrections_account", "data_corrections", ["applicant_account", "id"])
