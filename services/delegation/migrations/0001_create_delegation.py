"""Create batches, lists, process rows, delegations and what they are made of."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "delegation_0001"
down_revision = None
branch_labels = ("delegation",)
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_batches()
    create_delegations()
    create_entries()
    create_item_types()
    create_items()
    create_list_versions()
    create_no_proof_matters()
    create_objections()
    create_procedures()
    create_process_rows()
    create_unit_names()


def create_batches() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("procedure", sa.Text, nullable=False),
        sa.Column("rounds", JSONB, nullable=False),
        sa.Column("legal_office", sa.Text, nullable=False),
        sa.Column("notice_within", sa.Text, nullable=False),
        sa.Column("notice_roll", sa.Boolean, nullable=False),
        sa.Column("opened_by", sa.Text, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("notice", JSONB),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("concurred_by", sa.Text, nullable=False),
        sa.Column("sent_back_reason", sa.Text, nullable=False),
        sa.Column("document_no", sa.Text, nullable=False),
        sa.Column("effective_from", sa.Date),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index("uq_batches_number", "batches", ["path", "number"], unique=True)


def create_delegations() -> None:
    op.create_table(
        "delegations",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("item_id", sa.Text, nullable=False),
        sa.Column("item_name", sa.Text, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("street", sa.Text, nullable=False),
        sa.Column("street_path", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("proposed_by", sa.Text, nullable=False),
        sa.Column("street_opinion", sa.Text, nullable=False),
        sa.Column("authority", JSONB),
        sa.Column("funding", JSONB),
        sa.Column("staffing", JSONB),
        sa.Column("gap_reason", sa.Text, nullable=False),
        sa.Column("grace", JSONB),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("revocation_reason", sa.Text, nullable=False),
        sa.Column("ended_reason", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index("ix_delegations_item_id", "delegations", ["item_id"])
    op.create_index("ix_delegations_street_path", "delegations", ["street_path"])


def create_entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("list_code", sa.Text, nullable=False),
        sa.Column("lineage_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("line", JSONB, nullable=False),
        sa.Column("keys", ARRAY(sa.Text), nullable=False),
        sa.Column("batch_id", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("cancelled_on", sa.Date),
        sa.Column("cancel_reason", sa.Text, nullable=False),
        sa.Column("revived_on", sa.Date),
        sa.Column("suspended_reason", sa.Text, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index("ix_entries_cancelled", "entries", ["path", "cancelled_on"])
    op.create_index(
        "ix_entries_keys",
        "entries",
        ["keys"],
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.create_index("ix_entries_lineage", "entries", ["lineage_id", "list_code"])
    op.create_index("ix_entries_list", "entries", ["path", "list_code", "id"])


def create_item_types() -> None:
    op.create_table(
        "item_types",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("details", JSONB, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
    )


def create_items() -> None:
    op.create_table(
        "items",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("batch_id", sa.Text, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("reporter", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("reported_by", sa.Text, nullable=False),
        sa.Column("list_code", sa.Text, nullable=False),
        sa.Column("lineage_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("department_name", sa.Text, nullable=False),
        sa.Column("bearer", sa.Text, nullable=False),
        sa.Column("basis", JSONB, nullable=False),
        sa.Column("keywords", JSONB, nullable=False),
        sa.Column("particulars", JSONB, nullable=False),
        sa.Column("revives", sa.Text, nullable=False),
        sa.Column("opinions", JSONB, nullable=False),
        sa.Column("challenge_reason", sa.Text, nullable=False),
        sa.Column("challenge_note", sa.Text, nullable=False),
        sa.Column("resolution", JSONB),
        sa.Column("in_notice", sa.Boolean, nullable=False),
        sa.Column("changed", sa.Boolean, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index("ix_items_batch", "items", ["batch_id", "id"])


def create_list_versions() -> None:
    op.create_table(
        "list_versions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("list_code", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("batch_id", sa.Text, nullable=False),
        sa.Column("effective_from", sa.Date, nullable=False),
        sa.Column("entries", JSONB, nullable=False),
        sa.Column("previous_digest", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("formed_at", TIME, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
    )
    op.create_index(
        "uq_list_versions_day",
        "list_versions",
        ["path", "list_code", "effective_from"],
        unique=True,
    )
    op.create_index(
        "uq_list_versions_number", "list_versions", ["path", "list_code", "number"], unique=True
    )


def create_no_proof_matters() -> None:
    op.create_table(
        "no_proof_matters",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("keywords", JSONB, nullable=False),
        sa.Column("jurisdiction", sa.Text, nullable=False),
        sa.Column("effective_from", sa.Date, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
    )


def create_objections() -> None:
    op.create_table(
        "objections",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("batch_id", sa.Text, nullable=False),
        sa.Column("item_id", sa.Text, nullable=False),
        sa.Column("objector", sa.Text, nullable=False),
        sa.Column("statement", sa.LargeBinary, nullable=False),
        sa.Column("filed_at", TIME, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("upheld", sa.Boolean, nullable=False),
        sa.Column("answered_by", sa.Text, nullable=False),
        sa.Column("answered_at", TIME),
    )
    op.create_index("ix_objections_batch_id", "objections", ["batch_id"])
    op.create_index("ix_objections_item_id", "objections", ["item_id"])


def create_procedures() -> None:
    op.create_table(
        "procedures",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("edition", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("rounds", JSONB, nullable=False),
        sa.Column("legal_office", sa.Text, nullable=False),
        sa.Column("notice_within", sa.Text, nullable=False),
        sa.Column("notice_roll", sa.Boolean, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("tag", sa.Text, nullable=False),
    )


def create_process_rows() -> None:
    op.create_table(
        "process_rows",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("lineage_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("item_id", sa.Text, nullable=False),
        sa.Column("item_name", sa.Text, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("department_name", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("content", JSONB, nullable=False),
        sa.Column("drafted_by", sa.Text, nullable=False),
        sa.Column("published_at", TIME),
        sa.Column("withdrawn_reason", sa.Text, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index("ix_process_rows_item_id", "process_rows", ["item_id"])
    op.create_index("uq_process_rows_number", "process_rows", ["lineage_id", "number"], unique=True)


def create_unit_names() -> None:
    op.create_table(
        "unit_names",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("valid_to", sa.Date),
    )
