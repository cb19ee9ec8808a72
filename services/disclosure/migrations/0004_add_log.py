"""The transparency log: what waits for its place, leaves, hashes of full subtrees, signed heads."""

import sqlalchemy as sa
from alembic import op

revision = "disclosure_0004"
down_revision = "disclosure_0003"
branch_labels = None
depends_on = None

APPEND_ONLY = "append-only"


def upgrade() -> None:
    op.create_table(
        "log_waiting",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("seq", sa.BigInteger, sa.Identity(), nullable=False, unique=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *entry(),
    )
    op.create_index("ix_log_waiting_record", "log_waiting", ["record_id"])
    op.create_table(
        "log_leaves",
        sa.Column("index", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        *entry(),
        comment=APPEND_ONLY,
    )
    op.create_index(
        "ix_log_leaves_record", "log_leaves", ["record_id", "index"],
        postgresql_where=sa.text("record_id <> ''"),
    )  # fmt: skip
    op.create_index("ix_log_leaves_hash", "log_leaves", ["leaf_hash"])
    op.create_table(
        "log_nodes",
        sa.Column("level", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("index", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        comment=APPEND_ONLY,
    )
    op.create_table(
        "log_heads",
        sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("root", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        comment=APPEND_ONLY,
    )


def entry() -> list[sa.Column[object]]:
    return [
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("record_id", sa.Text, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary, nullable=False),
    ]
