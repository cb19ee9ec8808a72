"""Facts: what happened, in the past tense, named `<service>.<aggregate>.<fact>`.

A fact is a frozen dataclass with JSON-able fields and no personal data. An aggregate records
its facts; the unit of work writes them to the outbox. Nothing else publishes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import ClassVar, TypeVar, dataclass_transform

_NAME = re.compile(r"^[a-z]+\.[a-z_]+\.[a-z_]+$")


@dataclass(frozen=True)
class Fact:
    """Something that happened to the aggregate `subject_id`.

    Class facts, set by `@fact`: `event_type` is written on the wire, `event_version` grows with
    an incompatible change, `label` is the Chinese name of the act that a timeline shows,
    `announced_only` allows a fact that nobody subscribes to; `anonymous` keeps whoever acted out of
    the announcement of the whole act, though not out of the audit line.
    """

    event_type: ClassVar[str] = ""
    event_version: ClassVar[int] = 1
    label: ClassVar[str] = ""
    announced_only: ClassVar[bool] = False
    anonymous: ClassVar[bool] = False
    subject_field: ClassVar[str] = ""

    @property
    def subject_id(self) -> str:
        """Return the id of the aggregate to which it happened; order is kept per subject."""
        return str(getattr(self, self.subject_field))


FactT = TypeVar("FactT", bound=Fact)


@dataclass_transform(frozen_default=True)
def fact(
    event_type: str,
    *,
    label: str,
    version: int = 1,
    announced_only: bool = False,
    anonymous: bool = False,
) -> Callable[[type[FactT]], type[FactT]]:
    """Declare a fact; its first field is the id of the aggregate.

    Raises ValueError at import when the name has not the form `service.aggregate.fact`.
    """
    if not _NAME.match(event_type):
        raise ValueError(f"not a fact name: {event_type!r}")

    def declare(cls: type[FactT]) -> type[FactT]:
        frozen = dataclass(frozen=True, kw_only=True)(cls)
        frozen.event_type = event_type
        frozen.event_version = version
        frozen.label = label
        frozen.announced_only = announced_only
        frozen.anonymous = anonymous
        frozen.subject_field = fields(frozen)[0].name
        return frozen

    return declare


class Aggregate:
    """What changes as one: has an `id` and a `version`, records facts.

    SQLAlchemy does not call `__init__` on load, so the list is made on first use.
    """

    id: str
    version: int

    def record(self, fact: Fact) -> None:
        """Remember a fact until the unit of work takes it."""
        self.__dict__.setdefault("_facts", []).append(fact)

    def take_facts(self) -> list[Fact]:
        """Hand over the facts recorded since the last time, in order."""
        taken: list[Fact] = self.__dict__.pop("_facts", [])
        return taken
