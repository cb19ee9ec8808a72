"""Permanent pages; what is public already gets its own from a reminder. Files of records."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "disclosure_0006"
down_revision = "disclosure_0005"
branch_labels = None
depends_on = "chassis_0001"  # the reminders

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_pages()
    create_files()
    op.execute(
        "INSERT INTO timers (name, subject_id, due_at)"
        " SELECT 'print_pages', id, now() FROM records WHERE published_at IS NOT NULL"
    )


def create_pages() -> None:
    op.create_table(
        "pages",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("record_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("html", sa.Text, nullable=False),
        sa.Column("style", sa.Text, nullable=False),
        sa.Column("pdf", sa.LargeBinary),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.UniqueConstraint("record_id", "number"),
    )
    op.create_index(
        "ix_pages_current", "pages", ["made_at", "id"], postgresql_where=sa.text("current")
    )


def create_files() -> None:
    # the default stays: the old code knows no such column
    op.add_column("records", sa.Column("attachments", JSONB, nullable=False, server_default="[]"))
    op.create_table(
        "files",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("record_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("content", sa.LargeBinary),
        sa.Column("apart", sa.Boolean, nullable=False),
    )
    op.create_index("ix_files_record", "files", ["record_id", "id"])
