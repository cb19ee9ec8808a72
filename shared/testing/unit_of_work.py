"""A unit of work in memory: the promises of `shared.chassis.unit_of_work`, no database.

    town = Memory(calendar=…, at=datetime(2026, 2, 11, 9, tzinfo=TZ))
    with town.act(story("chuangkou")) as uow:
        handlers.accept(uow, case_id=…)
    assert town.told[-1].event_type == "centers.case.accepted"

Leaving the block normally commits; an exception undoes everything, as the database would.
"""

import copy
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from shared.chassis.unit_of_work import stale
from shared.kernel.actor import Actor, system_actor
from shared.kernel.calendar import Calendar, load_calendars
from shared.kernel.errors import Conflict, JiedaoError, NotFound
from shared.kernel.events import Aggregate, Fact
from shared.kernel.ids import new_id
from shared.kernel.rulepacks import RulePack, RulePacks

DATA = Path(__file__).parents[2] / "infra" / "data"

AggregateT = TypeVar("AggregateT", bound=Aggregate)


@dataclass(frozen=True)
class AuditLine:
    """What the audit keeps of one act; `facts` are event types."""

    actor_id: str
    subject_id: str
    basis_doc_no: str
    facts: tuple[str, ...]


@cache
def _calendar() -> Calendar:
    return load_calendars(DATA / "calendars")


@cache
def _packs() -> RulePacks:
    return RulePacks.from_folder(DATA / "rulepacks")


class Memory:
    """What stays between acts: rows, timers, facts told, the time."""

    def __init__(self, service: str, *, at: datetime, calendar: Calendar | None = None) -> None:
        """Begin empty at `at`, with the calendars of the project unless others are given."""
        self.service = service
        self.now = at
        self.calendar = calendar or _calendar()
        self.packs = _packs()
        self.rows: dict[type[Aggregate], dict[str, Aggregate]] = {}
        self.timers: dict[tuple[str, str], datetime] = {}
        self.told: list[Fact] = []
        self.forwarded: list[tuple[str, str, bytes]] = []
        self.audit: list[AuditLine] = []
        self.numbers: Counter[str] = Counter()
        self.demo = True
        self.public_url = "https://jiedao.example"

    def fork(self) -> "Memory":
        """Return a memory that goes on from here by itself: a beginning is built once for many."""
        other = copy.copy(self)
        other.rows = {
            cls: {id: copy.copy(row) for id, row in rows.items()} for cls, rows in self.rows.items()
        }
        other.timers, other.numbers = dict(self.timers), self.numbers.copy()
        other.told, other.forwarded = list(self.told), list(self.forwarded)
        other.audit = list(self.audit)
        return other

    @contextmanager
    def act(self, actor: Actor, *, if_match: int | None = None, subject: str = "",
            cause: str = "") -> Iterator["MemoryUnitOfWork"]:  # fmt: skip
        """Run one act: committed at the end of the block, undone when it raises."""
        uow = MemoryUnitOfWork(self, actor, if_match=if_match, subject=subject, cause=cause)
        yield uow
        uow.commit()
        if uow.refusal is not None:
            raise uow.refusal

    @contextmanager
    def react(self, *, cause: str = "") -> Iterator["MemoryUnitOfWork"]:
        """Run a reaction to an event or timer, as the service itself."""
        with self.act(system_actor(self.service), cause=cause or new_id()) as uow:
            yield uow

    def pass_time(self, **span: float) -> None:
        """Move the clock."""
        self.now += timedelta(**span)

    def due_timers(self) -> list[tuple[str, str]]:
        """Take and return the timers that are due now, oldest first, as the relay would."""
        due = sorted((at, key) for key, at in self.timers.items() if at <= self.now)
        for _, key in due:
            del self.timers[key]
        return [key for _, key in due]

    def all(self, cls: type[AggregateT]) -> list[AggregateT]:
        """Return every stored row of a kind, in order of id."""
        rows = self.rows.get(cls, {})
        return [rows[key] for key in sorted(rows)]  # type: ignore[misc]

    def the(self, cls: type[AggregateT]) -> AggregateT:
        """Return the only stored row of a kind."""
        (only,) = self.all(cls)
        return only


