"""One act from bytes to answer, without any framework: permission, input, handler, one transaction.

The order never changes: permission (401, 403) → preconditions (428, 400) → input (422) →
the first answer to a repeat → handler → rows written → answer shown → commit.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import marshmallow as ma
import orjson

from shared.chassis import crypto
from shared.chassis.envelope import Event
from shared.chassis.house import House
from shared.chassis.paging import Page
from shared.chassis.schema import Schema, current_actor, current_unit, load
from shared.chassis.service import (
    OperationSpec,
    Service,
    SubscriptionSpec,
    TimerSpec,
    operations,
    specs,
)
from shared.chassis.unit_of_work import Request, SqlUnitOfWork
from shared.kernel.actor import PUBLIC, Actor, ActorKind, system_actor
from shared.kernel.errors import (
    Forbidden,
    Invalid,
    PreconditionRequired,
    Unauthenticated,
    UnknownOperation,
)

Answer = dict[str, Any]
"""{"status", "body", "version" | None, "next" | None, "previous" | None}: JSON values only."""


@dataclass(frozen=True)
class Call:
    """One request as it arrived: who (already verified), what, under which conditions."""

    operation: str
    command: Mapping[str, Any]
    actor: Actor
    traceparent: str = ""
    idempotency_key: str = ""
    if_match: int | None = None


@dataclass
class Executor:
    """Runs the operations, subscriptions and timers of one service class."""

    service: type[Service]
    house: House
    _methods: dict[str, Callable[..., Any]] = field(init=False)
    _operations: Mapping[str, OperationSpec] = field(init=False)
    _subscriptions: dict[str, SubscriptionSpec | TimerSpec] = field(init=False)
    _schemas: dict[type[ma.Schema], ma.Schema] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Bind the methods of one instance; schemas are built once."""
        instance = self.service()
        self._operations = operations(self.service)
        self._methods = {name: getattr(instance, name) for name in self._operations}
        self._subscriptions = {}
        for spec in specs(self.service):
            if isinstance(spec, SubscriptionSpec):
                self._subscriptions[spec.pattern] = spec
                self._methods[spec.name] = getattr(instance, spec.name)
            elif isinstance(spec, TimerSpec):
                self._subscriptions[timer_type(self.service.name, spec.name)] = spec
                self._methods[spec.method] = getattr(instance, spec.method)

    def answer(self, call: Call) -> Answer:
        """Run one operation and return what the caller is shown. Raises the six kinds."""
        spec = self._operations.get(call.operation)
        if spec is None:
            raise UnknownOperation(
                "chassis.unknown_operation", f"没有名为 {call.operation} 的操作。"
            )
        _permit(spec, call.actor)
        _preconditions(spec, call)
        command = load(self._schema(spec.takes or Schema), call.command)
        token = current_actor.set(call.actor)
        try:
            return self._run(spec, call, command)
        finally:
            current_actor.reset(token)

    def handle(self, uow: SqlUnitOfWork, event: Event) -> None:
        """Handle one event or timer inside `uow`, as the system, caused by the event."""
        spec = self.subscription(event)
        if spec is None:
            return
        if event.type == f"{self.service.name}.calendar.loaded":
            self.house.calendar.forget()  # the copy of this second may be older than the event
        uow.turn_to(
            Request(
                act=f"{self.service.name}.{_method(spec)}",
                actor=system_actor(self.service.name),
                traceparent=event.traceparent,
                causation_id=event.id,
                subject_id=event.subject,
            )
        )
        self._methods[_method(spec)](uow, **_arguments(spec, event))

    def concerns(self, event: Event) -> bool:
        """Say whether there may be something to do: one without what is needed is let pass."""
        spec = self.subscription(event)
        needed = spec.only_with if isinstance(spec, SubscriptionSpec) else ""
        return not needed or bool(event.data.get(needed))

    def subscription(self, event: Event) -> SubscriptionSpec | TimerSpec | None:
        """Return what the service declared for this event, the exact type before the pattern."""
        exact = self._subscriptions.get(event.type)
        if exact is not None or event.is_timer:
            return exact
        return self._subscriptions.get(f"{event.service}.#")

    def patterns(self) -> Iterable[str]:
        """Return the event types and patterns to which the service's queue is bound."""
        return tuple(self._subscriptions)

    def unit(self, request: Request, *, reading: bool = False) -> SqlUnitOfWork:
        """Open a unit of work of this house."""
        return SqlUnitOfWork(self.house, request, reading=reading)

    def _run(self, spec: OperationSpec, call: Call, command: Mapping[str, Any]) -> Answer:
        request = Request(
            act=f"{self.service.name}.{spec.name}",
            actor=call.actor,
            traceparent=call.traceparent,
            idempotency_key="" if spec.reads or spec.secret else call.idempotency_key,
            fingerprint=_fingerprint(call.command) if call.idempotency_key else "",
            expected_version=call.if_match,
            subject_id=str(command.get(spec.subject, "")) if spec.subject else "",
        )
        with self.unit(request, reading=spec.reads) as uow:
            current_unit.set(uow)
            first = uow.remembered()
            if first is not None:
                return dict(first)
            result = self._methods[spec.name](uow, **command)
            if spec.reads:
                return self._shown(spec, result)
            if uow.refusal is not None:
                uow.commit()
                raise uow.refusal
            uow.flush()
            answer = self._shown(spec, result)
            uow.commit(answer)
            return answer

    def _shown(self, spec: OperationSpec, result: Any) -> Answer:
        items = result.items if isinstance(result, Page) else result
        schema = self._schema(spec.gives) if spec.gives else None
        body = schema.dump(items, many=spec.paged) if schema else items
        return {
            "status": spec.status,
            "body": {"items": body} if spec.paged else body,
            "version": getattr(result, "version", None),
            "next": getattr(result, "next", None) if spec.paged else None,
            "previous": getattr(result, "previous", None) if spec.paged else None,
        }

    def _schema(self, cls: type[ma.Schema]) -> ma.Schema:
        if cls not in self._schemas:
            self._schemas[cls] = cls()
        return self._schemas[cls]


