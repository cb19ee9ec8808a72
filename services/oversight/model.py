"""One act in the life of a matter, as its event told it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shared.kernel.events import Aggregate


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
