"""The tables that every service's database has beside its own, as SQLAlchemy Core.

They are made by `shared/chassis/migrations`. Everything that one command changes (rows, outbox,
audit line, answer to a repeat) is written in one transaction; nothing here is read across services.
"""

from functools import cache

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    TextClause,
    TypeDecorator,
    bindparam,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as upsert

CHASSIS = MetaData()

outbox = Table(
    "outbox",
    CHASSIS,
    Column("seq", BigInteger, primary_key=True, autoincrement=True),
    Column("event_id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", LargeBinary, nullable=False, doc="the whole CloudEvent, as it travels"),
    Column("announced_only", Boolean, nullable=False, default=False),
    Column("attempts", Integer, nullable=False, default=0, server_default="0"),
    Column("held_until", DateTime(timezone=True), doc="set when the broker had no queue for it"),
)

inbox = Table(
    "inbox",
    CHASSIS,
    Column("event_id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("handled_at", DateTime(timezone=True), nullable=False),
)

deferred = Table(
    "deferred",
    CHASSIS,
    Column("id", BigInteger, primary_key=True, autoincrement=True),
    Column("event_id", Text, nullable=False, unique=True),
    Column("type", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_at", DateTime(timezone=True), doc="true time of the next try; null: parked"),
    Column("reason", Text, nullable=False, doc="code and sentence of the last failure"),
    Column("first_at", DateTime(timezone=True), nullable=False),
    Index("ix_deferred_subject", "subject"),
    Index("ix_deferred_next_at", "next_at"),
)

timers = Table(
    "timers",
    CHASSIS,
    Column("name", Text, nullable=False),
    Column("subject_id", Text, nullable=False),
    Column("due_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("name", "subject_id"),
    Index("ix_timers_due_at", "due_at"),
)

requests = Table(
    "requests",
    CHASSIS,
    Column("actor_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("operation", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("answer", JSONB, doc="the first answer; null while the first call is at work"),
    Column("at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("actor_id", "key"),
)

audit = Table(
    "audit",
    CHASSIS,
    Column("seq", BigInteger, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("actor_id", Text, nullable=False),
    Column("actor_unit", Text, nullable=False),
    Column("act", Text, nullable=False, doc="operation, subscription or timer"),
    Column("subject_id", Text, nullable=False),
    Column("basis_doc_no", Text, nullable=False, default=""),
    Column("facts", JSONB, nullable=False, doc="types and ids of the facts of this act"),
    Column("digest", Text, nullable=False, doc="HMAC over all the above"),
)

audit_links = Table(
    "audit_links",
    CHASSIS,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("audit_id", Text, nullable=False, unique=True),
    Column("digest", Text, nullable=False),
    Column("link", Text, nullable=False, doc="HMAC(previous link, digest)"),
)

audit_head = Table(
    "audit_head",
    CHASSIS,
    Column("id", Integer, primary_key=True, autoincrement=False, doc="always 1"),
    Column("position", BigInteger, nullable=False),
    Column("link", Text, nullable=False),
    Column("seal", Text, nullable=False, doc="HMAC(position, link): a cut tail is seen"),
)

audit_days = Table(
    "audit_days",
    CHASSIS,
    Column("day", Date, primary_key=True),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("root", Text, nullable=False, doc="Merkle root over the digests of these links"),
    Column("link", Text, nullable=False, doc="that of the last line"),
    Column("at", DateTime(timezone=True), nullable=False),
    comment="append-only",
)

_due = upsert(timers)
REMIND = _due.on_conflict_do_update(
    index_elements=["name", "subject_id"], set_={"due_at": _due.excluded.due_at}
)
FORGET = timers.delete().where(
    timers.c.name == bindparam("timer"), timers.c.subject_id == bindparam("subject")
)
CLAIM = upsert(requests).on_conflict_do_nothing()
REMEMBER = (
    requests.update()
    .where(requests.c.actor_id == bindparam("actor"), requests.c.key == bindparam("used"))
    .values(answer=bindparam("answer"))
)
"""What nearly every act runs, built once."""

calendars = Table(
    "calendars",
    CHASSIS,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("body", JSONB, nullable=False),
    Column("loaded_at", DateTime(timezone=True), nullable=False),
)

demo_clock = Table(
    "demo_clock",
    CHASSIS,
    Column("id", Integer, primary_key=True, autoincrement=False, doc="always 1"),
    Column("offset_seconds", Float, nullable=False),
)

DRAW = text("SELECT nextval(:sequence)")


@cache
def appending(table: Table) -> TextClause:
    """Return the statement that writes any number of rows of a table, given as one JSON text.

    One text for any number: a list of values is put together, sent and read by the database anew
    each time. Columns are plain: raises TypeError for one that is written through a type of ours.
    """
    ours = [column.name for column in table.c if isinstance(column.type, TypeDecorator)]
    if ours:
        raise TypeError(f"{table.name}: {', '.join(ours)} cannot be appended as plain JSON")
    names = ", ".join(f'"{column.name}"' for column in table.c)
    return text(
        f"INSERT INTO {table.name} ({names}) SELECT {names}"
        f" FROM json_populate_recordset(NULL::{table.name}, CAST(:rows AS json))"
    )
