"""Create units, accounts, roles and the demonstration clock."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "identity_0001"
down_revision = None
branch_labels = ("identity",)
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_accounts()
    create_demo_clocks()
    create_roles()
    create_units()


def create_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("username", sa.Text, nullable=False, unique=True),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("appointments", JSONB, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("locked_until", TIME),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index(
        "ix_accounts_path", "accounts", ["path"], postgresql_ops={"path": "text_pattern_ops"}
    )


def create_demo_clocks() -> None:
    op.create_table(
        "demo_clocks",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("offset_seconds", sa.Float, nullable=False),
    )


def create_roles() -> None:
    op.create_table(
        "roles",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("permissions", JSONB, nullable=False),
    )


def create_units() -> None:
    op.create_table(
        "units",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False, unique=True),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("merged_into", JSONB, nullable=False),
        sa.Column("former_names", JSONB, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
    )
    op.create_index("ix_units_path", "units", ["path"], postgresql_ops={"path": "text_pattern_ops"})
