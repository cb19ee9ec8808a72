"""The tables of the transparency log, and what is read and written there by whole sets.

Leaves, nodes and heads are only ever inserted: their comment says so, and the role that serves may
neither change nor remove them. One transaction at a time gives places, under a lock.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Select,
    Table,
    Text,
    any_,
    delete,
    func,
    insert,
    null,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from services.disclosure.model import Leaf, LogAct, LogEntry, LogHead, Place
from services.disclosure.store.base import mapper, metadata
from shared.chassis.columns import Coded
from shared.kernel.merkle import Node

_APPEND_ONLY = "append-only"
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('jiedao:log'))")


def _entry() -> list[Column[Any]]:
    return [
        Column("act", Coded(LogAct), nullable=False),
        Column("record_id", Text, nullable=False, doc='"" when it is of no record'),
        Column("edition", Integer, nullable=False, doc="0 when it is of no record"),
        Column("body", Text, nullable=False, doc="canonical JSON: the bytes that are hashed"),
        Column("leaf_hash", LargeBinary, nullable=False),
    ]


log_waiting = Table(
    "log_waiting",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("seq", BigInteger, Identity(), nullable=False, unique=True),
    Column("at", DateTime(timezone=True), nullable=False),
    *_entry(),
    Index("ix_log_waiting_record", "record_id"),
)

log_leaves = Table(
    "log_leaves",
    metadata,
    Column("index", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    *_entry(),
    Index(
        "ix_log_leaves_record", "record_id", "index", postgresql_where=text("record_id <> ''")
    ),
    Index("ix_log_leaves_hash", "leaf_hash"),
    comment=_APPEND_ONLY,
)  # fmt: skip

log_nodes = Table(
    "log_nodes",
    metadata,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("index", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    comment=_APPEND_ONLY,
)

log_heads = Table(
    "log_heads",
    metadata,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("note", Text, nullable=False, doc="the signed note, as witnesses read it"),
    comment=_APPEND_ONLY,
)

mapper.map_imperatively(
    LogEntry, log_waiting, version_id_col=log_waiting.c.version, exclude_properties=["seq"]
)

SHOWN = (
    LogAct.PUBLISHED, LogAct.CORRECTED, LogAct.POSTED, LogAct.POSTING_CORRECTED, LogAct.NOTICED,
)  # fmt: skip
"""The acts by which an edition became public."""

_ENTRY = ("id", "act", "record_id", "edition", "body", "leaf_hash")


def take_waiting(session: Session, *, until: datetime, limit: int) -> list[dict[str, Any]]:
    """Take what waits for its place since `until` at the latest, while nobody else gives places."""
    session.execute(_LOCK)
    waits = select(log_waiting.c.seq).where(log_waiting.c.at <= until)
    first = waits.order_by(log_waiting.c.seq).limit(limit).scalar_subquery()
    chosen = func.array(first, type_=ARRAY(BigInteger))  # as an array they are looked for once
    taken = session.execute(
        delete(log_waiting).where(log_waiting.c.seq == any_(chosen)).returning(*log_waiting.c),
        execution_options={"synchronize_session": False},
    )
    rows = sorted(taken.mappings(), key=lambda row: row["seq"])
    return [{name: row[name] for name in _ENTRY} for row in rows]


def still_waiting(session: Session) -> datetime | None:
    """Return since when the oldest entry waits for its place, None when none does."""
    since: datetime | None = session.scalar(select(func.min(log_waiting.c.at)))
    return since


def is_logged(session: Session, id: str) -> bool:
    """Say whether the entry has its place already."""
    return session.scalar(select(log_leaves.c.index).where(log_leaves.c.id == id)) is not None


def grow(
    session: Session,
    leaves: Sequence[Mapping[str, Any]],
    nodes: Iterable[tuple[Node, bytes]],
    head: LogHead,
) -> None:
    """Write leaves, the subtrees that they complete, and the head over all."""
    session.execute(insert(log_leaves), leaves)
    session.execute(
        insert(log_nodes),
        [{"level": node.level, "index": node.number, "hash": hashed} for node, hashed in nodes],
    )
    session.execute(insert(log_heads).values(**vars(head)))


def newest_head(session: Session) -> LogHead | None:
    """Return the head of the whole log, None while it is empty."""
    return _head(session, select(log_heads).order_by(log_heads.c.size.desc()).limit(1))


def head_of(session: Session, size: int) -> LogHead | None:
    """Return the head that was signed at this size."""
    return _head(session, select(log_heads).where(log_heads.c.size == size))


def heads(session: Session, first: int, limit: int) -> list[LogHead]:
    """Return heads of at least `first` entries, smallest first."""
    size = log_heads.c.size
    rows = session.execute(select(log_heads).where(size >= first).order_by(size).limit(limit))
    return [LogHead(**row) for row in rows.mappings()]


def hashes(session: Session, nodes: Sequence[Node]) -> dict[Node, bytes]:
    """Read the hashes of these subtrees in one question."""
    table = log_nodes.c
    rows = session.execute(
        select(table.level, table.index, table.hash).where(
            tuple_(table.level, table.index).in_([tuple(node) for node in nodes])
        )
    )
    return {Node(level, number): hashed for level, number, hashed in rows}


def leaves(session: Session, first: int, last: int) -> list[Leaf]:
    """Return the leaves from `first` to before `last`, in order."""
    table = log_leaves.c
    rows = session.execute(
        select(table.index, table.body, table.leaf_hash)
        .where(table.index >= first, table.index < last)
        .order_by(table.index)
    )
    return [Leaf(*row) for row in rows]


def leaf_by(
    session: Session, *, leaf_hash: bytes | None, record_id: str | None, edition: int | None
) -> Leaf | None:
    """Return the first leaf of this hash, or by which this edition became public."""
    table = log_leaves.c
    query = select(table.index, table.body, table.leaf_hash).order_by(table.index).limit(1)
    if leaf_hash is not None:
        query = query.where(table.leaf_hash == leaf_hash)
    else:
        query = query.where(
            table.record_id == record_id, table.record_id != "", table.edition == edition,
            table.act.in_(SHOWN),
        )  # fmt: skip
    row = session.execute(query).first()
    return None if row is None else Leaf(*row)


def places(session: Session, record_id: str) -> tuple[Place, ...]:
    """Return where a record's acts stand in the log; without index those that wait."""
    done, waiting = log_leaves.c, log_waiting.c
    placed = select(done.act, done.edition, done.index, done.leaf_hash).where(
        done.record_id == record_id, done.record_id != ""
    )
    to_come = select(waiting.act, waiting.edition, null(), waiting.leaf_hash).where(
        waiting.record_id == record_id
    )
    rows = [
        *session.execute(placed.order_by(done.index)),
        *session.execute(to_come.order_by(waiting.seq)),
    ]
    return tuple(Place(*row) for row in rows)


def _head(session: Session, query: Select[Any]) -> LogHead | None:
    row = session.execute(query).mappings().first()
    return None if row is None else LogHead(**row)
