"""Add admissions, seals with their gapless registers, and the keys of entries one by one."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "delegation_0003"
down_revision = "delegation_0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_admissions()
    create_seals()
    create_seal_requests()
    create_seal_registers()
    keep_registers_whole()
    create_entry_keys()


def create_admissions() -> None:
    op.create_table(
        "admissions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("district", sa.Text, nullable=False),
        sa.Column("item_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("department_name", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("basis", JSONB, nullable=False),
        sa.Column("lead", sa.Text, nullable=False),
        sa.Column("reviewers", JSONB, nullable=False),
        sa.Column("applied_by", sa.Text, nullable=False),
        sa.Column("applied_at", TIME, nullable=False),
        sa.Column("opinions", JSONB, nullable=False),
        sa.Column("urgent_on", sa.Date),
        sa.Column("grace", JSONB),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("document_no", sa.Text, nullable=False),
        sa.Column("begins_on", sa.Date),
        sa.Column("expires_on", sa.Date),
        sa.Column("funds_fen", sa.BigInteger, nullable=False),
        sa.Column("staff", sa.Integer, nullable=False),
        sa.Column("means_reason", sa.Text, nullable=False),
        sa.Column("ended_on", sa.Date),
        sa.Column("ended_reason", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index("ix_admissions_item", "admissions", ["district", "item_id"])
    op.create_index("ix_admissions_name", "admissions", ["district", "name_key"])
    op.create_index(
        "uq_admissions_open",
        "admissions",
        ["district", "subject"],
        unique=True,
        postgresql_where=sa.text(
            "status IN ('APPLIED', 'UNDER_REVIEW', 'URGENT_IN_FORCE', 'APPROVED', 'IN_FORCE')"
        ),
    )


def create_seals() -> None:
    op.create_table(
        "seals",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("seal_no", sa.Text, nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("in_use_from", sa.Date, nullable=False),
        sa.Column("retired_on", sa.Date),
        sa.Column("retired_reason", sa.Text, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index("ix_seals_path", "seals", ["path"])


def create_seal_requests() -> None:
    op.create_table(
        "seal_requests",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("asked_by", sa.Text, nullable=False),
        sa.Column("purpose", sa.LargeBinary, nullable=False),
        sa.Column("copies", sa.Integer, nullable=False),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("applicant_name", sa.LargeBinary, nullable=False),
        sa.Column("applicant_id_no", sa.LargeBinary, nullable=False),
        sa.Column("applicant_phone", sa.LargeBinary, nullable=False),
        sa.Column("applicant_name_index", sa.Text, nullable=False),
        sa.Column("applicant_id_index", sa.Text, nullable=False),
        sa.Column("applicant_phone_index", sa.Text, nullable=False),
        sa.Column("requested_by", sa.Text, nullable=False),
        sa.Column("requested_at", TIME, nullable=False),
        sa.Column("entry_id", sa.Text, nullable=False),
        sa.Column("entry_name", sa.Text, nullable=False),
        sa.Column("listed_asked_by", sa.Text, nullable=False),
        sa.Column("retention", sa.Text, nullable=False),
        sa.Column("residence", sa.LargeBinary, nullable=False),
        sa.Column("finding", sa.LargeBinary, nullable=False),
        sa.Column("checked_by", sa.Text, nullable=False),
        sa.Column("checked_at", TIME),
        sa.Column("approved_by", sa.Text, nullable=False),
        sa.Column("approved_at", TIME),
        sa.Column("seal_id", sa.Text),
        sa.Column("seal_no", sa.Text, nullable=False),
        sa.Column("register_year", sa.Integer),
        sa.Column("register_number", sa.Integer),
        sa.Column("register_no", sa.Text, unique=True),
        sa.Column("stamped_copies", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("stamped_by", sa.Text, nullable=False),
        sa.Column("stamped_at", TIME),
        sa.Column("archive_no", sa.Text, nullable=False),
        sa.Column("filed_at", TIME),
        sa.Column("reject_code", sa.Text, nullable=False),
        sa.Column("reject_reason", sa.LargeBinary, nullable=False),
        sa.Column("rejected_by", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index("ix_seal_requests_path", "seal_requests", ["path", "id"])
    for name in ("name", "id", "phone"):
        column = f"applicant_{name}_index"
        op.create_index(f"ix_seal_requests_{column}", "seal_requests", [column])
    op.create_index(
        "uq_seal_requests_number",
        "seal_requests",
        ["seal_id", "register_year", "register_number"],
        unique=True,
    )


def create_seal_registers() -> None:
    op.create_table(
        "seal_registers",
        sa.Column("seal_id", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("seal_id", "year"),
    )


def keep_registers_whole() -> None:
    """A register rises by one, each number has its paper at commit, and a given number stays.

    The owner of the tables (migrations, restoring a backup) may delete; the service may not.
    """
    op.execute("""
        CREATE FUNCTION seal_register_rises() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.last <> (CASE WHEN TG_OP = 'INSERT' THEN 1 ELSE OLD.last + 1 END) THEN
                RAISE EXCEPTION 'a seal register rises by one'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'seal_register_rises';
            END IF;
            RETURN NEW;
        END $$
    """)
    op.execute("""
        CREATE TRIGGER seal_register_rises BEFORE INSERT OR UPDATE ON seal_registers
        FOR EACH ROW EXECUTE FUNCTION seal_register_rises()
    """)
    op.execute("""
        CREATE FUNCTION seal_number_has_its_paper() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM FROM seal_requests
            WHERE (seal_id, register_year, register_number) = (NEW.seal_id, NEW.year, NEW.last);
            IF NOT FOUND THEN
                RAISE EXCEPTION 'a register number without a stamped paper'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'seal_number_has_its_paper';
            END IF;
            RETURN NULL;
        END $$
    """)
    op.execute("""
        CREATE CONSTRAINT TRIGGER seal_number_has_its_paper AFTER INSERT OR UPDATE
        ON seal_registers DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION seal_number_has_its_paper()
    """)
    op.execute("""
        CREATE FUNCTION seal_number_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND OLD.register_number IS NULL THEN
                PERFORM FROM seal_registers
                WHERE (seal_id, year, last)
                    = (NEW.seal_id, NEW.register_year, NEW.register_number);
                IF FOUND THEN RETURN NEW; END IF;
            ELSIF TG_OP = 'DELETE' THEN
                IF OLD.register_number IS NULL OR current_user = (
                    SELECT tableowner FROM pg_tables
                    WHERE schemaname = TG_TABLE_SCHEMA AND tablename = TG_TABLE_NAME
                ) THEN RETURN OLD; END IF;
            ELSIF TG_OP = 'INSERT' AND NEW.register_number IS NULL THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'a register number is drawn from its register, and stays'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'seal_number_stays';
        END $$
    """)
    op.execute("""
        CREATE TRIGGER seal_number_stays BEFORE INSERT OR DELETE ON seal_requests
        FOR EACH ROW EXECUTE FUNCTION seal_number_stays()
    """)
    op.execute("""
        CREATE TRIGGER seal_number_is_drawn BEFORE UPDATE ON seal_requests FOR EACH ROW WHEN (
            (OLD.seal_id, OLD.register_year, OLD.register_number)
            IS DISTINCT FROM (NEW.seal_id, NEW.register_year, NEW.register_number)
        ) EXECUTE FUNCTION seal_number_stays()
    """)


def create_entry_keys() -> None:
    op.create_table(
        "entry_keys",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column(
            "entry_id", sa.Text, sa.ForeignKey("entries.id", ondelete="CASCADE"), nullable=False
        ),
        sa.PrimaryKeyConstraint("key", "path", "entry_id"),
    )
    op.create_index("ix_entry_keys_entry_id", "entry_keys", ["entry_id"])
    op.execute("""
        CREATE FUNCTION keep_entry_keys() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            DELETE FROM entry_keys WHERE entry_id = NEW.id;
            INSERT INTO entry_keys (key, path, entry_id)
            SELECT DISTINCT key, NEW.path, NEW.id FROM unnest(NEW.keys) AS key;
            RETURN NULL;
        END $$
    """)
    op.execute("""
        CREATE TRIGGER keep_entry_keys AFTER INSERT OR UPDATE OF keys, path ON entries
        FOR EACH ROW EXECUTE FUNCTION keep_entry_keys()
    """)
    op.execute("""
        INSERT INTO entry_keys (key, path, entry_id)
        SELECT DISTINCT key, path, id FROM entries, unnest(keys) AS key
        ON CONFLICT DO NOTHING
    """)
    op.drop_index("ix_entries_keys", "entries")
