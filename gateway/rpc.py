"""The hop to a service, as the gateway sees it. `shared.chassis.client.Client` is the real one."""

from collections.abc import Mapping
from typing import Any, Protocol

Answer = dict[str, Any]
"""{"status", "body", "version", "next", "previous"}: what a service answers."""


class Bus(Protocol):
    """Whatever can ask a service."""

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
    ) -> Answer:
        """Return the answer; raises the six kinds, Unavailable when none comes in time."""
        ...
