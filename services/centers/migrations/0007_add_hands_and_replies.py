"""Who had a case in hand, when the web is answered, delivery as a deadline, talks by window."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "centers_0007"
down_revision = "centers_0006"
branch_labels = None
depends_on = None

AS_DEADLINE = """
CASE WHEN deliver_by IS NOT NULL THEN jsonb_build_object(
  'start', to_char(decided_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"'),
  'period', jsonb_build_object('amount', '10', 'unit', 'WD'),
  'due_at', to_char(deliver_by, 'YYYY-MM-DD') || 'T23:59:59+08:00',
  'provisional', false, 'calendar_version', '', 'pauses', '[]'::jsonb, 'extension', NULL,
  'roll_forward', true, 'shifts', '[]'::jsonb) END
"""
_KNOWN_HANDS = """
UPDATE cases SET hands = array_remove(ARRAY[
  nullif(submitted_by, applicant_account), agent_id, assignee,
  correction->>'notified_by', decision->>'decided_by'], NULL)
"""


def upgrade() -> None:
    op.add_column("cases", sa.Column("reply_by", JSONB))
    op.add_column("cases", sa.Column("hands", ARRAY(sa.Text), nullable=False, server_default="{}"))
    op.execute(_KNOWN_HANDS)
    op.execute("UPDATE cases SET hands = array_remove(hands, '')")
    op.alter_column("cases", "hands", server_default=None)
    op.alter_column("cases", "deliver_by", type_=JSONB, postgresql_using=AS_DEADLINE)
    for table in ("statistics", "talks"):  # an id is one part of an address: no slash
        op.execute(f"UPDATE {table} SET id = period || ':' || regexp_replace(path, '^.*/', '')")
    for name in ("place_id", "window"):
        op.add_column("talks", sa.Column(name, sa.Text, nullable=False, server_default=""))
        op.alter_column("talks", name, server_default=None)
