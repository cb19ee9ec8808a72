"""Add calls for ventures, their projects and their jury."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "incubation_0004"
down_revision = "incubation_0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
TEXT, NUMBER, MONEY, DAY = sa.Text, sa.Integer, sa.BigInteger, sa.Date
SEALED, FLAG = sa.LargeBinary, sa.Boolean


def upgrade() -> None:
    create_calls()
    create_ventures()
    create_results()
    create_jury()


def create_calls() -> None:
    table(
        "venture_calls",
        must(title=TEXT, year=NUMBER, tier=TEXT, budget_fen=MONEY, least_fen=MONEY,
             most_fen=MONEY, drafted_by=TEXT, document_no=TEXT, awarded_fen=MONEY,
             provisional=FLAG, changed=FLAG, sample=FLAG, status=TEXT),
        may(opens_on=DAY, closes_on=DAY, notice=JSONB, due=DAY),
        sa.CheckConstraint("awarded_fen BETWEEN 0 AND budget_fen", name="ck_venture_calls_awarded"),
    )  # fmt: skip
    table(
        "needs",
        must(call_id=TEXT, organiser=TEXT, raised_by=TEXT, statement=SEALED, raised_at=TIME,
             title=TEXT, group=TEXT, answer=SEALED, status=TEXT),
    )  # fmt: skip
    op.create_index("ix_needs_call", "needs", ["call_id", "id"])
    op.create_index("ix_needs_raiser", "needs", ["raised_by", "id"])
    table(
        "ranking_objections",
        must(call_id=TEXT, venture_id=TEXT, objector=TEXT, statement=SEALED, filed_at=TIME,
             answer=SEALED, answered_by=TEXT, status=TEXT),
        may(answered_at=TIME),
    )  # fmt: skip
    op.create_index("ix_ranking_objections_call", "ranking_objections", ["call_id", "id"])


def create_ventures() -> None:
    table(
        "ventures",
        must(call_id=TEXT, call_title=TEXT, organisation_id=TEXT, organisation_name=TEXT,
             applied_by=TEXT, applied_at=TIME, place=TEXT, field=TEXT, title=TEXT,
             asked_fen=MONEY, plan=JSONB, missing_papers=JSONB, position=NUMBER, reason=TEXT,
             ranked_by=TEXT,
             recommended_fen=MONEY, objected=FLAG, grant_fen=MONEY, award_no=TEXT,
             tranches=JSONB, paid_fen=MONEY, examinations=JSONB, midterm_passed=FLAG,
             rectified=TEXT, report_late=FLAG, spent_fen=MONEY, outputs=JSONB, breached=FLAG,
             recoveries=JSONB, provisional=FLAG, sample=FLAG, status=TEXT),
        may(need_id=TEXT, verdict=JSONB, agreement=JSONB, rectify=JSONB,
            report=JSONB, accepted_on=DAY, evaluation=JSONB, used_fen=MONEY),
        sa.CheckConstraint("paid_fen BETWEEN 0 AND grant_fen", name="ck_ventures_paid"),
        sa.CheckConstraint("grant_fen <= asked_fen", name="ck_ventures_grant"),
    )  # fmt: skip
    op.create_index(
        "ix_ventures_path", "ventures", ["path", "id"], postgresql_ops={"path": "text_pattern_ops"}
    )
    op.create_index("ix_ventures_call", "ventures", ["call_id", "position", "id"])
    op.create_index("ix_ventures_applicant", "ventures", ["applied_by", "id"])
    op.create_index("ix_ventures_organisation", "ventures", ["organisation_id"])


def create_results() -> None:
    table(
        "venture_reports",
        must(venture_id=TEXT, venture_title=TEXT, organisation_name=TEXT, full=FLAG, text=TEXT,
             beneficiaries=NUMBER, spent_fen=MONEY, published_at=TIME),
    )  # fmt: skip
    op.create_index("ix_venture_reports_venture", "venture_reports", ["venture_id", "id"])
    table(
        "venture_bans",
        must(organisation_id=TEXT, venture_id=TEXT, since=DAY, until=DAY, reason=TEXT),
    )
    op.create_index("ix_venture_bans_organisation_id", "venture_bans", ["organisation_id"])


def create_jury() -> None:
    table(
        "seats",
        must(call_id=TEXT, judge_id=TEXT, seated_by=TEXT, seated_at=TIME, reason=SEALED,
             status=TEXT),
        may(declared_at=TIME),
    )  # fmt: skip
    op.create_index("uq_seats_judge", "seats", ["call_id", "judge_id"], unique=True)
    op.create_index("ix_seats_judge", "seats", ["judge_id", "id"])
    table(
        "ties",
        must(call_id=TEXT, judge_id=TEXT, organisation_id=TEXT, nature=SEALED, declared_at=TIME),
    )
    op.create_index(
        "uq_ties_judge", "ties", ["call_id", "judge_id", "organisation_id"], unique=True
    )
    table(
        "scores",
        must(call_id=TEXT, venture_id=TEXT, judge_id=TEXT, marks=JSONB, comment=TEXT,
             given_at=TIME),
    )  # fmt: skip
    op.create_index("uq_scores_judge", "scores", ["venture_id", "judge_id"], unique=True)


def table(name: str, *parts: Any) -> None:
    columns = [each for part in parts for each in (part if isinstance(part, list) else [part])]
    op.create_table(
        name,
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        *columns,
    )


def must(**kinds: Any) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=False) for name, kind in kinds.items()]


def may(**kinds: Any) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind) for name, kind in kinds.items()]