def timer_type(service: str, name: str) -> str:
    """Return the event type under which the relay announces a due timer."""
    return f"{service}.timer.{name}"


def _permit(spec: OperationSpec, actor: Actor) -> None:
    if spec.permission == PUBLIC or actor.may(spec.permission):
        return
    if actor.kind is ActorKind.ANONYMOUS:
        raise Unauthenticated("auth.required", "请先登录。", permission=spec.permission)
    raise Forbidden(
        "auth.not_permitted",
        f"您没有“{spec.summary.rstrip('。')}”的权限，请联系本单位管理员授权。",
        permission=spec.permission,
    )


def _preconditions(spec: OperationSpec, call: Call) -> None:
    if spec.if_match and call.if_match is None:
        raise PreconditionRequired(
            "precondition.if_match_required",
            "修改已有内容时须带 If-Match（最近一次读到的 ETag），以免覆盖他人的修改。",
        )
    if spec.idempotent and not call.idempotency_key:
        raise Invalid(
            "idempotency.key_required", "新建时须带 Idempotency-Key，以免网络重试造成重复。"
        )


def _fingerprint(command: Mapping[str, Any]) -> str:
    return crypto.fingerprint(orjson.dumps(command, option=orjson.OPT_SORT_KEYS))


def _method(spec: SubscriptionSpec | TimerSpec) -> str:
    return spec.method if isinstance(spec, TimerSpec) else spec.name


def _arguments(spec: SubscriptionSpec | TimerSpec, event: Event) -> dict[str, Any]:
    if isinstance(spec, TimerSpec):
        return {"subject_id": event.subject}
    if spec.fields is None:
        return {"event": event}
    return {name: event.data[name] for name in spec.fields}
