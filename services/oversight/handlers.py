"""Append what happened; remember what units are called; hand events on to departments' systems."""

import base64
import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from services.oversight import policies, store
from services.oversight.model import Connection, Delivery, Entry, Kind, Stand, UnitName
from services.oversight.policies import references, summary
from services.oversight.workflow import Status
from shared.chassis.courier import Parcel
from shared.chassis.envelope import Event
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import machine_time
from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.kernel.workflow import enforce

PACK = "oversight.connections"
TOGETHER = 500
"""Deliveries to a queue in one transaction."""

_listening: WeakKeyDictionary[UnitOfWork, Sequence[Connection]] = WeakKeyDictionary()
"""The connections as one transaction sees them: five hundred events ask once."""


def append(uow: UnitOfWork, *, event: Event) -> None:
    """Append one act. Nothing is read first: the inbox keeps repeats away, the key the rest."""
    due: Any = event.data.get("due")
    uow.append(
        Entry,
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
    _deliver(uow, event)


def append_unit(uow: UnitOfWork, *, event: Event) -> None:
    """Append the act and keep the unit's name."""
    append(uow, event=event)
    known = uow.one(UnitName, id=event.subject)
    if known is None:
        uow.add(UnitName(id=event.subject, path=event.data["path"], name=event.data["name"]))
    else:
        known.name = event.data["name"]


def open_connection(
    uow: UnitOfWork,
    *,
    name: str,
    unit_code: str,
    path: str,
    scope: str,
    client_id: str,
    patterns: tuple[str, ...],
    url: str,
) -> Connection:
    """Connect a department's system: to a queue of its own, or to the webhook at `url`."""
    enforce(policies.patterns_are_open(patterns, closed=_closed(uow)))
    enforce(policies.url_is_safe(url, demo=uow.demo))
    if uow.one(Connection, name=name):
        raise Conflict("oversight.connection_exists", "该名称已被使用（含已断开的），请换一个。")
    secret = f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}" if url else ""
    connection = Connection(
        id=uow.new_id(), name=name, unit_code=unit_code, path=path, scope=scope,
        client_id=client_id, patterns=patterns, kind=Kind.WEBHOOK if url else Kind.QUEUE,
        url=url, secret=secret,
    )  # fmt: skip
    connection.open()
    uow.add(connection)
    return connection


def pause(uow: UnitOfWork, *, connection_id: str) -> Connection:
    """Keep events for it instead of sending them."""
    return _take(uow, connection_id, "pause")


def resume(uow: UnitOfWork, *, connection_id: str) -> Connection:
    """Send what was kept, in order, and what comes after."""
    return _take(uow, connection_id, "resume")


def end(uow: UnitOfWork, *, connection_id: str) -> Connection:
    """Send nothing any more."""
    return _take(uow, connection_id, "end")


def replay(
    uow: UnitOfWork, *, connection_id: str, since: datetime | None, delivery_id: str | None
) -> Connection:
    """Send once more what was sent or parked: one delivery, or all since a time."""
    if (since is None) == (delivery_id is None):
        raise Invalid("oversight.replay_what", "请给出 since 或 delivery_id 其中之一。")
    if store.connection_of(uow.session, connection_id, uow.actor) is None:
        raise _no_connection()
    connection = uow.get(Connection, connection_id)
    count = store.send_again(uow.session, connection.id, since=since, delivery_id=delivery_id)
    if delivery_id and not count:
        raise NotFound("oversight.no_delivery", "没有这条可重新投递的记录。")
    connection.sent_again(count)
    return connection


class Desk:
    """What the courier of this service carries: to queues by the outbox, to webhooks by HTTP."""

    def forward(self, uow: UnitOfWork) -> int:
        """Hand on what waits for one queue, in order, while nobody else does; return how much."""
        connection = store.queue_with_work(uow.session)
        if connection is None:
            return 0
        waiting = store.waiting_for(uow.session, connection.id, limit=TOGETHER)
        for one in waiting:
            uow.forward(
                f"oversight.delivery.{connection.name}", f"{connection.id}/{one.subject}", one.body
            )
        store.move(uow.session, [one.id for one in waiting], status=Stand.SENT)
        return len(waiting)

    def claim(self, uow: UnitOfWork) -> Parcel | None:
        """Take what is due for a webhook; when no word comes back it is due again after a while."""
        found = store.next_for_a_webhook(uow.session)
        if found is None:
            return None
        delivery, connection = found
        pack = uow.rules(PACK)
        until = machine_time() + timedelta(seconds=pack.integer("webhook.lease"))
        parcel = Parcel(
            id=delivery.id, message_id=delivery.event_id, url=connection.url,
            secret=connection.secret, body=delivery.body, attempt=delivery.attempts + 1,
            seconds=pack.integer("webhook.timeout"), demo=uow.demo,
        )  # fmt: skip
        store.move(uow.session, [delivery.id], attempts=parcel.attempt, next_at=until)
        return parcel

    def settle(self, uow: UnitOfWork, parcel: Parcel, failure: str) -> None:
        """Note that it arrived, or why not: tried again after growing pauses, then parked."""
        pauses = uow.rules(PACK).raw("webhook.pauses")
        if not failure:
            return store.move(uow.session, [parcel.id], status=Stand.SENT, reason="")
        if parcel.attempt > len(pauses):
            return store.move(uow.session, [parcel.id], status=Stand.PARKED, reason=failure)
        again = machine_time() + timedelta(seconds=pauses[parcel.attempt - 1])
        return store.move(uow.session, [parcel.id], next_at=again, reason=failure)

    def tidy(self, uow: UnitOfWork) -> None:
        """Throw away what is too old to be sent again."""
        kept = timedelta(days=uow.rules(PACK).integer("delivery.kept_days"))
        store.throw_away(uow.session, before=uow.now - kept)


def _deliver(uow: UnitOfWork, event: Event) -> None:
    """Keep the event for every connection that hears it, in the transaction of its own line."""
    if uow not in _listening:
        known = uow.find(Connection)
        _listening[uow] = [one for one in known if one.status is not Status.ENDED]
    if not _listening[uow]:
        return
    path, closed = str(event.data.get("path", "")), _closed(uow)
    for connection in _listening[uow]:
        if connection.hears(event.type, path, closed=closed):
            uow.add(
                Delivery(
                    id=uow.new_id(), connection_id=connection.id, event_id=event.id,
                    type=event.type, subject=event.subject, body=event.body, at=event.time,
                    next_at=machine_time(),
                )
            )  # fmt: skip


def _closed(uow: UnitOfWork) -> tuple[str, ...]:
    return tuple(uow.rules(PACK).raw("closed"))


def _take(uow: UnitOfWork, connection_id: str, action: str) -> Connection:
    connection = uow.get(Connection, connection_id)
    if not uow.actor.serves(connection.path):
        raise _no_connection()
    connection.take(action, uow.actor)
    return connection


def _no_connection() -> NotFound:
    return NotFound("oversight.no_connection", "没有找到该接入，或您无权查看。")