class MemoryUnitOfWork:
    """One act over a `Memory`; works on copies, so that an undone act leaves no trace."""

    def __init__(
        self, memory: Memory, actor: Actor, *, if_match: int | None, subject: str, cause: str
    ) -> None:
        """Begin; the clock is read once."""
        self.memory = memory
        self.actor = actor
        self.now = memory.now
        self.cause = cause
        self.demo = memory.demo
        self.public_url = memory.public_url
        self.calendar = memory.calendar
        self.document_no = ""
        self.refusal: JiedaoError | None = None
        self._if_match = if_match
        self._subject = subject
        self._seen: dict[tuple[type[Aggregate], str], Aggregate] = {}
        self._before: dict[int, dict[str, Any]] = {}
        self._loaded: dict[int, dict[str, Any]] = {}
        self._timers = dict(memory.timers)
        self._forwarded: list[tuple[str, str, bytes]] = []

    @property
    def today(self) -> date:
        """Return the date of the act, in Beijing."""
        return self.now.date()

    @property
    def session(self) -> NoReturn:
        """Refuse: what needs SQL is tested on PostgreSQL."""
        raise AssertionError("this use case reads through SQL: test it in tests/integration")

    def rules(self, pack: str, on: date | None = None) -> RulePack:
        """Return the rule pack in force on the date of the act (or `on`)."""
        return self.memory.packs.pack(pack, on or self.today)

    def new_id(self) -> str:
        """Return a fresh id."""
        return new_id()

    def number(self, name: str) -> int:
        """Draw the next number; numbers rise."""
        self.memory.numbers[name] += 1
        return self.memory.numbers[name]

    def add(self, aggregate: Aggregate) -> None:
        """Keep a new aggregate."""
        self._seen[type(aggregate), aggregate.id] = aggregate

    def append(self, cls: type[Aggregate], **values: Any) -> None:
        """Keep a row of a table that only grows."""
        self.add(cls(**values))

    def get(self, cls: type[AggregateT], id: str) -> AggregateT:
        """Load by id; raises NotFound, or Stale when `If-Match` names another version."""
        found = self._load(cls, id)
        if found is None:
            raise NotFound(f"{self.memory.service}.not_found", "没有找到，或您无权查看。", id=id)
        if id == self._subject and self._if_match not in (None, found.version):
            raise stale(found.version)
        return found

    def find(self, cls: type[AggregateT], **equals: Any) -> Sequence[AggregateT]:
        """Load all whose attributes equal the values, in order of id."""
        stored = self.memory.rows.get(cls, {})
        seen = {id: row for (kind, id), row in self._seen.items() if kind is cls}
        found = sorted(id for id, row in {**stored, **seen}.items() if _equal(row, equals))
        return [row for id in found if (row := self._load(cls, id)) is not None]

    def one(self, cls: type[AggregateT], **equals: Any) -> AggregateT | None:
        """Load the one whose attributes equal the values, or None."""
        found = self.find(cls, **equals)
        assert len(found) <= 1, f"{len(found)} rows of {cls.__name__} equal {equals}"
        return found[0] if found else None

    def remind(self, name: str, subject_id: str, at: datetime) -> None:
        """Set or move the timer `name` of the subject."""
        self._timers[name, subject_id] = at

    def forget(self, name: str, subject_id: str) -> None:
        """Take the timer away; nothing happens when there is none."""
        self._timers.pop((name, subject_id), None)

    def forward(self, kind: str, subject: str, body: bytes) -> None:
        """Hand another's event on; `Memory.forwarded` keeps (routing key, subject, body)."""
        self._forwarded.append((kind, subject, body))

    def basis(self, document_no: str) -> None:
        """Name the document on which this act rests (G-07)."""
        self.document_no = document_no

    def refuse(self, refusal: JiedaoError) -> None:
        """Keep what this act wrote and answer it with `refusal`."""
        self.refusal = refusal

    def commit(self) -> None:
        """Keep rows, timers and facts, or refuse as the database would and keep nothing."""
        for (cls, id), row in self._seen.items():
            self._check(cls, id, row)
        told: list[Fact] = []
        for (cls, id), row in self._seen.items():
            told += row.take_facts()
            if self._before.get(builtin_id(row)) != vars(row):
                row.version = row.version + 1 if builtin_id(row) in self._before else 1
            self.memory.rows.setdefault(cls, {})[id] = row
        self.memory.timers = self._timers
        self.memory.told += told
        self.memory.forwarded += self._forwarded
        if told:
            kinds = tuple(fact.event_type for fact in told)
            subject = self._subject or told[0].subject_id
            self.memory.audit.append(AuditLine(self.actor.id, subject, self.document_no, kinds))

    def _check(self, cls: type[Aggregate], id: str, row: Aggregate) -> None:
        """Refuse a second row of one id and a change to an old version, as the database does."""
        stored, before = self.memory.rows.get(cls, {}).get(id), self._before.get(builtin_id(row))
        if before is None:
            if stored is not None:
                raise Conflict("storage.conflict", "与已有记录冲突，请刷新后重试。")
            return
        for name, value in before.items():
            same = vars(row).get(name) is self._loaded[builtin_id(row)].get(name)
            assert not (same and vars(row)[name] != value), (
                f"{cls.__name__}.{name} was edited in place: the database would not see it"
            )
        now = {name: value for name, value in vars(row).items() if name != "_facts"}
        if now != before and stored is not None and stored.version != before["version"]:
            raise stale(stored.version)

    def _load(self, cls: type[AggregateT], id: str) -> AggregateT | None:
        seen = self._seen.get((cls, id))
        if seen is None and id in self.memory.rows.get(cls, {}):
            seen = copy.copy(self.memory.rows[cls][id])
            self._seen[cls, id] = seen
            self._loaded[builtin_id(seen)] = dict(vars(seen))
            self._before[builtin_id(seen)] = {
                name: copy.deepcopy(value) if isinstance(value, list | dict | set) else value
                for name, value in vars(seen).items()
            }
        return seen  # type: ignore[return-value]


builtin_id = id
"""`id` is also a parameter name of the protocol."""


def _equal(row: Aggregate, equals: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in equals.items())
