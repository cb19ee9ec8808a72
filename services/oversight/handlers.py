"""Append what happened; remember what units are called."""

from datetime import date
from typing import Any

from services.oversight.model import Entry, UnitName
from services.oversight.policies import references, summary
from shared.chassis.envelope import Event
from shared.chassis.unit_of_work import UnitOfWork


def append(uow: UnitOfWork, *, event: Event) -> None:
    """Append one act. Nothing is read first: the inbox keeps repeats away, the key the rest."""
    due: Any = event.data.get("due")
    uow.add(
        Entry(
            id=event.id,
            type=event.type,
            service=event.service,
            subject=event.subject,
            at=event.time,
            actor_id=event.actor.id,
            actor_kind=event.actor.kind,
            actor_unit=event.actor.unit,
            actor_path=event.actor.path,
            act=event.act,
            label=event.label,
            causation_id=event.causation_id,
            clock=str(event.data.get("clock", "none")),
            due=date.fromisoformat(due[:10]) if isinstance(due, str) and due else None,
            path=str(event.data.get("path", "")),
            summary=summary(event.data),
            refs=references(event.data, event.subject),
        )
    )


def append_unit(uow: UnitOfWork, *, event: Event) -> None:
    """Append the act and keep the unit's name."""
    append(uow, event=event)
    known = uow.one(UnitName, id=event.subject)
    if known is None:
        uow.add(UnitName(id=event.subject, path=event.data["path"], name=event.data["name"]))
    else:
        known.name = event.data["name"]
