"""Add joint projects, consultations, social workers and support centres."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "incubation_0005"
down_revision = "incubation_0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
TEXT, NUMBER, DAY = sa.Text, sa.Integer, sa.Date
SEALED, FLAG = sa.LargeBinary, sa.Boolean


def upgrade() -> None:
    create_linkage()
    create_workers()
    create_support()


def create_linkage() -> None:
    table(
        "linkages",
        must(title=TEXT, purpose=TEXT, community=TEXT, organisation_id=TEXT,
             organisation_name=TEXT, worker_id=TEXT, volunteers=TEXT, charity=TEXT,
             planned_by=TEXT, beneficiaries=NUMBER, outcome=TEXT, sample=FLAG, status=TEXT),
        may(started_on=DAY),
    )  # fmt: skip
    by_path("linkages")
    table(
        "meetings",
        must(kind=TEXT, period=TEXT, held_on=DAY, attendees=JSONB, summary=TEXT,
             recorded_by=TEXT, recorded_at=TIME),
    )  # fmt: skip
    op.create_index("uq_meetings_period", "meetings", ["path", "period"], unique=True)
    table(
        "issues",
        must(meeting_id=TEXT, title=TEXT, owner=TEXT, due=DAY, settlement=TEXT, overdue=FLAG,
             status=TEXT),
        may(settled_on=DAY),
    )  # fmt: skip
    by_path("issues")
    op.create_index("ix_issues_meeting", "issues", ["meeting_id", "id"])


def create_workers() -> None:
    table(
        "social_workers",
        must(name=SEALED, phone=SEALED, certificate_no=SEALED, level=TEXT, least_hours=NUMBER,
             registered_on=DAY, valid_to=DAY, community=TEXT, trainings=JSONB, spells=JSONB,
             sample=FLAG, status=TEXT),
        [sa.Column("certificate_index", TEXT, nullable=False, unique=True)],
    )  # fmt: skip
    by_path("social_workers")
    op.create_index("ix_social_workers_community", "social_workers", ["community", "status"])
    table("populations", must(residents=NUMBER, source=TEXT, recorded_at=TIME))
    table("unit_names", must(name=TEXT, kind=TEXT), may(valid_to=DAY))


def create_support() -> None:
    table(
        "support_centers",
        must(name=TEXT, level=TEXT, address=TEXT, services=JSONB, opened_on=DAY, reason=TEXT,
             sample=FLAG, status=TEXT),
        may(closed_on=DAY),
    )  # fmt: skip
    table(
        "service_requests",
        must(center_id=TEXT, center_name=TEXT, organisation_id=TEXT, organisation_name=TEXT,
             asked_by=TEXT, service=TEXT, need=TEXT, asked_at=TIME, answer=TEXT, result=TEXT,
             comment=TEXT, status=TEXT),
        may(stars=NUMBER),
    )  # fmt: skip
    by_path("service_requests")
    op.create_index("ix_service_requests_asker", "service_requests", ["asked_by", "id"])


def by_path(name: str) -> None:
    op.create_index(
        f"ix_{name}_path", name, ["path", "id"], postgresql_ops={"path": "text_pattern_ops"}
    )


def table(name: str, *parts: list[sa.Column[Any]]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        *(column for part in parts for column in part),
    )


def must(**kinds: Any) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=False) for name, kind in kinds.items()]


def may(**kinds: Any) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind) for name, kind in kinds.items()]
