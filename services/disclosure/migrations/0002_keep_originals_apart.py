"""Originals apart and encrypted; what a list of people may not hold, and how long it hangs."""

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from shared.chassis.crypto import Encrypted

revision = "disclosure_0002"
down_revision = "disclosure_0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    for name in ("bars", "omissions"):  # the default stays: the old code knows no such column
        op.add_column("records", sa.Column(name, JSONB, nullable=False, server_default="[]"))
    op.add_column("records", sa.Column("board_until", sa.Date))
    op.add_column("records", sa.Column("web_until", sa.Date))
    op.add_column("records", sa.Column("taken_off_at", TIME))
    originals = op.create_table(
        "originals",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("title", Encrypted("originals.title"), nullable=False),
        sa.Column("written", Encrypted("originals.written"), nullable=False),
    )
    move_originals(originals)


def move_originals(originals: sa.Table) -> None:
    kept = op.get_bind().execute(
        sa.text("SELECT id, title, original FROM records WHERE original IS NOT NULL")
    )
    rows = [
        {
            "id": row.id,
            "version": 1,
            "title": row.title,
            "written": json.dumps(row.original, ensure_ascii=False),
        }
        for row in kept
    ]
    if rows:
        op.bulk_insert(originals, rows)
        op.execute("UPDATE records SET original = NULL WHERE original IS NOT NULL")
