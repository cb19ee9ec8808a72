"""Give places a life and a history; keep referrals and the points of siting."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "centers_0003"
down_revision = "centers_0002"
branch_labels = None
depends_on = None

CLOSED = '{"weekly": [], "exceptions": [], "makeup_as": 1, "through_holidays": false}'


def upgrade() -> None:
    give_places_a_life()
    tell_kinds_of_units()
    create_referrals()
    create_spots()


def give_places_a_life() -> None:
    op.alter_column("places", "area_m2", type_=sa.Numeric(8, 1))
    for column in (
        sa.Column("above_id", sa.Text, nullable=False, server_default=""),
        sa.Column("hours", JSONB, nullable=False, server_default=CLOSED),
        sa.Column("position", JSONB),
        sa.Column("opened_on", sa.Date, nullable=False, server_default="0001-01-01"),
        sa.Column("since", sa.Date, nullable=False, server_default="0001-01-01"),
        sa.Column("closed_on", sa.Date),
        sa.Column("successor_id", sa.Text, nullable=False, server_default=""),
        sa.Column("past", JSONB, nullable=False, server_default="[]"),
        sa.Column("planned", JSONB, nullable=False, server_default="[]"),
        sa.Column("status", sa.Text, nullable=False, server_default="OPEN"),
    ):
        op.add_column("places", column)


def tell_kinds_of_units() -> None:
    """Add kinds, told from the form of the official codes: nine digits a street, twelve below."""
    op.add_column("unit_names", sa.Column("kind", sa.Text, nullable=False, server_default=""))
    op.add_column("unit_names", sa.Column("valid_to", sa.Date))
    op.add_column("unit_names", sa.Column("mark", sa.Text, nullable=False, server_default=""))
    op.execute("""
        UPDATE unit_names SET kind = CASE
            WHEN id ~ '^[0-9]{9}$' THEN 'street'
            WHEN id ~ '^[0-9]{12}$' THEN 'community'
            ELSE '' END
    """)


def create_referrals() -> None:
    op.create_table(
        "referrals",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("from_id", sa.Text, nullable=False),
        sa.Column("to_id", sa.Text, nullable=False),
        sa.Column("from_path", sa.Text, nullable=False),
        sa.Column("to_path", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("direction", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", JSONB, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("answered_by", sa.Text, nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index(
        "ix_referrals_case_id",
        "referrals",
        ["case_id"],
        postgresql_where=sa.text("case_id <> ''"),
    )


def create_spots() -> None:
    op.create_table(
        "siting_spots",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("population", sa.Integer, nullable=False),
        sa.Column("position", JSONB, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
    )
