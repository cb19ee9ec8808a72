"""One act, one transaction: rows, outbox, timers, audit line and the answer to a repeat.

A handler gets a `UnitOfWork` and never commits. Aggregates record facts; the unit keeps its own
list of what it has seen, because facts collected from the session vanish after a flush.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Protocol, TypeVar

from sqlalchemy import (
    CursorResult,
    Executable,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from shared.chassis import finders, tables
from shared.chassis.audit import audit_line
from shared.chassis.database import dumps
from shared.chassis.envelope import Context, encode
from shared.chassis.house import House
from shared.kernel.actor import ANONYMOUS, Actor
from shared.kernel.calendar import Calendar
from shared.kernel.errors import Conflict, Invalid, JiedaoError, NotFound, Stale
from shared.kernel.events import Aggregate
from shared.kernel.ids import new_id
from shared.kernel.rulepacks import RulePack

AggregateT = TypeVar("AggregateT", bound=Aggregate)

builtin_id = id
"""`id` is also a parameter name here."""


class UnitOfWork(Protocol):
    """What a handler may use."""

    actor: Actor

    @property
    def now(self) -> datetime:
        """Return the time of this act; it stands still."""
        ...

    @property
    def demo(self) -> bool:
        """Say whether this is the demonstration, with its movable clock."""
        ...

    @property
    def public_url(self) -> str:
        """Return the address under which the world finds us, without a slash at its end."""
        ...

    @property
    def cause(self) -> str:
        """Return the id of the event that led to this act, "" when a person acts."""
        ...

    @property
    def today(self) -> date:
        """Return the date of the act, in Beijing."""
        ...

    @property
    def calendar(self) -> Calendar:
        """Return the working calendar as loaded now."""
        ...

    @property
    def session(self) -> Session:
        """Return the SQL session: for `store` finders and `queries` only."""
        ...

    def rules(self, pack: str, on: date | None = None) -> RulePack:
        """Return the rule pack in force on the date of the act (or `on`)."""
        ...

    def new_id(self) -> str:
        """Return a fresh id."""
        ...

    def number(self, name: str) -> int:
        """Draw from the sequence `name`; numbers rise, gaps are possible."""
        ...

    def add(self, aggregate: Aggregate) -> None:
        """Keep a new aggregate."""
        ...

    def append(self, cls: type[Aggregate], **values: Any) -> None:
        """Keep a row of a table that only grows; queries of this act do not see it.

        For what comes by the hundreds and never changes: it costs a third of `add`.
        """
        ...

    def get(self, cls: type[AggregateT], id: str) -> AggregateT:
        """Load by id; raises NotFound, or Stale when `If-Match` names another version."""
        ...

    def find(self, cls: type[AggregateT], **equals: Any) -> Sequence[AggregateT]:
        """Load all whose attributes equal the values, in order of id."""
        ...

    def one(self, cls: type[AggregateT], **equals: Any) -> AggregateT | None:
        """Load the one whose attributes equal the values, or None."""
        ...

    def remind(self, name: str, subject_id: str, at: datetime) -> None:
        """Set or move the timer `name` of the subject."""
        ...

    def forget(self, name: str, subject_id: str) -> None:
        """Take the timer away; nothing happens when there is none."""
        ...

    def forward(self, kind: str, subject: str, body: bytes) -> None:
        """Hand another's event on, as it came, under the routing key `kind` of this service."""
        ...

    def basis(self, document_no: str) -> None:
        """Name the document on which this act rests (G-07), for the audit line."""
        ...

    def refuse(self, refusal: JiedaoError) -> None:
        """Keep what this act wrote and answer it with `refusal`: a refusal that is remembered."""
        ...


@dataclass(frozen=True)
class Request:
    """Who asks for what: the outside of one act."""

    act: str
    actor: Actor
    traceparent: str = ""
    causation_id: str = ""
    idempotency_key: str = ""
    fingerprint: str = ""
    expected_version: int | None = None
    subject_id: str = ""


