"""Add the money of delegations by year, the cases that use it up, and purchases."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "delegation_0005"
down_revision = "delegation_0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("delegations", sa.Column("revocation", JSONB))
    create_accounts()
    create_bookings()
    create_delegated_cases()
    create_supplements()
    create_purchases()
    create_user_opinions()
    op.execute(FILL_ACCOUNTS)
    op.execute(FILL_BOOKINGS)


FILL_ACCOUNTS = """
    INSERT INTO accounts (id, version, delegation_id, path, street_path, payer, budget_year, basis,
        unit_cost_fen, planned_volume, agreed_fen, appropriated_fen, spent_fen, accepted_by_month)
    SELECT id || ':' || (funding->>'budget_year'), 1, id, path, street_path, department,
        (funding->>'budget_year')::int, funding->>'basis', (funding->>'unit_cost_fen')::bigint,
        (funding->>'planned_volume')::int, (funding->>'amount_fen')::bigint,
        (funding->>'amount_fen')::bigint, 0, '[0,0,0,0,0,0,0,0,0,0,0,0]'
    FROM delegations WHERE funding IS NOT NULL
"""
"""What was appropriated before there was a ledger becomes the first lines of it."""

FILL_BOOKINGS = """
    INSERT INTO bookings (id, version, account_id, delegation_id, path, street_path, budget_year,
        kind, amount_fen, payer, voucher)
    SELECT gen_random_uuid()::text, 1, accounts.id, accounts.delegation_id, accounts.path,
        accounts.street_path, accounts.budget_year, kind, accounts.agreed_fen, accounts.payer,
        jsonb_build_object('booked_by', 'system:delegation',
            'booked_at', funding->>'appropriated_at', 'document_no', funding->>'document_no',
            'case_id', '')
    FROM accounts JOIN delegations ON delegations.id = accounts.delegation_id,
        unnest(ARRAY['AGREED', 'APPROPRIATED']) AS kind
    WHERE accounts.agreed_fen > 0
"""


def create_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("delegation_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("street_path", sa.Text, nullable=False),
        sa.Column("payer", sa.Text, nullable=False),
        sa.Column("budget_year", sa.Integer, nullable=False),
        sa.Column("basis", sa.Text, nullable=False),
        sa.Column("unit_cost_fen", sa.BigInteger, nullable=False),
        sa.Column("planned_volume", sa.Integer, nullable=False),
        sa.Column("agreed_fen", sa.BigInteger, nullable=False),
        sa.Column("appropriated_fen", sa.BigInteger, nullable=False),
        sa.Column("spent_fen", sa.BigInteger, nullable=False),
        sa.Column("accepted_by_month", JSONB, nullable=False),
    )


def create_bookings() -> None:
    op.create_table(
        "bookings",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("account_id", sa.Text, nullable=False),
        sa.Column("delegation_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("street_path", sa.Text, nullable=False),
        sa.Column("budget_year", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("payer", sa.Text, nullable=False),
        sa.Column("voucher", JSONB, nullable=False),
    )
    op.create_index("ix_bookings_account", "bookings", ["account_id", "id"])
    op.create_index("ix_bookings_delegation", "bookings", ["delegation_id", "id"])


def create_delegated_cases() -> None:
    op.create_table(
        "delegated_cases",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("case_no", sa.Text, nullable=False),
        sa.Column("delegation_id", sa.Text, nullable=False),
        sa.Column("running", sa.Boolean, nullable=False),
        sa.Column("accepted_on", sa.Date),
        sa.Column("decided_on", sa.Date),
    )
    op.create_index(
        "ix_delegated_cases_running",
        "delegated_cases",
        ["delegation_id", "id"],
        postgresql_where=sa.text("running"),
    )


def create_supplements() -> None:
    op.create_table(
        "supplements",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("account_id", sa.Text, nullable=False),
        sa.Column("delegation_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("street_path", sa.Text, nullable=False),
        sa.Column("budget_year", sa.Integer, nullable=False),
        sa.Column("planned_volume", sa.Integer, nullable=False),
        sa.Column("accepted_volume", sa.Integer, nullable=False),
        sa.Column("needed_fen", sa.BigInteger, nullable=False),
        sa.Column("added_volume", sa.Integer, nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("document_no", sa.Text, nullable=False),
        sa.Column("declined_reason", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index(
        "uq_supplements_plan", "supplements", ["account_id", "planned_volume"], unique=True
    )


def create_purchases() -> None:
    op.create_table(
        "purchases",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("street", sa.Text, nullable=False),
        sa.Column("lineage_id", sa.Text, nullable=False),
        sa.Column("entry_name", sa.Text, nullable=False),
        sa.Column("service_kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("components", JSONB, nullable=False),
        sa.Column("for_public", sa.Boolean, nullable=False),
        sa.Column("consultation", sa.Text, nullable=False),
        sa.Column("budget_year", sa.Integer, nullable=False),
        sa.Column("budget_fen", sa.BigInteger, nullable=False),
        sa.Column("planned_by", sa.Text, nullable=False),
        sa.Column("method", sa.Text, nullable=False),
        sa.Column("supplier", JSONB),
        sa.Column("contract", JSONB),
        sa.Column("price_fen", sa.BigInteger, nullable=False),
        sa.Column("payments", JSONB, nullable=False),
        sa.Column("paid_fen", sa.BigInteger, nullable=False),
        sa.Column("verdict", JSONB),
        sa.Column("failed_reason", sa.Text, nullable=False),
        sa.Column("settled_note", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.CheckConstraint("paid_fen BETWEEN 0 AND price_fen", name="ck_purchases_paid"),
    )
    op.create_index("ix_purchases_path", "purchases", ["path", "id"])
    op.create_index("ix_purchases_status", "purchases", ["status", "id"])


def create_user_opinions() -> None:
    op.create_table(
        "user_opinions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("purchase_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.Column("statement", sa.LargeBinary, nullable=False),
        sa.Column("given_at", TIME, nullable=False),
    )
    op.create_index(
        "uq_user_opinions_user", "user_opinions", ["purchase_id", "user_id"], unique=True
    )
