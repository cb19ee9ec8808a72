"""What a service offers, declared once: operations, subscriptions, timers.

    class Centers(Service):
        name = "centers"

        @operation("POST /cases", permission="centers.case.submit",
                   takes=schemas.SubmitCase, gives=schemas.Case, status=201)
        def submit_case(self, uow, **command):
            \"\"\"提交办件申请。…\"\"\"
            return handlers.submit(uow, **command)

The declaration is the source of the route, the permission, the contract, the documents and the
test tables. Each method is one call of one function.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any, ClassVar, TypeVar

import marshmallow as ma
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert

from shared import RELEASE
from shared.chassis import tables
from shared.chassis.entrypoints import EventEntrypoint, OperationEntrypoint
from shared.chassis.schema import Schema, Time, fields
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import PUBLIC
from shared.kernel.events import Fact

MethodT = TypeVar("MethodT", bound=Callable[..., Any])

_ROUTE = re.compile(r"^(GET|POST|PUT|PATCH|DELETE) (/[a-z0-9_{}/.-]*)$")
_PERMISSION = re.compile(r"^[a-z]+\.[a-z_]+\.[a-z_]+$")
_PATH_FIELD = re.compile(r"{([a-z_]+)}")
_ADDRESS = re.compile(r"^/(?!api/)[a-z]+(/[a-z0-9_{}.-]+)+$")


@dataclass(frozen=True)
class OperationSpec:
    """One operation. `path` starts after `/api/v1/<service>`; `subject` names its path field.

    `address` is where the world finds the answer too, outside `/api`; "" for most.
    """

    name: str
    method: str
    path: str
    permission: str
    takes: type[ma.Schema] | None
    gives: type[ma.Schema] | None
    status: int
    paged: bool
    idempotent: bool
    if_match: bool
    secret: bool
    changed_by: tuple[str, ...]
    address: str
    summary: str
    description: str

    @property
    def reads(self) -> bool:
        """Say whether it only reads."""
        return self.method == "GET"

    @property
    def path_fields(self) -> tuple[str, ...]:
        """Return the names of the fields in the path."""
        return tuple(_PATH_FIELD.findall(self.path))

    @property
    def subject(self) -> str:
        """Return the first path field: the aggregate that a change is about, or ""."""
        return self.path_fields[0] if self.path_fields else ""


@dataclass(frozen=True)
class SubscriptionSpec:
    """One subscription. `pattern` is an event type, or `<service>.#` for all of a service.

    `fields` are taken from the event's data and passed by name; None passes the whole `event`. With
    `only_with`, an event in which that field is empty is nobody's business here.
    """

    name: str
    pattern: str
    fields: tuple[str, ...] | None
    summary: str
    only_with: str = ""


@dataclass(frozen=True)
class TimerSpec:
    """One timer: fires once at the time that `uow.remind(name, subject_id, at)` set.

    The method gets `subject_id` and must check that the reminder still matters.
    """

    name: str
    method: str
    summary: str


def _docstring(method: Callable[..., Any]) -> tuple[str, str]:
    text = (method.__doc__ or "").strip()
    if not text:
        raise ValueError(f"{method.__qualname__} needs a docstring: it is part of the contract")
    summary, _, description = text.partition("\n")
    lines = (line.strip() for line in description.strip().splitlines())
    return summary.strip(), "\n".join(lines)


def _checked(
    route: str, permission: str, changed_by: tuple[str, ...], address: str
) -> tuple[str, str]:
    matched = _ROUTE.match(route)
    if matched is None:
        raise ValueError(f"not a route: {route!r}")
    if permission != PUBLIC and not _PERMISSION.match(permission):
        raise ValueError(f"not a permission: {permission!r}")
    if changed_by and (matched[1] != "GET" or route.count("{") != 1):
        raise ValueError(f"{route!r} cannot be watched: it is not the reading of one subject")
    _check_address(address, matched[1], matched[2], permission)
    return matched[1], matched[2]


def _check_address(address: str, verb: str, path: str, permission: str) -> None:
    """Refuse an address that is no address, or that not everybody may read."""
    if not address:
        return
    if not _ADDRESS.match(address) or _PATH_FIELD.findall(address) != _PATH_FIELD.findall(path):
        raise ValueError(f"not an address for {path!r}: {address!r}")
    if verb != "GET" or permission != PUBLIC:
        raise ValueError(f"{address!r} would not be for everybody to read")


def operation(
    route: str,
    *,
    permission: str,
    takes: type[ma.Schema] | None = None,
    gives: type[ma.Schema] | None = None,
    status: int = 200,
    paged: bool = False,
    idempotent: bool | None = None,
    if_match: bool | None = None,
    secret: bool = False,
    changed_by: tuple[str, ...] = (),
    address: str = "",
) -> Callable[[MethodT], MethodT]:
    """Declare an operation that other services and the gateway may ask.

    `takes` loads path, query and body fields together. `paged` says that it returns a `Page` of
    `gives`. A POST that answers 201 demands an Idempotency-Key, any other change to something
    in the path demands If-Match, unless said otherwise. A `secret` answer (a token, unmasked data)
    is never kept for a repeat. `changed_by` names the events after which the answer to a read may
    be another: each has a field of the name of the one in the path, and the gateway tells whoever
    watches that subject. What anybody may read can have a permanent `address` of its own beside its
    route: "/p/{record_id}". Raises ValueError at import for a bad route, address or permission, for
    a missing docstring, and when what cannot be watched is said to change.
    """
    verb, path = _checked(route, permission, changed_by, address)
    creates = verb == "POST" and status == 201
    changes_one = verb != "GET" and not creates and "{" in path

    def declare(method: MethodT) -> MethodT:
        summary, description = _docstring(method)
        spec = OperationSpec(
            name=method.__name__, method=verb, path=path, permission=permission,
            takes=takes,
            gives=gives,
            status=status,
            paged=paged,
            idempotent=creates if idempotent is None else idempotent,
            if_match=changes_one if if_match is None else if_match,
            secret=secret,
            changed_by=changed_by,
            address=address,
            summary=summary,
            description=description,
        )  # fmt: skip
        method.spec = spec  # type: ignore[attr-defined]
        return OperationEntrypoint.decorator(spec)(method)  # type: ignore[no-any-return]

    return declare


def subscribe(
    pattern: str, *, fields: tuple[str, ...] | None = None, only_with: str = ""
) -> Callable[[MethodT], MethodT]:
    """Declare a subscription: handled once per event, retried with growing pauses, then parked.

    `only_with` names a field without which there is nothing to do: such events are let pass before
    anything is asked of the database.
    """

    def declare(method: MethodT) -> MethodT:
        spec = SubscriptionSpec(method.__name__, pattern, fields, _docstring(method)[0], only_with)
        method.spec = spec  # type: ignore[attr-defined]
        return EventEntrypoint.decorator(spec)(method)  # type: ignore[no-any-return]

    return declare


def timer(name: str) -> Callable[[MethodT], MethodT]:
    """Declare what happens when a reminder set by `uow.remind(name, …)` is due."""

    def declare(method: MethodT) -> MethodT:
        spec = TimerSpec(name, method.__name__, _docstring(method)[0])
        method.spec = spec  # type: ignore[attr-defined]
        return EventEntrypoint.decorator(spec)(method)  # type: ignore[no-any-return]

    return declare


def follow_clock(uow: UnitOfWork, *, offset_seconds: float) -> None:
    """Keep the demonstration clock's offset; the next act of this service sees it."""
    if uow.demo:
        row = upsert(tables.demo_clock).values(id=1, offset_seconds=offset_seconds)
        uow.session.execute(
            row.on_conflict_do_update(
                index_elements=["id"], set_={"offset_seconds": row.excluded.offset_seconds}
            )
        )


