"""Whether the public is shown results, and how many of its objections are unanswered."""

import sqlalchemy as sa
from alembic import op

revision = "delegation_0008"
down_revision = "delegation_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # the defaults stay: the old code knows no such columns
    op.add_column(
        "evaluations", sa.Column("open_objections", sa.Integer, nullable=False, server_default="0")
    )
    op.add_column(
        "evaluations",
        sa.Column("on_notice", sa.Boolean, nullable=False, server_default=sa.false()),
    )
