"""From the outbox to the broker: confirmed, in order per aggregate, by one relay at a time.

An own process beside the service. It holds an advisory lock, so a second one stands by. A batch is
deleted, published, confirmed and committed; whatever breaks in between rolls the deletion back, and
the inbox of the receivers makes the repeat harmless. The same process fires due timers, links the
audit chain and seals its days. It polls, faster while there is work: a NOTIFY inside the writing
transaction would cost that transaction a third of its throughput.
"""

import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

import amqp
from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Row,
    any_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import DBAPIError

from shared.chassis import audit, audit_days, bus, metrics, tables, timers, topology
from shared.chassis.database import Database
from shared.chassis.envelope import CONTENT_TYPE
from shared.chassis.house import audit_key, demo_time, true_time
from shared.chassis.logs import get_logger
from shared.chassis.settings import Settings
from shared.kernel.clock import machine_time

log = get_logger(__name__)

BATCH = 500
PART = 100
"""Rows written in one piece; what comes back is read in between, so that neither side waits."""

FASTEST, SLOWEST = 0.005, 0.05
CONFIRM_SECONDS = 10
HELD_SECONDS = 5
CHORES_EVERY = 0.2
COUNT_EVERY = 2
LOOK_BACK_EVERY = 10
LOCK = "jiedao:relay"
TROUBLE: tuple[type[BaseException], ...] = (*bus.CONNECTION_ERRORS, DBAPIError)


_FIRST = "SELECT seq FROM outbox ORDER BY seq LIMIT 1"
"""By the index: rows that were taken away fill the table until the next vacuum."""


