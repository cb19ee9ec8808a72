"""Create organisations, their placements, and the tree as it was on any day."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "party_0001"
down_revision = None
branch_labels = ("party",)
depends_on = None

TIME = sa.DateTime(timezone=True)

KEEP_LINES = """
CREATE FUNCTION keep_organisation_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched text[];
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('party:organisation_lines'));
    WITH RECURSIVE below AS (
        SELECT organisation_id AS id FROM fresh
        UNION
        SELECT p.organisation_id FROM placements p JOIN below ON p.parent_id = below.id
    )
    SELECT array_agg(id) INTO touched FROM below;
    DELETE FROM organisation_lines WHERE descendant_id = ANY (touched);
    INSERT INTO organisation_lines (ancestor_id, descendant_id, distance, since, until)
    WITH RECURSIVE climb AS (
        SELECT p.organisation_id AS ancestor_id, p.organisation_id AS descendant_id,
            0 AS distance, p.since, p.until, p.parent_id
        FROM placements p
        WHERE p.organisation_id = ANY (touched) AND p.since < p.until
        UNION ALL
        SELECT p.organisation_id, c.descendant_id, c.distance + 1,
            greatest(p.since, c.since), least(p.until, c.until), p.parent_id
        FROM climb c JOIN placements p ON p.organisation_id = c.parent_id
            AND greatest(p.since, c.since) < least(p.until, c.until)
    )
    SELECT ancestor_id, descendant_id, distance, since, until FROM climb;
    RETURN NULL;
END
$$
"""


def upgrade() -> None:
    create_organisations()
    create_tree()
    op.create_table(
        "unit_names",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("valid_to", sa.Date),
    )


def create_organisations() -> None:
    op.create_table(
        "organisations",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("parent_id", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("formal", sa.Integer, nullable=False),
        sa.Column("probationary", sa.Integer, nullable=False),
        sa.Column("without_vote", sa.Integer, nullable=False),
        sa.Column("guests", sa.Integer, nullable=False),
        sa.Column("elects", sa.Boolean, nullable=False),
        sa.Column("admits", sa.Boolean, nullable=False),
        sa.Column("hosts", sa.Boolean, nullable=False),
        sa.Column("units", JSONB, nullable=False),
        sa.Column("exception_no", sa.Text, nullable=False),
        sa.Column("task", JSONB),
        sa.Column("approval", JSONB),
        sa.Column("proposed_by", sa.Text, nullable=False),
        sa.Column("proposed_at", TIME, nullable=False),
        sa.Column("established_on", sa.Date),
        sa.Column("placed_on", sa.Date),
        sa.Column("dissolved_on", sa.Date),
        sa.Column("closing_reason", sa.Text, nullable=False),
        sa.Column("successor_id", sa.Text, nullable=False),
        sa.Column("counted_on", sa.Date),
        sa.Column("elected_on", sa.Date),
        sa.Column("lawful_end", sa.Date),
        sa.Column("term_ends_on", sa.Date),
        sa.Column("reminded", JSONB, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index(
        "ix_organisations_path", "organisations", ["path", "id"],
        postgresql_ops={"path": "text_pattern_ops"},
    )  # fmt: skip
    op.create_index("ix_organisations_parent", "organisations", ["parent_id", "id"])
    op.create_index("ix_organisations_unit", "organisations", ["unit", "id"])


def create_tree() -> None:
    op.create_table(
        "placements",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("parent_id", sa.Text, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
    )
    op.create_index("ix_placements_organisation", "placements", ["organisation_id", "since"])
    op.create_index("ix_placements_parent", "placements", ["parent_id", "since"])
    op.create_table(
        "organisation_lines",
        sa.Column("ancestor_id", sa.Text, nullable=False),
        sa.Column("descendant_id", sa.Text, nullable=False),
        sa.Column("distance", sa.Integer, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
    )
    op.create_index(
        "ix_organisation_lines_down",
        "organisation_lines",
        ["ancestor_id", "distance", "descendant_id"],
    )
    op.create_index("ix_organisation_lines_up", "organisation_lines", ["descendant_id", "distance"])
    op.execute(KEEP_LINES)
    for event in ("INSERT", "UPDATE"):
        op.execute(
            f"CREATE TRIGGER keep_lines_on_{event.lower()} AFTER {event} ON placements"
            " REFERENCING NEW TABLE AS fresh"
            " FOR EACH STATEMENT EXECUTE FUNCTION keep_organisation_lines()"
        )
