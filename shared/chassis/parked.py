"""Events that wait for a person: look, try again, discard with a reason."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from shared.chassis import tables
from shared.chassis.audit import audit_line
from shared.chassis.envelope import Context
from shared.kernel.actor import Actor
from shared.kernel.clock import machine_time
from shared.kernel.errors import NotFound

_SHOWN = ("event_id", "type", "subject", "attempts", "reason", "first_at")


def parked(session: Session) -> Sequence[Mapping[str, Any]]:
    """Return what is parked, oldest first, without bodies."""
    columns = [tables.deferred.c[name] for name in _SHOWN]
    query = select(*columns).where(tables.deferred.c.next_at.is_(None))
    return [dict(row) for row in session.execute(query.order_by(tables.deferred.c.id)).mappings()]


def counts(session: Session) -> tuple[int, int]:
    """Return how many wait for their next try, and how many for a person."""
    table = tables.deferred.c
    row = session.execute(
        select(
            func.count().filter(table.next_at.is_not(None)),
            func.count().filter(table.next_at.is_(None)),
        )
    ).one()
    return int(row[0]), int(row[1])


def show(session: Session, event_id: str) -> Mapping[str, Any]:
    """Return one parked event with its body; raises NotFound."""
    row = (
        session.execute(
            select(tables.deferred).where(
                tables.deferred.c.event_id == event_id, tables.deferred.c.next_at.is_(None)
            )
        )
        .mappings()
        .first()
    )
    if row is None:
        raise NotFound("parked.not_found", "没有这条待处理事件。", event_id=event_id)
    return {**row, "body": bytes(row["body"]).decode(errors="replace")}


def retry(session: Session, event_id: str) -> None:
    """Let the service try it again now."""
    show(session, event_id)
    session.execute(
        update(tables.deferred)
        .where(tables.deferred.c.event_id == event_id)
        .values(next_at=machine_time(), attempts=0)
    )


def discard(
    session: Session, event_id: str, *, service: str, actor: Actor, reason: str, key: bytes
) -> None:
    """Give it up for good, on the record."""
    gone = show(session, event_id)
    session.execute(delete(tables.deferred).where(tables.deferred.c.event_id == event_id))
    context = Context(service, f"{service}.parked.discard", actor, machine_time())
    facts = [{"type": gone["type"], "id": event_id, "discarded": reason}]
    line = audit_line(key, context, subject_id=gone["subject"], basis_doc_no=reason, facts=facts)
    session.execute(insert(tables.audit), [line])
