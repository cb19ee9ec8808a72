"""Tables of joint projects and of the ledger of consultations."""

from sqlalchemy import Boolean, Column, Date, DateTime, Index, Integer, Table, Text

from services.incubation.model import Issue, Linkage, Meeting
from services.incubation.store.base import keep, metadata, placed
from services.incubation.workflow import IssueStatus, LinkageStatus
from shared.chassis.columns import Coded, Json

linkages = Table(
    "linkages",
    metadata,
    *placed(),
    Column("title", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("community", Text, nullable=False),
    Column("organisation_id", Text, nullable=False),
    Column("organisation_name", Text, nullable=False),
    Column("worker_id", Text, nullable=False),
    Column("volunteers", Text, nullable=False),
    Column("charity", Text, nullable=False),
    Column("planned_by", Text, nullable=False),
    Column("started_on", Date),
    Column("beneficiaries", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("status", Coded(LinkageStatus), nullable=False),
    Index("ix_linkages_path", "path", "id", postgresql_ops={"path": "text_pattern_ops"}),
)

meetings = Table(
    "meetings",
    metadata,
    *placed(),
    Column("kind", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("held_on", Date, nullable=False),
    Column("attendees", Json(tuple[str, ...]), nullable=False),
    Column("summary", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Index("uq_meetings_period", "path", "period", unique=True),
)

issues = Table(
    "issues",
    metadata,
    *placed(),
    Column("meeting_id", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("due", Date, nullable=False),
    Column("settled_on", Date),
    Column("settlement", Text, nullable=False),
    Column("overdue", Boolean, nullable=False),
    Column("status", Coded(IssueStatus), nullable=False),
    Index("ix_issues_path", "path", "id", postgresql_ops={"path": "text_pattern_ops"}),
    Index("ix_issues_meeting", "meeting_id", "id"),
)

for _cls, _table in {Linkage: linkages, Meeting: meetings, Issue: issues}.items():
    keep(_cls, _table)
