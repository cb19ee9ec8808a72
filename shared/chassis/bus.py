"""The broker as both sides see it: how to connect, and how requests and replies are written.

Requests and replies are nameko's on the wire, so that a stock nameko client can ask our services.
Bodies are plain JSON: kombu's typed JSON (`{"__type__": …}`) is never decoded.
"""

from typing import Any
from urllib.parse import unquote, urlsplit

import amqp
import orjson

from shared.chassis.wire import Connection
from shared.kernel.errors import KINDS, Invalid, JiedaoError, Unavailable

RPC_EXCHANGE = "nameko-rpc"
HEARTBEAT = 20
"""Seconds; a peer that is silent for twice as long is gone."""

CONNECTION_ERRORS: tuple[type[BaseException], ...] = (
    OSError, amqp.ConnectionError, amqp.ChannelError, amqp.RecoverableConnectionError,
)  # fmt: skip
CLOSED_ERRORS: tuple[type[BaseException], ...] = (*CONNECTION_ERRORS, AttributeError, TypeError)
"""What py-amqp raises on a connection or channel that was closed under the caller's feet."""


def connect(uri: str, *, confirms: bool = False) -> Any:
    """Open a connection to `amqp://user:password@host:port/vhost`; times out in 5 s."""
    parts = urlsplit(uri)
    connection = Connection(
        host=f"{parts.hostname}:{parts.port or 5672}",
        userid=unquote(parts.username or "guest"),
        password=unquote(parts.password or "guest"),
        virtual_host=unquote(parts.path[1:]) or "/",
        heartbeat=HEARTBEAT,
        connect_timeout=5,
        read_timeout=30,
        write_timeout=30,
        confirm_publish=confirms,
        client_properties={"product": "jiedao"},
    )
    connection.connect()
    return connection


def bytes_of(message: Any) -> bytes:
    """Return a message's body as bytes; py-amqp decodes it when an encoding is declared."""
    body = message.body
    return body.encode() if isinstance(body, str) else bytes(body)


def rpc_queue(service: str) -> str:
    """Return the name of a service's request queue."""
    return f"rpc-{service}"


def read_request(body: Any) -> dict[str, Any]:
    """Return the command of a request; raises Invalid `rpc.unreadable` for anything else."""
    try:
        payload = orjson.loads(body)
        command = payload["kwargs"]
        if payload["args"] or not isinstance(command, dict):
            raise TypeError("positional arguments")
    except (orjson.JSONDecodeError, KeyError, TypeError) as bad:
        raise Invalid("rpc.unreadable", "请求无法解析。") from bad
    return command


def write_reply(result: Any, error: JiedaoError | None) -> bytes:
    """Write a reply; an error carries its type for nameko and its problem for us."""
    return orjson.dumps(
        {"result": result, "error": None if error is None else _error(error)},
        option=orjson.OPT_NON_STR_KEYS,
    )


def read_reply(body: Any) -> Any:
    """Return the result of a reply, or raise the error that it carries as its own kind."""
    payload = orjson.loads(body)
    error = payload["error"]
    if error is None:
        return payload["result"]
    problem = error.get("problem")
    if problem is None:
        raise Unavailable("rpc.failed", "服务处理失败，请稍后重试。", error=error.get("exc_type"))
    kind = KINDS.get(error["exc_type"], Unavailable)
    raise kind(problem["code"], problem["message"], **problem["details"])


def _error(error: JiedaoError) -> dict[str, Any]:
    kind = next((name for name in KINDS if KINDS[name] is type(error)), None)
    name = kind or type(error).__mro__[1].__name__
    return {
        "exc_type": name,
        "exc_path": f"shared.kernel.errors.{name}",
        "exc_args": [error.code, error.message],
        "value": str(error),
        "problem": {
            "code": error.code,
            "message": error.message,
            "details": error.details,
            "status": error.status,
            "kind": error.kind,
        },
    }
