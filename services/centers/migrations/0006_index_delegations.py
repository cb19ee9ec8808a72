"""Index cases by delegation: a revocation hands the running ones back."""

from alembic import op

revision = "centers_0006"
down_revision = "centers_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_cases_delegation", "cases", ["delegation_id"])
