"""Due timers become events: taken away and announced in one transaction, by any relay."""

from datetime import datetime
from typing import Any

from sqlalchemy import Text, any_, delete, func, insert, literal_column, select
from sqlalchemy.orm import Session

from shared.chassis import tables
from shared.chassis.envelope import Context, write
from shared.kernel.actor import system_actor
from shared.kernel.ids import new_id

MOST = 500


def any_due(session: Session, now: datetime) -> bool:
    """Say whether a timer is due at `now`: a look that takes nothing."""
    due = select(tables.timers.c.name).where(tables.timers.c.due_at <= now).limit(1)
    return session.scalar(due) is not None


def fire_due(session: Session, service: str, now: datetime) -> int:
    """Move timers that are due at `now` into the outbox, oldest first; return how many.

    Rows are chosen once, as an array of their places: a subquery may be asked anew for every row.
    """
    timers, place = tables.timers.c, literal_column("timers.ctid", Text)
    due = (
        select(place)
        .where(timers.due_at <= now)
        .order_by(timers.due_at)
        .limit(MOST)
        .with_for_update(skip_locked=True)
    )
    fired = session.execute(
        delete(tables.timers)
        .where(place == any_(func.array(due.scalar_subquery())))
        .returning(timers.name, timers.subject_id, timers.due_at)
    ).all()
    if fired:
        rows = sorted(fired, key=lambda row: row.due_at)
        session.execute(
            insert(tables.outbox), [_announcement(service, *row, now=now) for row in rows]
        )
    return len(fired)


def _announcement(
    service: str, name: str, subject: str, due_at: datetime, *, now: datetime
) -> dict[str, Any]:
    event_id, event_type = new_id(), f"{service}.timer.{name}"
    context = Context(service, f"{service}.timer", system_actor(service), now)
    data = {"subject_id": subject, "due_at": due_at}
    return {
        "event_id": event_id,
        "type": event_type,
        "subject": subject,
        "body": write(event_id, (event_type, 1, "到期提醒"), subject, data, context),
        "announced_only": False,
    }
