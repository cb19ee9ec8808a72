"""Answers requests: our own consumer inside the nameko container.

nameko's own drops to a standstill when a reply cannot be sent, crashes on odd headers, and spends
five times the CPU on each message. This one survives all of these: a request that cannot be read is
answered or dropped, a reply that cannot be sent is given up (the caller repeats with its key), and
a broker that goes away is waited for.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import amqp
import eventlet
from eventlet.greenpool import GreenPool
from eventlet.semaphore import Semaphore

from shared.chassis import bus, metrics, topology, tracing
from shared.chassis.execution import Call, Executor
from shared.chassis.logs import get_logger
from shared.chassis.tokens import Verifier
from shared.kernel.actor import ANONYMOUS, Actor
from shared.kernel.errors import JiedaoError, Unavailable

log = get_logger(__name__)

PAUSES = (0.2, 0.5, 1, 2, 4)
"""Seconds between attempts to reach the broker again."""


class RequestServer:
    """Consumes `rpc-<service>`; up to `workers` requests at once."""

    def __init__(self, executor: Executor, verifier: Verifier, uri: str, *, workers: int) -> None:
        """Prepare; `run` connects."""
        self._executor = executor
        self._service = executor.service.name
        self._verifier = verifier
        self._uri = uri
        self._workers = workers
        self._pool = GreenPool(workers)
        self._writing = Semaphore()
        self._channel: Any = None
        self._consumer = ""
        self._stopping = False
        self.connected = False

    def run(self) -> None:
        """Serve until `stop`, whatever the broker does."""
        attempt = 0
        while not self._stopping:
            try:
                self._serve()
                attempt = 0
            except bus.CONNECTION_ERRORS as broken:
                attempt = 0 if self.connected else attempt + 1
                self.connected = False
                if not self._stopping:
                    log.warning("rpc.broker_away", error=repr(broken), attempt=attempt)
                    eventlet.sleep(PAUSES[min(attempt, len(PAUSES) - 1)])

    def stop(self) -> None:
        """Take no more requests and finish those at work."""
        self._stopping = True
        with suppress(*bus.CLOSED_ERRORS), self._writing:
            self._channel.basic_cancel(self._consumer, nowait=True)
        self._pool.waitall()

    def _serve(self) -> None:
        connection = bus.connect(self._uri)
        try:
            self._channel = channel = connection.channel()
            topology.declare_requests(channel, self._service)
            channel.basic_qos(0, self._workers, False)
            self._consumer = channel.basic_consume(
                bus.rpc_queue(self._service), callback=self._received
            )
            self.connected = True
            log.info("rpc.serving", queue=bus.rpc_queue(self._service))
            drain(connection, self._writing, self._finished)
        finally:
            with suppress(Exception):
                connection.collect()

    def _finished(self) -> bool:
        """Say whether to hang up: not before the last answer is sent."""
        return self._stopping and not self._pool.running()

    def _received(self, message: Any) -> None:
        self._pool.spawn_n(self._answer, message, message.channel)

    def _answer(self, message: Any, channel: Any) -> None:
        started = time.perf_counter()
        operation = message.delivery_info["routing_key"].partition(".")[2]
        body, outcome = self._result(message, operation)
        metrics.OPERATIONS.labels(operation, outcome).inc()
        metrics.OPERATION_SECONDS.labels(operation).observe(time.perf_counter() - started)
        try:
            with self._writing, channel.connection.transport.together():
                self._reply(channel, message, body)
                channel.basic_ack(message.delivery_tag)
        except bus.CLOSED_ERRORS as lost:
            log.warning("rpc.reply_lost", operation=operation, error=repr(lost))

    def _reply(self, channel: Any, message: Any, body: bytes) -> None:
        reply_to = message.properties.get("reply_to")
        if not reply_to:
            return
        reply = amqp.Message(
            body,
            content_type="application/json",
            content_encoding="utf-8",
            correlation_id=message.properties.get("correlation_id", ""),
            delivery_mode=1,
        )
        channel.basic_publish(reply, bus.RPC_EXCHANGE, reply_to)

    def _result(self, message: Any, operation: str) -> tuple[bytes, str]:
        """Return the reply and its outcome; an answer that is no JSON is a fault like any other."""
        try:
            headers = message.properties.get("application_headers") or {}
            call = self._call(operation, message.body, headers)
            return bus.write_reply(self._executor.answer(call), None), "ok"
        except JiedaoError as refused:
            return bus.write_reply(None, refused), refused.kind
        except Exception as fault:
            log.exception("rpc.fault", operation=operation, error=repr(fault))
            sorry = Unavailable(
                "service.fault", "系统内部错误，已记录。请稍后重试；如持续出现请联系运维人员。"
            )
            return bus.write_reply(None, sorry), sorry.kind

    def _call(self, operation: str, body: Any, headers: dict[str, Any]) -> Call:
        version = str(headers.get("nameko.if_match", ""))
        return Call(
            operation=operation,
            command=bus.read_request(body),
            actor=self._actor(str(headers.get("nameko.token", ""))),
            traceparent=tracing.follow(str(headers.get("nameko.traceparent", ""))).header,
            idempotency_key=str(headers.get("nameko.idempotency_key", "")),
            if_match=int(version) if version.isdecimal() else None,
        )

    def _actor(self, token: str) -> Actor:
        return self._verifier.actor(token) if token else ANONYMOUS


def drain(connection: Any, writing: Any, stopping: Callable[[], bool]) -> None:
    """Read what the broker sends until `stopping`, with heartbeats in between."""
    while not stopping():
        with suppress(TimeoutError):
            connection.drain_events(timeout=1)
        with writing:
            connection.heartbeat_tick()
