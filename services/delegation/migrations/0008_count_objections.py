"""How many objections of the public to shown results are unanswered."""

import sqlalchemy as sa
from alembic import op

revision = "delegation_0008"
down_revision = "delegation_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # the default stays: the old code knows no such column
    op.add_column(
        "evaluations", sa.Column("open_objections", sa.Integer, nullable=False, server_default="0")
    )
