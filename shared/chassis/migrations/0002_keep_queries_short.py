"""Tell the database that every query is short: helpers and a compiler only cost.

A setting of the database, not of the connection: a pooler refuses the latter.
"""

from alembic import op

revision = "chassis_0002"
down_revision = "chassis_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    database = op.get_bind().engine.url.database
    for setting in ("max_parallel_workers_per_gather = 0", "jit = off"):
        op.execute(f'ALTER DATABASE "{database}" SET {setting}')
