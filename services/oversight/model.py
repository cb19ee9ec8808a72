"""Acts in the life of a matter as their events told them; connections that hear of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from services.oversight import events
from services.oversight.policies import is_heard
from services.oversight.workflow import CONNECTION, Status
from shared.kernel.actor import Actor
from shared.kernel.events import Aggregate
from shared.kernel.jurisdiction import covers


@dataclass(kw_only=True, eq=False)
class Entry(Aggregate):
    """One line of a trace; `id` is the event's, so a repeat is the same line.

    `clock` is the effect on the legal clock (started, paused, resumed, extended, stopped, none);
    `refs` are all matters that the fact speaks of.
    """

    id: str
    type: str
    service: str
    subject: str
    at: datetime
    actor_id: str
    actor_kind: str
    actor_unit: str
    actor_path: str
    act: str
    label: str
    causation_id: str
    clock: str
    due: date | None
    path: str
    summary: Mapping[str, Any]
    refs: tuple[str, ...]
    version: int = 0


@dataclass(kw_only=True, eq=False)
class UnitName(Aggregate):
    """A copy of a unit's name."""

    id: str
    path: str
    name: str
    version: int = 0


@dataclass(frozen=True)
class Trace:
    """A matter: its own acts in order, and the acts of what it rests on."""

    matter_id: str
    entries: tuple[Entry, ...]
    background: tuple[Entry, ...]
    units: Mapping[str, str]


class Kind(StrEnum):
    """How a department's system gets its events."""

    QUEUE = "QUEUE"
    WEBHOOK = "WEBHOOK"


_FACTS = {
    "pause": events.ConnectionPaused,
    "resume": events.ConnectionResumed,
    "end": events.ConnectionEnded,
}


@dataclass(kw_only=True, eq=False)
class Connection(Aggregate):
    """A department's own system and the events that it hears.

    `path` is its unit's, `scope` what that unit serves; `client_id` is the account of the system.
    A webhook has a `url` and a `secret` with which what is sent there is signed.
    """

    id: str
    name: str
    unit_code: str
    path: str
    scope: str
    client_id: str
    patterns: tuple[str, ...]
    kind: Kind
    url: str = ""
    secret: str = ""
    status: Status = Status.ACTIVE
    version: int = 0

    def open(self) -> None:
        """Announce the connection."""
        self.record(
            events.ConnectionOpened(
                connection_id=self.id, path=self.path, name=self.name, kind=self.kind,
                patterns=self.patterns,
            )
        )  # fmt: skip

    def take(self, action: str, actor: Actor) -> None:
        """Take a step of the table and announce it."""
        CONNECTION.step(self, action, actor)
        self.record(_FACTS[action](connection_id=self.id, path=self.path))

    def hears(self, event_type: str, path: str, *, closed: tuple[str, ...]) -> bool:
        """Say whether an event is for it: asked for, open, and inside its unit's jurisdiction."""
        return (
            self.status is not Status.ENDED
            and covers(self.scope, path)
            and is_heard(self.patterns, event_type, closed=closed)
        )

    def sent_again(self, deliveries: int) -> None:
        """Announce a replay."""
        self.record(
            events.ConnectionReplayed(
                connection_id=self.id, path=self.path, deliveries=deliveries
            )
        )  # fmt: skip


class Stand(StrEnum):
    """Where a delivery stands."""

    WAITING = "WAITING"
    SENT = "SENT"
    PARKED = "PARKED"


@dataclass(kw_only=True, eq=False)
class Delivery(Aggregate):
    """One event for one connection, in the bytes as which it came.

    `at` is the time of the act, `next_at` the true time before which nobody tries again.
    """

    id: str
    connection_id: str
    event_id: str
    type: str
    subject: str
    body: bytes
    at: datetime
    next_at: datetime
    status: Stand = Stand.WAITING
    attempts: int = 0
    reason: str = ""
    version: int = 0
