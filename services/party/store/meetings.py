"""Tables of meetings, of missing meetings, of pauses. What is written of people is encrypted."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    func,
    select,
)
from sqlalchemy.orm import Session

from services.party.model import (
    Meeting,
    MeetingCheck,
    MeetingGap,
    MeetingPause,
    Minutes,
    MinutesEdition,
    Organisation,
)
from services.party.policies import Tally
from services.party.store.base import keep, key, metadata
from services.party.store.organisations import organisations
from services.party.workflow import GapStatus, MeetingStatus
from shared.chassis.columns import Coded, Json, Sealed
from shared.chassis.crypto import Encrypted

meetings = Table(
    "meetings",
    metadata,
    *key(),
    Column("organisation_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("starts_at", DateTime(timezone=True), nullable=False),
    Column("place", Text, nullable=False),
    Column("moved_reason", Encrypted("meetings.moved_reason"), nullable=False),
    Column("drafted_by", Text, nullable=False),
    Column("formal", Integer, nullable=False),
    Column("minutes", Sealed(Minutes, "meetings.minutes")),
    Column("tally", Json(Tally)),
    Column("rules", Text, nullable=False),
    Column("note", Encrypted("meetings.note"), nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("editions", Sealed(tuple[MinutesEdition, ...], "meetings.editions"), nullable=False),
    Column("held_on", Date),
    Column("counts", Boolean, nullable=False),
    Column("cancelled_reason", Encrypted("meetings.cancelled_reason"), nullable=False),
    Column("status", Coded(MeetingStatus), nullable=False),
    Index("ix_meetings_path", "path", "id", postgresql_ops={"path": "text_pattern_ops"}),
    Index("ix_meetings_organisation", "organisation_id", "kind", "held_on"),
    Index("ix_meetings_held", "held_on", "organisation_id"),
)

meeting_gaps = Table(
    "meeting_gaps",
    metadata,
    *key(),
    Column("organisation_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("least", Integer, nullable=False),
    Column("held", Integer, nullable=False),
    Column("invalid", Integer, nullable=False),
    Column("said", Text, nullable=False),
    Column("status", Coded(GapStatus), nullable=False),
    Index("ix_meeting_gaps_path", "path", "id", postgresql_ops={"path": "text_pattern_ops"}),
    Index("ix_meeting_gaps_organisation", "organisation_id", "last"),
)

meeting_pauses = Table(
    "meeting_pauses",
    metadata,
    *key(),
    Column("organisation_id", Text, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
    Index("ix_meeting_pauses_organisation", "organisation_id", "since"),
)

meeting_checks = Table(
    "meeting_checks",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("ordered_by", Text, nullable=False),
    Column("ordered_at", DateTime(timezone=True), nullable=False),
)

for _cls, _table in {
    Meeting: meetings,
    MeetingGap: meeting_gaps,
    MeetingPause: meeting_pauses,
    MeetingCheck: meeting_checks,
}.items():
    keep(_cls, _table)


def organisations_after(session: Session, after: str, limit: int) -> Sequence[Organisation]:
    """Return organisations that were ever founded, in order of id, after one of them."""
    table = organisations.c
    founded = table.established_on.is_not(None) & (table.id > after)
    query = select(Organisation).where(founded).order_by(table.id).limit(limit)
    return session.scalars(query).all()


def counted(
    session: Session, organisation_ids: Collection[str], first: date, last: date
) -> dict[tuple[str, str], tuple[int, int]]:
    """Return (organisation, kind) → confirmed meetings of a period that count, and that do not."""
    table = meetings.c
    valid = func.count().filter(table.counts)
    query = (
        select(table.organisation_id, table.kind, valid, func.count() - valid)
        .where(table.organisation_id.in_(organisation_ids), table.held_on.between(first, last))
        .group_by(table.organisation_id, table.kind)
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in session.execute(query)}


def pauses_of(session: Session, organisation_ids: Collection[str]) -> dict[str, list[MeetingPause]]:
    """Return organisation → its pauses."""
    query = select(MeetingPause).where(meeting_pauses.c.organisation_id.in_(organisation_ids))
    found: dict[str, list[MeetingPause]] = {}
    for pause in session.scalars(query):
        found.setdefault(pause.organisation_id, []).append(pause)
    return found


def known_gaps(
    session: Session, organisation_ids: Collection[str], period: str
) -> Sequence[MeetingGap]:
    """Return what is on record as missing of a period; the session knows them from here on."""
    table = meeting_gaps.c
    query = select(MeetingGap).where(
        table.organisation_id.in_(organisation_ids), table.period == period
    )
    return session.scalars(query).all()