class SqlUnitOfWork:
    """The unit of work over PostgreSQL. Use as a context manager; leave without `commit` = undo."""

    def __init__(self, house: House, request: Request, *, reading: bool = False) -> None:
        """Open a session."""
        self.house = house
        self.request = request
        self.actor = request.actor
        self.session = house.open_read() if reading else house.open_write()
        self._seen: dict[int, Aggregate] = {}
        self._came: dict[int, int] = {}
        self._appended: dict[type[Aggregate], list[dict[str, Any]]] = {}
        self._events: list[dict[str, Any]] = []
        self._audits: list[dict[str, Any]] = []
        self._basis = ""
        self.refusal: JiedaoError | None = None

    def __enter__(self) -> "SqlUnitOfWork":
        """Start."""
        return self

    def __exit__(self, kind: object, failed: BaseException | None, trace: object) -> None:
        """Undo what was not committed and give the connection back.

        A look-up writes rows before it reads, so what the database refuses may surface anywhere in
        the act: it leaves as the same refusal as from `flush`.
        """
        self.session.close()
        if isinstance(failed, StaleDataError | IntegrityError):
            raise _clash(failed) from failed

    @property
    def demo(self) -> bool:
        """Say whether this is the demonstration, with its movable clock."""
        return self.house.demo

    @property
    def public_url(self) -> str:
        """Return the address under which the world finds us."""
        return self.house.public_url

    @cached_property
    def now(self) -> datetime:
        """Return the time of this act: read when it is first asked for, then it stands still."""
        return self.house.now(self.session)

    @property
    def cause(self) -> str:
        """Return the id of the event that led to this act, "" when a person acts."""
        return self.request.causation_id

    @property
    def today(self) -> date:
        """Return the date of the act, in Beijing."""
        return self.now.date()

    @property
    def calendar(self) -> Calendar:
        """Return the working calendar as loaded now."""
        return self.house.calendar(self.session)

    def rules(self, pack: str, on: date | None = None) -> RulePack:
        """Return the rule pack in force on the date of the act (or `on`)."""
        return self.house.packs.pack(pack, on or self.today)

    def new_id(self) -> str:
        """Return a fresh id."""
        return new_id()

    def number(self, name: str) -> int:
        """Draw from the database sequence `name`."""
        return int(self._run(tables.DRAW, {"sequence": name}).scalar_one())

    def add(self, aggregate: Aggregate) -> None:
        """Keep a new aggregate."""
        self.session.add(aggregate)
        self._see(aggregate)

    def append(self, cls: type[Aggregate], **values: Any) -> None:
        """Keep a row of a table that only grows; all of one class are written in one statement."""
        self._appended.setdefault(cls, []).append({"version": 1, **values})

    def get(self, cls: type[AggregateT], id: str) -> AggregateT:
        """Load by id; raises NotFound, or Stale when `If-Match` names another version."""
        found = self.session.get(cls, id)
        if found is None:
            raise NotFound(f"{self.house.service}.not_found", "没有找到，或您无权查看。", id=id)
        wanted = self.request.expected_version
        came = self._came.get(builtin_id(found), found.version)  # what we wrote has moved on
        if id == self.request.subject_id and wanted not in (None, came):
            raise stale(found.version)
        return self._see(found)

    def find(self, cls: type[AggregateT], **equals: Any) -> Sequence[AggregateT]:
        """Load all whose attributes equal the values, in order of id."""
        return [self._see(found) for found in finders.equal(self.session, cls, equals)]

    def one(self, cls: type[AggregateT], **equals: Any) -> AggregateT | None:
        """Load the one whose attributes equal the values, or None."""
        found = finders.equal(self.session, cls, equals).one_or_none()
        return None if found is None else self._see(found)

    def remind(self, name: str, subject_id: str, at: datetime) -> None:
        """Set or move the timer `name` of the subject."""
        self._run(tables.REMIND, {"name": name, "subject_id": subject_id, "due_at": at})

    def forget(self, name: str, subject_id: str) -> None:
        """Take the timer away; nothing happens when there is none."""
        self._run(tables.FORGET, {"timer": name, "subject": subject_id})

    def forward(self, kind: str, subject: str, body: bytes) -> None:
        """Hand another's event on: a row of the outbox, no new fact and no audit line."""
        self._events.append(
            {
                "event_id": new_id(),
                "type": kind,
                "subject": subject,
                "body": body,
                "announced_only": False,
            }
        )

    def basis(self, document_no: str) -> None:
        """Name the document on which this act rests (G-07), for the audit line."""
        self._basis = document_no

    def refuse(self, refusal: JiedaoError) -> None:
        """Keep what this act wrote and answer it with `refusal`: a refusal that is remembered."""
        self.refusal = refusal

    # --- for the chassis, not for handlers -------------------------------------------------

    def remembered(self) -> Any | None:
        """Claim the idempotency key; return the first answer when the key was used before.

        Raises Invalid `idempotency.other_payload` when the key came with another payload.
        """
        if not self.request.idempotency_key:
            return None
        key = {"actor_id": self.actor.id, "key": self.request.idempotency_key}
        act = {"operation": self.request.act, "fingerprint": self.request.fingerprint}
        if self._run(tables.CLAIM, {**key, **act, "at": self.now}).rowcount:
            return None
        first = self.session.execute(select(tables.requests).filter_by(**key)).one()
        if (first.operation, first.fingerprint) != (self.request.act, self.request.fingerprint):
            raise Invalid(
                "idempotency.other_payload",
                "同一个 Idempotency-Key 不能用于内容不同的请求，请换用新的键。",
            )
        return first.answer

    def turn_to(self, request: Request) -> None:
        """Close the act under way and start the next one in the same transaction."""
        self._close_act()
        self.request, self.actor, self._basis = request, request.actor, ""

    def flush(self) -> None:
        """Write rows now, so that versions and refusals of the database are known."""
        try:
            self.session.flush()
            for cls, rows in self._appended.items():
                self._run(tables.appending(inspect(cls).local_table), {"rows": dumps(rows)})
            self._appended.clear()
        except (StaleDataError, IntegrityError) as refused:
            raise _clash(refused) from refused

    def commit(self, answer: Any | None = None) -> None:
        """Write facts, audit lines and the answer to a repeat, and end the transaction."""
        self.flush()
        self._close_act()
        if self._events:
            self._run(insert(tables.outbox), self._events)
        if self._audits:
            self._run(insert(tables.audit), self._audits)
        if answer is not None and self.request.idempotency_key:
            key = {"actor": self.actor.id, "used": self.request.idempotency_key}
            self._run(tables.REMEMBER, {**key, "answer": answer})
        self.session.commit()

    def _run(self, statement: Executable, values: Any) -> CursorResult[Any]:
        """Run a statement about no aggregate: nothing has to be flushed for it."""
        return self.session.connection().execute(statement, values)

    def _see(self, aggregate: AggregateT) -> AggregateT:
        self._seen[id(aggregate)] = aggregate
        self._came.setdefault(id(aggregate), aggregate.version)
        return aggregate

    def _close_act(self) -> None:
        facts = [fact for seen in self._seen.values() for fact in seen.take_facts()]
        self._seen.clear()  # the next act in this transaction sees its own
        self._came.clear()
        if not facts:
            return
        request = self.request
        context = Context(
            service=self.house.service,
            act=request.act,
            actor=self.actor,
            at=self.now,
            causation_id=request.causation_id,
            traceparent=request.traceparent,
        )
        hidden = any(fact.anonymous for fact in facts)
        announced = replace(context, actor=ANONYMOUS) if hidden else context
        rows = [
            {
                "event_id": (event_id := new_id()),
                "type": fact.event_type,
                "subject": fact.subject_id,
                "body": encode(event_id, fact, announced),
                "announced_only": fact.announced_only,
            }
            for fact in facts
        ]
        self._events += rows
        self._audits.append(
            audit_line(
                self.house.audit_key,
                context,
                subject_id=request.subject_id or facts[0].subject_id,
                basis_doc_no=self._basis,
                facts=[{"type": row["type"], "id": row["event_id"]} for row in rows],
            )
        )


def _clash(refused: StaleDataError | IntegrityError) -> Conflict:
    if isinstance(refused, StaleDataError):
        return stale(None)
    name = getattr(getattr(refused.orig, "diag", None), "constraint_name", "")
    return Conflict("storage.conflict", "与已有记录冲突，请刷新后重试。", constraint=name)


def stale(current: int | None) -> Stale:
    """Build the refusal for a change to an old version."""
    return Stale("storage.stale", "内容已被他人修改，请刷新后核对再提交。", current_version=current)
