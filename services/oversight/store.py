"""The append-only table of acts, and what waits for departments' own systems.

`refs` answers "what happened to X" by one index. Deliveries are moved by sets, not one by one.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    delete,
    exists,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Session, aliased, registry

from services.oversight.model import Connection, Delivery, Entry, Kind, Stand, UnitName
from services.oversight.workflow import Status
from shared.chassis.columns import Coded, Json
from shared.chassis.crypto import Encrypted
from shared.kernel.actor import Actor, ActorKind
from shared.kernel.clock import machine_time

metadata = MetaData()
mapper = registry(metadata=metadata)

entries = Table(
    "entries",
    metadata,
    Column("id", Text, primary_key=True, doc="the event's id: time-ordered"),
    Column("version", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("actor_id", Text, nullable=False),
    Column("actor_kind", Text, nullable=False),
    Column("actor_unit", Text, nullable=False),
    Column("actor_path", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("causation_id", Text, nullable=False),
    Column("clock", Text, nullable=False),
    Column("due", Date),
    Column("path", Text, nullable=False),
    Column("summary", JSONB, nullable=False),
    Column("refs", ARRAY(Text, as_tuple=True), nullable=False),
    Index("ix_entries_refs", "refs", postgresql_using="gin"),
)

unit_names = Table(
    "unit_names",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("path", Text, nullable=False),
    Column("name", Text, nullable=False),
)

connections = Table(
    "connections",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False, unique=True),
    Column("unit_code", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("client_id", Text, nullable=False, doc="the account of the system"),
    Column("patterns", Json(tuple[str, ...]), nullable=False),
    Column("kind", Coded(Kind), nullable=False),
    Column("url", Text, nullable=False),
    Column("secret", Encrypted("connections.secret"), nullable=False),
    Column("status", Coded(Status), nullable=False),
    Index("ix_connections_path", "path", postgresql_ops={"path": "text_pattern_ops"}),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Text, primary_key=True, doc="time-ordered: the order of sending"),
    Column("version", Integer, nullable=False),
    Column("connection_id", Text, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", LargeBinary, nullable=False, doc="the whole CloudEvent, as it came"),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("next_at", DateTime(timezone=True), nullable=False, doc="true time of the next try"),
    Column("status", Coded(Stand), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("reason", Text, nullable=False, doc="why the last try failed"),
    UniqueConstraint("connection_id", "event_id", name="uq_deliveries_event"),
    Index(
        "ix_deliveries_waiting",
        "connection_id",
        "subject",
        "id",
        postgresql_where=text("status = 'WAITING'"),
    ),
    Index("ix_deliveries_at", "at"),
)

mapper.map_imperatively(Entry, entries, version_id_col=entries.c.version)
mapper.map_imperatively(UnitName, unit_names, version_id_col=unit_names.c.version)
mapper.map_imperatively(Connection, connections, version_id_col=connections.c.version)
mapper.map_imperatively(Delivery, deliveries, version_id_col=deliveries.c.version)

_WAITING = deliveries.c.status == Stand.WAITING


def reached_by(actor: Actor) -> ColumnElement[bool]:
    """A system reaches its own connection only; staff those of their jurisdiction."""
    table = connections.c
    if actor.kind is ActorKind.SERVICE:
        return table.client_id == actor.id
    return or_(table.path == actor.scope, table.path.startswith(f"{actor.scope}/"))


def connection_of(session: Session, connection_id: str, actor: Actor) -> Connection | None:
    """Return the connection when the actor reaches it."""
    wanted = connections.c.id == connection_id
    return session.scalars(select(Connection).where(wanted, reached_by(actor))).one_or_none()


def queue_with_work(session: Session) -> Connection | None:
    """Take the first active queue connection for which something waits, if nobody else has it."""
    waits = exists().where(deliveries.c.connection_id == connections.c.id, _WAITING)
    query = (
        select(Connection)
        .where(connections.c.status == Status.ACTIVE, connections.c.kind == Kind.QUEUE, waits)
        .order_by(connections.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.scalars(query).one_or_none()


def waiting_for(session: Session, connection_id: str, *, limit: int) -> Sequence[Delivery]:
    """Return what waits for a connection, in order."""
    query = (
        select(Delivery)
        .where(deliveries.c.connection_id == connection_id, _WAITING)
        .order_by(deliveries.c.id)
        .limit(limit)
    )
    return session.scalars(query).all()


def next_for_a_webhook(session: Session) -> tuple[Delivery, Connection] | None:
    """Take the first due delivery to a webhook with no earlier one of its subject waiting."""
    earlier = aliased(deliveries)
    mine = deliveries.c
    blocked = exists().where(
        earlier.c.connection_id == mine.connection_id, earlier.c.subject == mine.subject,
        earlier.c.id < mine.id, earlier.c.status == Stand.WAITING,
    )  # fmt: skip
    query = (
        select(Delivery, Connection)
        .join(connections, connections.c.id == mine.connection_id)
        .where(
            connections.c.status == Status.ACTIVE, connections.c.kind == Kind.WEBHOOK,
            _WAITING, mine.next_at <= machine_time(), ~blocked,
        )
        .order_by(mine.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=deliveries)
    )  # fmt: skip
    found = session.execute(query).first()
    return None if found is None else (found[0], found[1])


def move(session: Session, ids: Sequence[str], **values: Any) -> None:
    """Write how deliveries stand that still wait."""
    session.execute(update(deliveries).where(deliveries.c.id.in_(ids), _WAITING).values(**values))


def send_again(
    session: Session, connection_id: str, *, since: datetime | None, delivery_id: str | None
) -> int:
    """Let one delivery, or all since a time, wait to be sent once more; return how many."""
    wanted = [deliveries.c.connection_id == connection_id, ~_WAITING]
    if since is not None:
        wanted.append(deliveries.c.at >= since)
    if delivery_id is not None:
        wanted.append(deliveries.c.id == delivery_id)
    done: Any = session.execute(
        update(deliveries)
        .where(*wanted)
        .values(status=Stand.WAITING, attempts=0, reason="", next_at=machine_time())
    )
    return int(done.rowcount)


def throw_away(session: Session, *, before: datetime) -> None:
    """Delete what was sent before that time, and all of connections that have ended."""
    ended = select(connections.c.id).where(connections.c.status == Status.ENDED)
    old = (deliveries.c.status == Stand.SENT) & (deliveries.c.at < before)
    session.execute(delete(deliveries).where(or_(old, deliveries.c.connection_id.in_(ended))))