def _take() -> Any:
    """Take the next rows in order; those behind a held one of their subject stay.

    As an array they are looked for once: a subquery may be asked anew for every row of the table,
    and then takes more than a batch, in the square of the time (it did, on old statistics).
    """
    rows, now = tables.outbox.c, bindparam("now", type_=DateTime(timezone=True))
    held = select(rows.subject).where(rows.held_until > now)
    ready = (
        select(rows.seq)
        .where(or_(rows.held_until.is_(None), rows.held_until <= now), rows.subject.not_in(held))
        .order_by(rows.seq)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    chosen = func.array(ready.scalar_subquery(), type_=ARRAY(BigInteger))
    return delete(tables.outbox).where(rows.seq == any_(chosen)).returning(tables.outbox)


_TAKE = _take()
_NOT_AWAITED = text("SET LOCAL synchronous_commit = off")
"""The disk is not awaited: should it lose the deletion, the rows are published twice, not lost."""


class Relay:
    """Runs until `stop` or a fault of its own; survives broker and database going away."""

    def __init__(self, settings: Settings, service: str) -> None:
        """Prepare; `run` connects. The connection must not go through a transaction pooler."""
        self._service = service
        self._settings = settings
        self._database = Database(settings.service_database_url, pool_size=2)
        self._key = audit_key(settings)
        self._now = demo_time if settings.demo else true_time
        self._stopping = False
        self._chores_at = self._counted_at = self._looked_back_at = 0.0
        self._whole = self._unsealed = True
        self._closed_on: date | None = None
        self.leading = False
        self._broker: _Broker | None = None

    def run(self) -> None:
        """Relay until stopped."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        pause = 0.2
        while not self._stopping:
            try:
                self._lead()
                pause = 0.2
            except TROUBLE as broken:
                log.warning("relay.interrupted", error=repr(broken)[:500])
                time.sleep(pause)
                pause = min(pause * 2, 4)
            finally:
                self.leading = False
                metrics.LEADING.set(0)
                self._hang_up()

    def stop(self, *_: object) -> None:
        """End after the batch at work."""
        self._stopping = True

    def alive(self) -> bool:
        """Say whether the process should go on."""
        return True

    def ready(self) -> bool:
        """Say whether it relays, or stands by for the one that does."""
        return not self._stopping

    def _lead(self) -> None:
        with self._database.line() as lock:
            try:
                if self._elected(lock):
                    self._work(lock)
            finally:
                lock.invalidate()  # the lock ends with its session, which a pool would keep

    def _elected(self, lock: Connection) -> bool:
        """Wait for the lock; say whether it was got before the process was told to stop."""
        wanted = text("SELECT pg_try_advisory_lock(hashtext(:name))")
        while not self._stopping:
            if lock.execute(wanted, {"name": LOCK}).scalar_one():
                self.leading = True
                metrics.LEADING.set(1)
                log.info("relay.leading")
                return True
            time.sleep(1)
        return False

    def _work(self, lock: Connection) -> None:
        """Publish while there is something; a look costs a fiftieth of a batch, and asks the lock's
        own line, so that a lock that is lost is noticed before the next row is taken.
        """
        pause = FASTEST
        while not self._stopping:
            waiting = lock.exec_driver_sql(_FIRST).scalar() is not None
            moved = self.publish_batch() if waiting else 0
            self._unsealed = self._unsealed or waiting
            if time.monotonic() - self._chores_at >= CHORES_EVERY:
                moved += self.chores()
            pause = FASTEST if moved else min(pause * 1.5, SLOWEST)
            if moved < BATCH:
                time.sleep(pause)

    def chores(self) -> int:
        """Fire due timers, link the audit chain, seal its days; return how many timers fired."""
        self._chores_at = time.monotonic()
        with self._database.read() as session:
            now = self._now(session)
            due = timers.any_due(session, now)
        fired = self._fire() if due else 0
        if self._unsealed:
            self._seal()
        if self._closed_on != now.date():
            self._close_days(now)
        if self._chores_at - self._counted_at >= COUNT_EVERY:
            self._count()
        metrics.TIMERS.inc(fired)
        if self._broker is not None:
            self._broker.beat()
        return fired

    def _fire(self) -> int:
        with self._database.write() as session, session.begin():
            return timers.fire_due(session, self._service, self._now(session))

    def _seal(self) -> None:
        """Link new audit lines. Each came with a fact: none is new while nothing was published.

        A wide look, for lines whose transaction took long, comes now and then and after the last.
        """
        back = self._chores_at - self._looked_back_at >= LOOK_BACK_EVERY
        window = audit.WINDOW if back else audit.RECENT
        with self._database.write() as session, session.begin():
            sealed = audit.seal(session, self._key, whole=self._whole, window=window)
        self._unsealed = sealed > 0 or not back
        self._looked_back_at = self._chores_at if back else self._looked_back_at
        self._whole = self._whole and sealed == audit.BATCH
        metrics.SEALED.inc(sealed)

    def _close_days(self, now: datetime) -> None:
        """Seal the days that are over, once all their lines are linked."""
        with self._database.write() as session, session.begin():
            while audit.seal(session, self._key, whole=self._whole) == audit.BATCH:
                pass
            audit_days.close_days(session, self._service, now)
        self._closed_on = now.date()

    def _count(self) -> None:
        self._counted_at = self._chores_at
        with self._database.line() as line:
            backlog = line.execute(select(func.count()).select_from(tables.outbox)).scalar_one()
        metrics.OUTBOX.set(backlog)

    def publish_batch(self) -> int:
        """Publish the next rows; return how many the broker confirmed."""
        with self._database.engine.begin() as connection:
            connection.execute(_NOT_AWAITED)
            taken = connection.execute(_TAKE, {"now": machine_time()})
            rows = sorted(taken, key=lambda row: row.seq)
            if not rows:
                return 0
            returned = self._open().publish(self._service, rows)
            if returned:
                self._hold(connection, [row for row in rows if row.event_id in returned])
        metrics.PUBLISHED.inc(len(rows) - len(returned))
        metrics.HELD.set(len(returned))
        return len(rows) - len(returned)

    def _hold(self, connection: Connection, rows: Sequence[Row[Any]]) -> None:
        """Put back what no queue wanted; later events of the same subject wait behind it."""
        for row in rows:
            log.error("relay.no_queue", type=row.type, event_id=row.event_id)
        until = machine_time() + timedelta(seconds=HELD_SECONDS)
        kept = ("seq", "event_id", "type", "subject", "body", "announced_only")
        connection.execute(
            insert(tables.outbox),
            [
                {name: getattr(row, name) for name in kept}
                | {"attempts": row.attempts + 1, "held_until": until}
                for row in rows
            ],
        )

    def _open(self) -> "_Broker":
        if self._broker is None:
            self._broker = _Broker(self._settings.amqp_uri, self._service)
        return self._broker

    def _hang_up(self) -> None:
        if self._broker is not None:
            self._broker.close()
        self._broker = None


class _Broker:
    """A channel in confirm mode: a batch is written, then all confirms are awaited."""

    def __init__(self, uri: str, service: str) -> None:
        self._connection = bus.connect(uri)
        self._channel = self._connection.channel()
        self._channel.confirm_select()
        self._channel.events["basic_ack"].add(self._confirmed)
        self._channel.events["basic_return"].add(self._came_back)
        self._channel.exchange_declare(
            topology.exchange(service), "topic", durable=True, auto_delete=False
        )
        self._sent = 0
        self._open: set[int] = set()
        self._returned: set[str] = set()

    def publish(self, service: str, rows: Sequence[Row[Any]]) -> set[str]:
        """Publish and wait for every confirm; return the ids that no queue wanted.

        Raises ConnectionError when a confirm does not come in time: the batch is repeated.
        """
        self._returned = set()
        for start in range(0, len(rows), PART):
            with self._connection.transport.together():
                for row in rows[start : start + PART]:
                    self._send(topology.exchange(service), row)
            self._listen(0)
        limit = time.monotonic() + CONFIRM_SECONDS
        while self._open:
            if time.monotonic() > limit:
                raise ConnectionError("the broker did not confirm in time")
            self._listen(1)
        return self._returned

    def _send(self, exchange: str, row: Row[Any]) -> None:
        message = amqp.Message(
            bytes(row.body), content_type=CONTENT_TYPE, delivery_mode=2, message_id=row.event_id
        )
        self._sent += 1
        self._open.add(self._sent)
        self._channel.basic_publish(message, exchange, row.type, mandatory=not row.announced_only)

    def beat(self) -> None:
        """Keep the line alive while there is nothing to publish."""
        self._listen(0)
        self._connection.heartbeat_tick()

    def _listen(self, seconds: float) -> None:
        with suppress(TimeoutError):
            self._connection.drain_events(timeout=seconds)

    def close(self) -> None:
        """Hang up without ceremony."""
        with suppress(Exception):
            self._connection.collect()

    def _confirmed(self, tag: int, multiple: bool) -> None:
        if multiple:
            self._open = {each for each in self._open if each > tag}
        else:
            self._open.discard(tag)

    def _came_back(self, error: Any, exchange: str, key: str, message: Any) -> None:
        self._returned.add(message.properties["message_id"])
