"""Index cases by who sees them; the indexes that this replaces go."""

from alembic import op

revision = "centers_0002"
down_revision = "centers_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_readers()
    keep_readers()
    fill_readers()
    replace_indexes()


def create_readers() -> None:
    op.execute("""
        CREATE TABLE case_readers (
            reader text NOT NULL,
            case_id text NOT NULL,
            status text NOT NULL,
            item_id text NOT NULL,
            due date,
            assigned boolean NOT NULL,
            PRIMARY KEY (reader, case_id) INCLUDE (status, item_id, due, assigned)
        )
    """)


def keep_readers() -> None:
    op.execute("""
        CREATE FUNCTION case_readers_of(it cases) RETURNS SETOF case_readers
        LANGUAGE sql STABLE AS $$
            SELECT DISTINCT reader, it.id, it.status, it.row ->> 'item_id',
                   CASE WHEN it.decided_at IS NULL THEN it.due END, it.assignee <> ''
            FROM unnest(
                it.scopes || ARRAY[it.applicant_account, it.agent_id, it.assignee, it.submitted_by]
            ) AS reader
            WHERE reader <> ''
        $$
    """)
    op.execute("""
        CREATE FUNCTION keep_case_readers() RETURNS trigger
        LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO case_readers SELECT * FROM case_readers_of(NEW)
            ON CONFLICT (reader, case_id) DO UPDATE SET
                status = excluded.status, item_id = excluded.item_id,
                due = excluded.due, assigned = excluded.assigned;
            IF TG_OP = 'UPDATE' AND OLD.assignee NOT IN ('', NEW.assignee) THEN
                DELETE FROM case_readers
                WHERE reader = OLD.assignee AND case_id = NEW.id
                  AND OLD.assignee NOT IN (SELECT reader FROM case_readers_of(NEW));
            END IF;
            RETURN NULL;
        END $$
    """)
    op.execute("""
        CREATE TRIGGER case_readers
        AFTER INSERT OR UPDATE OF status, due, decided_at, assignee ON cases
        FOR EACH ROW EXECUTE FUNCTION keep_case_readers()
    """)


def fill_readers() -> None:
    op.execute("INSERT INTO case_readers SELECT r.* FROM cases, case_readers_of(cases) AS r")


def replace_indexes() -> None:
    for name in ("scopes", "open", "account", "assignee", "name_index"):
        op.drop_index(f"ix_cases_{name}", "cases")
    op.create_index("ix_cases_name_index", "cases", ["applicant_name_index", "id"])
