"""Create cases, offers, places, ratings and statistics."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "centers_0001"
down_revision = None
branch_labels = ("centers",)
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_cases()
    create_delegations()
    create_offers()
    create_places()
    create_ratings()
    create_statistics()
    create_unit_names()
    op.execute(sa.schema.CreateSequence(sa.Sequence("case_number")))


def create_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("case_no", sa.Text, nullable=False, unique=True),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("accept_path", sa.Text, nullable=False),
        sa.Column("home_path", sa.Text, nullable=False),
        sa.Column("scopes", ARRAY(sa.Text), nullable=False),
        sa.Column("row", JSONB, nullable=False),
        sa.Column("delegation_id", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("submitted_by", sa.Text, nullable=False),
        sa.Column("submitted_at", TIME, nullable=False),
        sa.Column("notice_by", JSONB, nullable=False),
        sa.Column("applicant_name", sa.LargeBinary, nullable=False),
        sa.Column("applicant_id_no", sa.LargeBinary, nullable=False),
        sa.Column("applicant_phone", sa.LargeBinary, nullable=False),
        sa.Column("applicant_address", sa.LargeBinary, nullable=False),
        sa.Column("applicant_account", sa.Text, nullable=False),
        sa.Column("applicant_name_index", sa.Text, nullable=False),
        sa.Column("applicant_id_index", sa.Text, nullable=False),
        sa.Column("applicant_phone_index", sa.Text, nullable=False),
        sa.Column("agent_id", sa.Text, nullable=False),
        sa.Column("authorisation", JSONB),
        sa.Column("materials", JSONB, nullable=False),
        sa.Column("correction", JSONB),
        sa.Column("promise", JSONB),
        sa.Column("accepted_at", TIME),
        sa.Column("deemed", sa.Boolean, nullable=False),
        sa.Column("clock", JSONB),
        sa.Column("due", sa.Date),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("procedures", JSONB, nullable=False),
        sa.Column("assignee", sa.Text, nullable=False),
        sa.Column("decision", JSONB),
        sa.Column("decided_at", TIME),
        sa.Column("competent_unit", sa.Text, nullable=False),
        sa.Column("deliver_by", sa.Date),
        sa.Column("delivered_at", TIME),
        sa.Column("rate_by", sa.Date),
        sa.Column("rated_level", sa.Integer),
    )
    op.create_index("ix_cases_account", "cases", ["applicant_account", "id"])
    op.create_index("ix_cases_assignee", "cases", ["assignee", "id"])
    op.create_index("ix_cases_decided_at", "cases", ["decided_at"])
    op.create_index("ix_cases_id_index", "cases", ["applicant_id_index"])
    op.create_index("ix_cases_last_six", "cases", [sa.text("right(cases.case_no, 6)")])
    op.create_index("ix_cases_name_index", "cases", ["applicant_name_index"])
    op.create_index("ix_cases_open", "cases", ["status", "id"])
    op.create_index("ix_cases_phone_index", "cases", ["applicant_phone_index"])
    op.create_index(
        "ix_cases_provisional", "cases", ["id"], postgresql_where=sa.text("cases.provisional")
    )
    op.create_index("ix_cases_scopes", "cases", ["scopes"], postgresql_using="gin")


def create_delegations() -> None:
    op.create_table(
        "delegations",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("item_id", sa.Text, nullable=False),
        sa.Column("street_path", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    op.create_index("ix_delegations_item_id", "delegations", ["item_id"])


def create_offers() -> None:
    op.create_table(
        "offers",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("lineage_id", sa.Text, nullable=False),
        sa.Column("item_id", sa.Text, nullable=False),
        sa.Column("item_name", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("department_path", sa.Text, nullable=False),
        sa.Column("row", JSONB, nullable=False),
        sa.Column("details", JSONB, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    op.create_index("ix_offers_lineage_id", "offers", ["lineage_id"])


def create_places() -> None:
    op.create_table(
        "places",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("phone", sa.Text, nullable=False),
        sa.Column("area_m2", sa.Integer, nullable=False),
        sa.Column("serves", JSONB, nullable=False),
        sa.Column("windows", JSONB, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
    )


def create_ratings() -> None:
    op.create_table(
        "ratings",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("rater_index", sa.Text, nullable=False, unique=True),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_index("uq_ratings_case_channel", "ratings", ["case_id", "channel"], unique=True)


def create_statistics() -> None:
    op.create_table(
        "statistics",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("unit_name", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("accepted", sa.Integer, nullable=False),
        sa.Column("granted", sa.Integer, nullable=False),
        sa.Column("denied", sa.Integer, nullable=False),
        sa.Column("on_time", sa.Integer, nullable=False),
        sa.Column("formed_at", TIME, nullable=False),
    )


def create_unit_names() -> None:
    op.create_table(
        "unit_names",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
    )
