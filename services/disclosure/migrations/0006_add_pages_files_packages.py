"""Permanent pages, files of records, archive packages.

What is public or archived already gets its pages and its package from reminders.
"""

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
    create_packages()
    op.create_index("ix_records_due", "records", ["due", "id"])
    op.execute(
        "INSERT INTO timers (name, subject_id, due_at)"
        " SELECT 'print_pages', id, now() FROM records WHERE published_at IS NOT NULL"
    )
    op.execute(
        "INSERT INTO timers (name, subject_id, due_at)"
        " SELECT 'pack_record', id, now() FROM records WHERE status = 'ARCHIVED'"
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
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("content", sa.LargeBinary),
        sa.Column("apart", sa.Boolean, nullable=False),
    )
    op.create_index("ix_files_record", "files", ["record_id", "id"])


def create_packages() -> None:
    op.create_table(
        "packages",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("source_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("formed_at", TIME, nullable=False),
        sa.Column("archived_at", TIME, nullable=False),
        sa.Column("retention", sa.Text, nullable=False),
        sa.Column("keep_until", sa.Date),
        sa.Column("parts", sa.Integer, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_packages_archived", "packages", ["archived_at", "id"])
