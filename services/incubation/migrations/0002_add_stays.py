"""Add incubators, stays in them, the support ledger, and projects that were completed."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "incubation_0002"
down_revision = "incubation_0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_incubators()
    create_stays()
    create_supports()
    keep_supports()
    create_completed_projects()


def create_incubators() -> None:
    op.create_table(
        "incubators",
        *placed(),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("established_on", sa.Date, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
    )
    op.create_index("uq_incubators_name", "incubators", ["path", "name"], unique=True)


def create_stays() -> None:
    op.create_table(
        "stays",
        *placed(),
        sa.Column("clock", JSONB),
        sa.Column("due", sa.Date),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("overdue", sa.Boolean, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("organisation_name", sa.Text, nullable=False),
        sa.Column("incubator_id", sa.Text, nullable=False),
        sa.Column("incubator_name", sa.Text, nullable=False),
        sa.Column("incubator_path", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("street", sa.Text, nullable=False),
        sa.Column("account", sa.Text),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("applied_by", sa.Text, nullable=False),
        sa.Column("applied_on", sa.Date, nullable=False),
        sa.Column("screened_by", sa.Text, nullable=False),
        sa.Column("review", JSONB),
        sa.Column("agreement_no", sa.Text, nullable=False),
        sa.Column("starts_on", sa.Date),
        sa.Column("ends_on", sa.Date),
        sa.Column("midterm", JSONB),
        sa.Column("extension_reason", sa.Text, nullable=False),
        sa.Column("graduation", JSONB),
        sa.Column("graduated_on", sa.Date),
        sa.Column("tracked_through", sa.Date),
        sa.Column("promoted_from", sa.Text),
        sa.Column("promoted_to", sa.Text),
        sa.Column("ended_on", sa.Date),
        sa.Column("end_code", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("handover", sa.Text, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index(
        "ix_stays_path", "stays", ["path", "id"], postgresql_ops={"path": "text_pattern_ops"}
    )
    op.create_index("ix_stays_organisation", "stays", ["organisation_id", "id"])
    only_one("uq_stays_inside", "status IN ('ADMITTED', 'INCUBATING', 'EXTENDED')")
    only_one("uq_stays_applying", "status IN ('APPLIED', 'SCREENED', 'REVIEWED')")
    op.create_index(
        "ix_stays_incubated", "stays", ["organisation_id", "graduated_on"],
        postgresql_where=sa.text("status IN ('GRADUATED', 'TRACKING', 'FINISHED')"),
    )  # fmt: skip


def only_one(name: str, where: str) -> None:
    """One stay of an organisation in these states."""
    op.create_index(
        name, "stays", ["organisation_id"], unique=True, postgresql_where=sa.text(where)
    )  # fmt: skip


def create_supports() -> None:
    op.create_table(
        "supports",
        *placed(),
        sa.Column("stay_id", sa.Text, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("incubator_path", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("quantity", sa.Numeric(12, 2), nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("money_fen", sa.BigInteger, nullable=False),
        sa.Column("given_on", sa.Date, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("corrects", sa.Text, unique=True),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.Column("recorded_at", TIME, nullable=False),
    )
    op.create_index("ix_supports_stay", "supports", ["stay_id", "id"])


def keep_supports() -> None:
    """A line of the ledger stays as it was written; the owner of the table may restore a backup."""
    op.execute("""
        CREATE FUNCTION support_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND current_user = (
                SELECT tableowner FROM pg_tables
                WHERE schemaname = TG_TABLE_SCHEMA AND tablename = TG_TABLE_NAME
            ) THEN RETURN OLD; END IF;
            RAISE EXCEPTION 'a line of the support ledger stays; it is taken back by another'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'support_stays';
        END $$
    """)
    op.execute("""
        CREATE TRIGGER support_stays BEFORE UPDATE OR DELETE ON supports
        FOR EACH ROW EXECUTE FUNCTION support_stays()
    """)


def create_completed_projects() -> None:
    op.create_table(
        "completed_projects",
        *placed(),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("completed_on", sa.Date, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
    )
    op.create_index(
        "uq_completed_projects_reference", "completed_projects", ["source", "reference"],
        unique=True,
    )  # fmt: skip
    op.create_index(
        "ix_completed_projects_organisation", "completed_projects", ["organisation_id", "id"]
    )


def placed() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
    ]
