"""Is the process alive, can the whole house work, how does it fare.

`/healthz` asks nobody. `/readyz` asks every service's `health` at once and shows each answer, the
clock of acts and whether this is the demonstration. `/metrics` is for the operator's network only:
an ingress must not route it.
"""

import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any

import falcon
import orjson
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    generate_latest,
    multiprocess,
)

from gateway import errors
from gateway.rpc import Bus
from shared.kernel.errors import JiedaoError

PATIENCE = 2.0
FRESH = 0.5
"""Seconds: how long one service may take, and how long a finding is shown again as it is."""

Json = dict[str, Any]


class Healthz:
    """This process answers."""

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Say so without asking anybody."""
        resp.data = b'{"status":"alive"}'


class Readyz:
    """Every service answers; 503 with the same members when one does not."""

    def __init__(self, bus: Bus, services: Iterable[str]) -> None:
        """Ask these services."""
        self._bus = bus
        self._services = tuple(services)
        self._pool = ThreadPoolExecutor(len(self._services), thread_name_prefix="readyz")
        self._lock = threading.Lock()
        self._found: Json = {}
        self._until = 0.0

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Show what every service says."""
        found = self._look()
        if found["ready"]:
            resp.data = orjson.dumps(found)
            return
        missing = [name for name, one in found["services"].items() if one["status"] != "ready"]
        base = errors.problem(
            503,
            code="gateway.not_ready",
            detail=f"这些服务暂时没有答复：{'、'.join(missing)}。",
            trace_id=req.context.trace_id,
        )
        resp.status = 503
        resp.content_type = errors.MEDIA_TYPE
        resp.set_header("Retry-After", "1")
        resp.data = orjson.dumps({**orjson.loads(base), **found})

    def _look(self) -> Json:
        with self._lock:
            if monotonic() >= self._until:
                self._found = self._asked()
                self._until = monotonic() + FRESH
            return self._found

    def _asked(self) -> Json:
        answers = dict(zip(self._services, self._pool.map(self._ask, self._services), strict=True))
        ready = [one for one in answers.values() if one["status"] == "ready"]
        return {
            "ready": len(ready) == len(answers),
            "demo": any(one["demo"] for one in ready),
            "clock": max((one["now"] for one in ready), default=None),
            "services": answers,
        }

    def _ask(self, service: str) -> Json:
        try:
            answer = self._bus.call(service, "health", {}, timeout=PATIENCE)
        except JiedaoError as silent:
            return {"status": "unreachable", "code": silent.code}
        return dict(answer["body"])


class Metrics:
    """Prometheus text: of all workers together where the multiprocess folder is set."""

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Show the metrics."""
        registry = CollectorRegistry()
        try:
            multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        except ValueError:  # one process only: no folder
            registry = REGISTRY
        resp.content_type = CONTENT_TYPE_LATEST
        resp.data = generate_latest(registry)