def report_health(uow: UnitOfWork, *, service: str) -> dict[str, Any]:
    """Answer only when the database does: what a service without one could do is nothing."""
    uow.session.execute(select(1))
    return {
        "service": service,
        "status": "ready",
        "now": uow.now,
        "demo": uow.demo,
        "version": RELEASE,
    }


class ServiceHealth(Schema):
    """A service that can work, the clock of its acts and the release that runs."""

    service = fields.Str(required=True)
    status = fields.Str(required=True)
    now = Time(required=True)
    demo = fields.Bool(required=True)
    version = fields.Str(required=True)


class Service:
    """Base of every service class.

    `facts` is the service's `events` module: every fact declared there is part of the contract.
    """

    name: str
    title: str
    facts: ModuleType
    courier: ClassVar[Any] = None
    """What the service owes to systems outside, when it does (`shared.chassis.courier.Desk`)."""

    @operation("GET /health", permission=PUBLIC, gives=ServiceHealth)
    def health(self, uow: Any) -> Any:
        """查看服务是否就绪。"""
        return report_health(uow, service=self.name)

    @subscribe("identity.clock.moved", fields=("offset_seconds",))
    def follow_clock(self, uow: Any, offset_seconds: float) -> None:
        """演示时钟移动后，本服务随之移动；正式环境不理会。"""
        follow_clock(uow, offset_seconds=offset_seconds)


Spec = OperationSpec | SubscriptionSpec | TimerSpec


def specs(service: type[Service]) -> Iterator[Spec]:
    """Yield every declaration of the service, its own before those of every service."""
    for cls in service.__mro__:
        for member in vars(cls).values():
            spec = getattr(member, "spec", None)
            if spec is not None:
                yield spec


def operations(service: type[Service]) -> Mapping[str, OperationSpec]:
    """Return name → operation."""
    return {spec.name: spec for spec in specs(service) if isinstance(spec, OperationSpec)}


def facts(service: type[Service]) -> Mapping[str, type[Fact]]:
    """Return event type → fact class of everything the service may announce."""
    return {
        member.event_type: member
        for member in vars(service.facts).values()
        if isinstance(member, type) and issubclass(member, Fact) and member.event_type
    }
