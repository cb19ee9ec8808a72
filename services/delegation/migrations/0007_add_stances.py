"""What the units that are to bear an item say of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "delegation_0007"
down_revision = "delegation_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("items", sa.Column("stances", JSONB, nullable=False, server_default="[]"))
    op.alter_column("items", "stances", server_default=None)
