"""A bus that answers from a table and remembers what it was asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.kernel.errors import Unavailable

Answer = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """One call as it arrived."""

    service: str
    operation: str
    command: Mapping[str, Any]
    token: str
    traceparent: str
    idempotency_key: str
    if_match: int | None
    timeout: float | None


@dataclass
class FakeClient:
    """Stands for `shared.chassis.client.Client`.

    `answers` maps "service.operation" to an answer, a refusal to raise, or a function of the call;
    what is not in it answers like a service that is not there.
    """

    answers: dict[str, Answer | Exception | Callable[[Asked], Answer]] = field(default_factory=dict)
    calls: list[Asked] = field(default_factory=list)

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
        """Remember the call, then answer or raise as the table says."""
        asked = Asked(
            service, operation, command, token, traceparent, idempotency_key, if_match, timeout
        )
        self.calls.append(asked)
        found = self.answers.get(f"{service}.{operation}")
        if found is None:
            raise Unavailable(
                "rpc.no_service", f"服务 {service} 未运行，请稍后重试。", service=service
            )
        if isinstance(found, Exception):
            raise found
        return found(asked) if callable(found) else found


def silence(asked: Asked) -> Answer:
    """Answer like a service that does not answer in time."""
    raise Unavailable("rpc.timeout", "服务答复超时，请稍后重试；已提交的内容不会重复办理。")


def answer(
    body: Any = None,
    *,
    status: int = 200,
    version: int | None = None,
    next: str | None = None,
    previous: str | None = None,
) -> Answer:
    """Build an answer as a service gives it."""
    return {
        "status": status, "body": body, "version": version, "next": next, "previous": previous,
    }  # fmt: skip
