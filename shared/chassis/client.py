"""Asking services from plain threads: the gateway, the command line, tests.

One connection a process, one thread that reads replies, one future per call. Requests expire with
their deadline, so that what nobody waits for is not done. Started at first use, again after a fork.
"""

import os
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import suppress
from typing import Any

import amqp
import orjson

from shared.chassis import bus
from shared.kernel.errors import Unavailable
from shared.kernel.ids import new_id


class Client:
    """Thread-safe; one for a whole process."""

    def __init__(self, amqp_uri: str, *, timeout: float = 10.0) -> None:
        """Remember where the broker is; nothing connects yet."""
        self._uri = amqp_uri
        self._timeout = timeout
        self._lock = threading.Lock()
        self._line: _Line | None = None

    def call(
        self,
        service: str,
        operation: str,
        command: Mapping[str, Any],
        *,
        token: str = "",
        traceparent: str = "",
        idempotency_key: str = "",
        if_match: int | None = None,
        timeout: float | None = None,
    ) -> dict[str, Any]:
        """Return the service's answer, or raise its refusal as its own kind.

        Unavailable `rpc.no_service` when nobody has the queue, `rpc.timeout` when no reply comes in
        `timeout` seconds, `rpc.no_broker` when the broker cannot be reached.
        """
        headers = {
            "nameko.call_id_stack": [f"client.{operation}"],
            "nameko.token": token,
            "nameko.traceparent": traceparent,
            "nameko.idempotency_key": idempotency_key,
            "nameko.if_match": "" if if_match is None else str(if_match),
        }
        body = orjson.dumps({"args": [], "kwargs": dict(command)})
        wait = self._timeout if timeout is None else timeout
        call_id = new_id()
        line = self._open()
        reply = line.ask(
            f"{service}.{operation}", body, {k: v for k, v in headers.items() if v}, call_id, wait
        )
        try:
            answer: dict[str, Any] = bus.read_reply(reply.result(wait))
        except FutureTimeout as silent:
            raise Unavailable(
                "rpc.timeout", "服务答复超时，请稍后重试；已提交的内容不会重复办理。"
            ) from silent
        finally:
            line.forget(call_id)
        return answer

    def close(self) -> None:
        """Close the connection; the next call opens another."""
        with self._lock:
            if self._line is not None:
                self._line.close()
            self._line = None

    def _open(self) -> "_Line":
        with self._lock:
            if self._line is None or not self._line.usable():
                try:
                    self._line = _Line(self._uri)
                except bus.CONNECTION_ERRORS as away:
                    raise Unavailable(
                        "rpc.no_broker", "消息总线暂时无法连接，请稍后重试。"
                    ) from away
            return self._line


class _Line:
    """One connection with its reply queue and reading thread."""

    def __init__(self, uri: str) -> None:
        self._pid = os.getpid()
        self._connection = bus.connect(uri)
        self._channel = self._connection.channel()
        self._reply_to = new_id()
        self._waiting: dict[str, Future[bytes]] = {}
        self._writing = threading.Lock()
        self._open = True
        queue = self._channel.queue_declare("", exclusive=True, auto_delete=True).queue
        self._channel.exchange_declare(bus.RPC_EXCHANGE, "topic", durable=True, auto_delete=False)
        self._channel.queue_bind(queue, bus.RPC_EXCHANGE, self._reply_to)
        self._channel.basic_consume(queue, no_ack=True, callback=self._replied)
        self._channel.events["basic_return"].add(self._returned)
        self._connection.transport.look_up_every(1)
        threading.Thread(target=self._read, name="rpc-replies", daemon=True).start()

    def usable(self) -> bool:
        """Say whether it is open and of this process."""
        return self._open and self._pid == os.getpid()

    def ask(
        self, key: str, body: bytes, headers: Mapping[str, Any], call_id: str, wait: float
    ) -> Future[bytes]:
        """Send a request and return the future of its reply."""
        reply: Future[bytes] = Future()
        self._waiting[call_id] = reply
        message = amqp.Message(
            body,
            content_type="application/json",
            content_encoding="utf-8",
            reply_to=self._reply_to,
            correlation_id=call_id,
            expiration=str(int(wait * 1000)),
            delivery_mode=1,
            application_headers=dict(headers),
        )
        try:
            with self._writing:
                self._channel.basic_publish(message, bus.RPC_EXCHANGE, key, mandatory=True)
        except bus.CONNECTION_ERRORS as broken:
            self._break(broken)
            raise Unavailable("rpc.no_broker", "消息总线连接中断，请稍后重试。") from broken
        return reply

    def forget(self, call_id: str) -> None:
        """Wait for this reply no longer."""
        self._waiting.pop(call_id, None)

    def close(self) -> None:
        """Close; whoever still waits is told."""
        self._open = False
        # The reading thread may see the end first and take the connection apart: AttributeError.
        with suppress(*bus.CONNECTION_ERRORS, AttributeError), self._writing:
            self._connection.close()
        self._break(ConnectionError("closed"))

    def _read(self) -> None:
        while self._open:
            try:
                self._connection.drain_events()
            except TimeoutError:
                pass
            except bus.CLOSED_ERRORS as broken:
                self._break(broken)
                return
            self._beat()

    def _beat(self) -> None:
        try:
            with self._writing:
                self._connection.heartbeat_tick()
        except bus.CONNECTION_ERRORS as broken:
            self._break(broken)

    def _replied(self, message: Any) -> None:
        reply = self._waiting.get(message.properties.get("correlation_id", ""))
        if reply is not None and not reply.done():
            reply.set_result(message.body)

    def _returned(self, error: Any, exchange: str, key: str, message: Any) -> None:
        reply = self._waiting.get(message.properties.get("correlation_id", ""))
        if reply is not None and not reply.done():
            service = key.partition(".")[0]
            reply.set_exception(
                Unavailable(
                    "rpc.no_service", f"服务 {service} 未运行，请稍后重试。", service=service
                )
            )

    def _break(self, reason: BaseException) -> None:
        self._open = False
        for reply in list(self._waiting.values()):
            if not reply.done():
                reply.set_exception(Unavailable("rpc.no_broker", "消息总线连接中断，请稍后重试。"))
        with suppress(Exception):
            self._connection.collect()
