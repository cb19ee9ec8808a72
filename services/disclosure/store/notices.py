"""Tables of public notices and of objections to them."""

from sqlalchemy import Boolean, Column, Date, DateTime, Index, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from services.disclosure.model import Edition, Notice, NoticeObjection
from services.disclosure.policies import Bar
from services.disclosure.store.base import clock, key, mapper, metadata
from services.disclosure.workflow.notices import NoticeStatus, ObjectionStatus
from shared.chassis.columns import Coded, Json
from shared.chassis.crypto import Encrypted
from shared.kernel.deadlines import Deadline

TIME = DateTime(timezone=True)

notices = Table(
    "notices",
    metadata,
    *key(),
    Column("source", Text, nullable=False),
    Column("matter_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("content", JSONB, nullable=False),
    Column("path", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("asked_at", TIME, nullable=False),
    Column("asked", Json(tuple[str, ...]), nullable=False),
    Column("bars", Json(tuple[Bar, ...]), nullable=False),
    Column("people", Boolean, nullable=False),
    Column("changed", Text, nullable=False),
    Column("editions", Json(tuple[Edition, ...]), nullable=False),
    Column("clock", Json(Deadline)),
    Column("due", Date),
    Column("provisional", Boolean, nullable=False),
    Column("objections", Integer, nullable=False),
    Column("open", Integer, nullable=False),
    Column("ended_at", TIME),
    Column("status", Coded(NoticeStatus), nullable=False),
    Index("uq_notices_matter", "source", "matter_id", unique=True),
)

notice_objections = Table(
    "notice_objections",
    metadata,
    *key(),
    Column("notice_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("account", Text, nullable=False),
    Column("entered_by", Text, nullable=False),
    Column("name", Encrypted("notice_objections.name"), nullable=False),
    Column("phone", Encrypted("notice_objections.phone"), nullable=False),
    Column("statement", Encrypted("notice_objections.statement"), nullable=False),
    Column("filed_at", TIME, nullable=False),
    Column("answer", Encrypted("notice_objections.answer"), nullable=False),
    Column("basis", Text, nullable=False),
    Column("answered_by", Text, nullable=False),
    Column("answered_at", TIME),
    *clock(),
    Column("status", Coded(ObjectionStatus), nullable=False),
    Index("ix_notice_objections_notice", "notice_id", "id"),
    Index("ix_notice_objections_hand", "entered_by", "id"),
)

mapper.map_imperatively(Notice, notices, version_id_col=notices.c.version)
mapper.map_imperatively(
    NoticeObjection, notice_objections, version_id_col=notice_objections.c.version
)
