"""Takes events: many in one transaction, each once, a failing one set aside without blocking.

A batch is handled in one transaction; when that fails, one by one. What still fails waits in the
table `deferred` with its reason, and later events of the same subject wait behind it, so that order
per aggregate holds. After the last pause it is parked for a person. While the database is away
nothing is acknowledged and nothing is given back: giving back would count against the delivery
limit.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import aliased

from shared.chassis import bus, metrics, tables, topology
from shared.chassis.envelope import Event, decode
from shared.chassis.execution import Executor
from shared.chassis.logs import get_logger
from shared.chassis.unit_of_work import Request, SqlUnitOfWork
from shared.kernel.actor import system_actor
from shared.kernel.clock import machine_time
from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id

log = get_logger(__name__)

GATHER_SECONDS = 0  # take what is there: while a batch is handled the next one gathers by itself
LOOK_SECONDS = 1.0


_BLOCKED = select(tables.deferred.c.subject).where(tables.deferred.c.next_at.is_not(None))
_REMEMBER = text(
    "INSERT INTO inbox (event_id, type, handled_at)"
    " SELECT *, :now FROM unnest(CAST(:ids AS text[]), CAST(:types AS text[]))"
    " ON CONFLICT DO NOTHING RETURNING event_id"
)
_TAKE_IN = text(
    "INSERT INTO inbox (event_id, type, handled_at)"
    " SELECT id, type, :now FROM unnest(CAST(:ids AS text[]), CAST(:types AS text[]),"
    " CAST(:subjects AS text[])) AS come(id, type, subject) WHERE NOT EXISTS"
    " (SELECT FROM deferred WHERE deferred.subject = come.subject AND next_at IS NOT NULL)"
    " ON CONFLICT DO NOTHING RETURNING event_id"
)
"""One statement for any number of events: one text, compiled once. The second leaves out those
that must wait behind an earlier event of their subject.
"""


@dataclass(frozen=True)
class Received:
    """An event and the bytes it came as."""

    event: Event
    body: bytes


class EventConsumer:
    """Consumes `<service>.events.v1`, and parks what lands in the dead-letter queue."""

    def __init__(
        self, executor: Executor, uri: str, *, batch: int, pauses: Sequence[float]
    ) -> None:
        """Prepare; `run` connects."""
        self._executor = executor
        self._service = executor.service.name
        self._uri = uri
        self._batch = batch
        self._pauses = tuple(pauses)
        self._buffer: list[Any] = []
        self._connection: Any = None
        self._looked = 0.0
        self._stopping = False
        self.connected = False

    def run(self) -> None:
        """Consume until `stop`, whatever the broker does."""
        attempt = 0
        while not self._stopping:
            try:
                self._consume()
            except bus.CONNECTION_ERRORS as broken:
                attempt = 0 if self.connected else attempt + 1
                self.connected = False
                log.warning("events.broker_away", error=repr(broken), attempt=attempt)
                time.sleep(min(0.2 * 2**attempt, 4))

    def stop(self) -> None:
        """End after the batch at work."""
        self._stopping = True

    def _consume(self) -> None:
        self._buffer = []
        self._connection = connection = bus.connect(self._uri)
        try:
            channel = connection.channel()
            topology.declare(channel, self._service, self._executor.patterns())
            channel.basic_qos(0, 2 * self._batch, False)
            channel.basic_consume(topology.event_queue(self._service), callback=self._buffer.append)
            channel.basic_consume(topology.dead_queue(self._service), callback=self._bury)
            self.connected = True
            log.info("events.consuming", queue=topology.event_queue(self._service))
            while not self._stopping:
                self._turn(channel)
        finally:
            with suppress(Exception):
                connection.collect()

    def _turn(self, channel: Any) -> None:
        """Gather a batch, apply it, acknowledge it; look after what waits aside."""
        with suppress(TimeoutError):
            self._connection.drain_events(timeout=LOOK_SECONDS)
            while self._buffer and len(self._buffer) < self._batch:
                self._connection.drain_events(timeout=GATHER_SECONDS)
        if self._buffer:
            taken = self._buffer[: self._batch]
            del self._buffer[: self._batch]
            self._patiently(lambda: self.apply([bus.bytes_of(message) for message in taken]))
            channel.basic_ack(taken[-1].delivery_tag, multiple=True)
        if time.monotonic() - self._looked >= LOOK_SECONDS:
            self._patiently(self.retry_due)
            self._looked = time.monotonic()
        self._connection.heartbeat_tick()

    def _patiently(self, work: Callable[[], None]) -> None:
        """Do the work; while the database is away wait for it, keeping the broker's line alive."""
        while not self._stopping:
            try:
                return work()
            except (OperationalError, DBAPIError) as away:
                if not _is_away(away):
                    raise
                log.warning("events.database_away", error=type(away.orig).__name__)
                time.sleep(1)
                self._connection.heartbeat_tick()
        raise ConnectionError("stopped while the database was away")

    def apply(self, bodies: Sequence[bytes]) -> None:
        """Handle these events, each once; what cannot be read is parked at once."""
        received = []
        for body in bodies:
            try:
                event = decode(body)
            except Invalid as unreadable:
                self._park(body, str(unreadable))
                continue
            if self._executor.concerns(event):
                received.append(Received(event, body))
            else:
                metrics.EVENTS.labels(event.type, "passed").inc()
        if len(received) > 1 and self._all(received):
            return
        for one in received:
            self._alone(one)

    def retry_due(self) -> None:
        """Try again what waited long enough, the first of each subject."""
        while not self._stopping and self._retry_one():
            pass
        with self._unit() as uow:
            waiting, parked = uow.session.execute(
                select(
                    func.count().filter(tables.deferred.c.next_at.is_not(None)),
                    func.count().filter(tables.deferred.c.next_at.is_(None)),
                )
            ).one()
        metrics.WAITING.set(waiting)
        metrics.PARKED.set(parked)

    def _together(self, received: Sequence[Received]) -> None:
        with self._unit() as uow:
            fresh = self._take_in(uow, [one.event for one in received])
            ready = [one for one in received if one.event.id in fresh]
            if len(ready) < len(received):
                rest = [one for one in received if one.event.id not in fresh]
                ready += self._queue_behind(uow, rest)
            for one in ready:
                self._executor.handle(uow, one.event)
            uow.commit()
        for one in ready:
            metrics.EVENTS.labels(one.event.type, "handled").inc()
        self._lag(received)

    def _all(self, received: Sequence[Received]) -> bool:
        """Handle a batch; say whether it went well, else nothing of it was kept."""
        try:
            self._together(received)
        except Exception as failed:
            if _is_away(failed):
                raise
            log.warning("events.batch_failed", size=len(received), error=repr(failed))
            return False
        return True

    def _alone(self, one: Received) -> None:
        try:
            self._together([one])
        except Exception as failed:
            if _is_away(failed):
                raise
            log.warning(
                "events.deferred", type=one.event.type, event_id=one.event.id, error=repr(failed)
            )
            metrics.EVENTS.labels(one.event.type, "deferred").inc()
            with self._unit() as uow:
                self._set_aside(uow, one, _reason(failed), attempts=1, pause=self._pauses[0])
                uow.commit()

    def _retry_one(self) -> bool:
        """Handle the first due event that waits; say whether there was one."""
        with self._unit() as uow:
            row = uow.session.execute(_first_due()).first()
            if row is None:
                return False
            event = decode(bytes(row.body))
            try:
                if self._fresh(uow, event):
                    self._executor.handle(uow, event)
                uow.session.execute(delete(tables.deferred).where(tables.deferred.c.id == row.id))
                uow.commit()
                metrics.EVENTS.labels(event.type, "handled_later").inc()
            except Exception as failed:
                if _is_away(failed):
                    raise
                uow.session.rollback()
                self._postpone(row, failed)
        return True

    def _postpone(self, row: Row[Any], failed: Exception) -> None:
        attempts = row.attempts + 1
        parked = attempts > len(self._pauses)
        pause = timedelta(seconds=self._pauses[min(attempts, len(self._pauses)) - 1])
        if parked:
            log.error("events.parked", type=row.type, event_id=row.event_id, error=repr(failed))
            metrics.EVENTS.labels(row.type, "parked").inc()
        with self._unit() as uow:
            uow.session.execute(
                update(tables.deferred)
                .where(tables.deferred.c.id == row.id)
                .values(
                    attempts=attempts,
                    reason=_reason(failed),
                    next_at=None if parked else machine_time() + pause,
                )
            )
            uow.commit()

    def _fresh(self, uow: SqlUnitOfWork, event: Event) -> bool:
        come = {"ids": [event.id], "types": [event.type], "now": machine_time()}
        return bool(uow.session.scalars(_REMEMBER, come).all())

    def _take_in(self, uow: SqlUnitOfWork, events: Sequence[Event]) -> set[str]:
        """Remember the events that are new and wait behind nothing; return their ids."""
        come = {
            "ids": [event.id for event in events],
            "types": [event.type for event in events],
            "subjects": [event.subject for event in events],
        }
        return set(uow.session.scalars(_TAKE_IN, {**come, "now": machine_time()}))

    def _queue_behind(self, uow: SqlUnitOfWork, received: Sequence[Received]) -> list[Received]:
        """Set aside those whose subject waits; return those that are free and new after all.

        Another replica may have handled what they waited for since we looked; the rest were
        handled before.
        """
        waiting = set(uow.session.scalars(_BLOCKED))
        for one in received:
            if one.event.subject in waiting:
                self._set_aside(uow, one, "等待同一事项较早的事件。", attempts=0, pause=0.0)
        free = [one for one in received if one.event.subject not in waiting]
        return [one for one in free if self._fresh(uow, one.event)]

    def _set_aside(
        self, uow: SqlUnitOfWork, one: Received, reason: str, *, attempts: int, pause: float
    ) -> None:
        now = machine_time()
        uow.session.execute(
            upsert(tables.deferred)
            .values(
                event_id=one.event.id,
                type=one.event.type,
                subject=one.event.subject,
                body=one.body,
                attempts=attempts,
                next_at=now + timedelta(seconds=pause),
                reason=reason,
                first_at=now,
            )
            .on_conflict_do_nothing()
        )

    def _bury(self, message: Any) -> None:
        """Park a dead letter: it came back too often, most likely by killing its consumer."""
        body = bus.bytes_of(message)
        self._patiently(lambda: self._park(body, "消息多次投递未能处理，已转入死信。"))
        message.channel.basic_ack(message.delivery_tag)

    def _park(self, body: bytes, reason: str) -> None:
        try:
            event = decode(body)
            named = {"event_id": event.id, "type": event.type, "subject": event.subject}
        except Invalid:
            named = {"event_id": new_id(), "type": "unreadable", "subject": ""}
        log.error("events.parked", type=named["type"], event_id=named["event_id"], error=reason)
        now = machine_time()
        with self._unit() as uow:
            uow.session.execute(
                upsert(tables.deferred)
                .values(**named, body=body, attempts=0, next_at=None, reason=reason, first_at=now)
                .on_conflict_do_nothing()
            )
            uow.commit()

    def _unit(self) -> SqlUnitOfWork:
        act = Request(act=f"{self._service}.inbox", actor=system_actor(self._service))
        return self._executor.unit(act)

    def _lag(self, received: Sequence[Received]) -> None:
        now = machine_time()
        for one in received:
            metrics.EVENT_LAG.observe(max((now - one.event.time).total_seconds(), 0))


def _first_due() -> Any:
    """Select the first due row whose subject has no earlier one waiting."""
    earlier = aliased(tables.deferred)
    mine = tables.deferred.c
    return (
        select(tables.deferred)
        .where(
            mine.next_at <= machine_time(),
            ~select(earlier.c.id)
            .where(
                earlier.c.subject == mine.subject,
                earlier.c.id < mine.id,
                earlier.c.next_at.is_not(None),
            )
            .exists(),
        )
        .order_by(mine.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _reason(failed: Exception) -> str:
    return f"{type(failed).__name__}: {failed}"[:2000].replace("\0", "")


def _is_away(failed: BaseException) -> bool:
    """Say whether the database, not the event, is the trouble."""
    if not isinstance(failed, DBAPIError):
        return False
    return failed.connection_invalidated or (
        isinstance(failed, OperationalError) and not getattr(failed.orig, "pgcode", None)
    )
