"""Tickets and windows of a hall: what happens to them (Q-01, Q-02)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from services.centers import events
from services.centers.policies import queue as policies
from services.centers.workflow.queue import DESK, TICKET, DeskStatus, TicketStatus
from shared.kernel.actor import Actor
from shared.kernel.errors import Conflict
from shared.kernel.events import Aggregate
from shared.kernel.workflow import enforce

MOST_NUMBERS = 999
"""A ticket shows three digits (Q-02)."""


class Category(StrEnum):
    """In which class somebody waits."""

    PRIORITY = "PRIORITY"
    APPOINTMENT = "APPOINTMENT"
    NORMAL = "NORMAL"


@dataclass(kw_only=True, eq=False)
class Ticket(Aggregate):
    """One visit to a hall. No name: `holder` is an account, "" for a ticket from the machine.

    `wanted_window` is set when only that window may call; `most_calls` is the rule of the day on
    which it was issued. `estimated_seconds` is what was promised, to be compared with the truth.
    """

    id: str
    place_id: str
    path: str
    day: date
    kind: str
    number: str
    category: Category
    issued_at: datetime
    queued_at: datetime
    most_calls: int
    ground: str = ""
    holder: str = ""
    appointment_id: str = ""
    slot_starts_at: datetime | None = None
    estimated_seconds: int | None = None
    wanted_window: str = ""
    window: str = ""
    called_by: str = ""
    calls: int = 0
    called_at: datetime | None = None
    first_called_at: datetime | None = None
    serving_at: datetime | None = None
    finished_at: datetime | None = None
    requeue_until: datetime | None = None
    requeued_at: datetime | None = None
    behind: tuple[str, ...] = ()
    status: TicketStatus = TicketStatus.ISSUED
    version: int = field(default=0)

    @property
    def priority(self) -> bool:
        """Say whether it waits in the priority lane; so does an appointment outside its slot."""
        return self.category is Category.PRIORITY or bool(self.ground)

    @property
    def first_at(self) -> datetime | None:
        """Return from when the appointment comes first; a missed call forfeits it."""
        return None if self.requeued_at else self.slot_starts_at

    def issue(self, *, estimated_seconds: int | None) -> None:
        """Announce it with the wait that was promised."""
        self.estimated_seconds = estimated_seconds
        self._tell(events.TicketIssued, kind=self.kind)

    def call(self, actor: Actor, *, window: str, at: datetime) -> None:
        """Call it to a window for the first time."""
        TICKET.step(self, "call", actor)
        self.window, self.called_by, self.calls = window, actor.id, 0
        self._call(at)

    def recall(self, actor: Actor, *, at: datetime) -> None:
        """Call it again, so often as the rule allows."""
        TICKET.step(self, "recall", actor)
        self._call(at)

    def miss(self, actor: Actor, *, requeue_until: datetime) -> None:
        """Pass over it; it may queue again until then."""
        TICKET.step(self, "pass", actor)
        self.requeue_until = requeue_until
        self._tell(events.TicketPassed, kind=self.kind, window=self.window)

    def requeue(self, actor: Actor, *, at: datetime, behind: tuple[str, ...]) -> None:
        """Wait again behind these; once, and in time."""
        TICKET.step(self, "requeue", actor)
        enforce(policies.returns_in_time(self, now=at))
        self.requeued_at, self.behind = at, behind
        self.window, self.called_by = "", ""
        self._tell(events.TicketRequeued, kind=self.kind)

    def serve(self, actor: Actor, *, at: datetime) -> None:
        """Begin the visit."""
        TICKET.step(self, "serve", actor)
        self.serving_at = at
        self._tell(events.TicketStarted, kind=self.kind, window=self.window)

    def finish(self, actor: Actor, *, at: datetime) -> None:
        """End the visit."""
        TICKET.step(self, "finish", actor)
        self.finished_at = at
        self._tell(events.TicketFinished, kind=self.kind, window=self.window)

    def transfer(self, actor: Actor, *, kind: str, window: str) -> None:
        """Wait for another kind or one window, with the time that she has waited already."""
        TICKET.step(self, "transfer", actor)
        self.kind, self.wanted_window = kind, window
        self.window, self.called_by, self.serving_at = "", "", None
        self._tell(events.TicketTransferred, kind=kind, window=window)

    def reclassify(self, actor: Actor, *, ground: str) -> None:
        """Correct the class: a ground gives priority, none takes it away."""
        TICKET.step(self, "reclassify", actor)
        self.ground = ground
        self.category = Category.PRIORITY if ground else Category.NORMAL
        self._tell(events.TicketReclassified, kind=self.kind)

    def leave(self, actor: Actor) -> None:
        """Give up waiting."""
        TICKET.step(self, "leave", actor)
        self._tell(events.TicketLeft, kind=self.kind)

    def lapse(self, system: Actor) -> None:
        """End with the day."""
        TICKET.step(self, "lapse", system)
        self._tell(events.TicketLapsed, kind=self.kind)

    def hand_over(self, actor: Actor, *, case_id: str) -> None:
        """Note that a case was opened during the visit; there may be several."""
        TICKET.step(self, "hand_over", actor)
        self._tell(events.TicketHandedOver, case_id=case_id)

    @property
    def service_seconds(self) -> int:
        """Return how long the visit took."""
        if self.serving_at is None or self.finished_at is None:
            return 0
        return int((self.finished_at - self.serving_at).total_seconds())

    def _call(self, at: datetime) -> None:
        self.calls += 1
        self.called_at = at
        self.first_called_at = self.first_called_at or at
        self._tell(events.TicketCalled, kind=self.kind, window=self.window, call=self.calls)

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(
            fact(
                ticket_id=self.id,
                path=self.path,
                place_id=self.place_id,
                number=self.number,
                **data,
            )
        )


@dataclass(kw_only=True, eq=False)
class Desk(Aggregate):
    """A window at work. `streak`: how many priority tickets it called since the last normal one."""

    id: str
    place_id: str
    path: str
    window: str
    clerk: str = ""
    ticket_id: str = ""
    streak: int = 0
    reason: str = ""
    opened_on: date = date.min
    status: DeskStatus = DeskStatus.CLOSED
    version: int = field(default=0)

    def open(self, actor: Actor, *, today: date) -> None:
        """Begin to serve."""
        DESK.step(self, "open", actor)
        self.clerk, self.streak, self.opened_on = actor.id, 0, today
        self._tell(events.DeskOpened)

    def pause(self, actor: Actor, *, reason: str) -> None:
        """Stop for a while."""
        DESK.step(self, "pause", actor)
        self.reason = reason
        self._tell(events.DeskPaused, reason=reason)

    def resume(self, actor: Actor) -> None:
        """Serve again."""
        DESK.step(self, "resume", actor)
        self.reason = ""
        self._tell(events.DeskResumed)

    def close(self, actor: Actor) -> None:
        """Stop for today."""
        DESK.step(self, "close", actor)
        self._rest()

    def end_day(self, system: Actor) -> None:
        """Stop because the day is over."""
        DESK.step(self, "end_day", system)
        self._rest()

    def take(self, actor: Actor) -> None:
        """Say that the window may call the next one."""
        DESK.step(self, "call_next", actor)

    def calls(self, ticket: Ticket, *, streak: int) -> None:
        """Keep whom it called."""
        self.ticket_id, self.streak = ticket.id, streak

    def free(self) -> None:
        """Let the ticket go."""
        self.ticket_id = ""

    def _rest(self) -> None:
        self.clerk, self.reason, self.ticket_id = "", "", ""
        self._tell(events.DeskClosed)

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(
            fact(
                desk_id=self.id,
                path=self.path,
                place_id=self.place_id,
                window=self.window,
                **data,
            )
        )


@dataclass(kw_only=True, eq=False)
class Line(Aggregate):
    """One kind at one place on one day: the last number, and how long recent visits took."""

    id: str
    place_id: str
    day: date
    kind: str
    letter: str
    issued: int = 0
    recent: tuple[int, ...] = ()
    version: int = field(default=0)

    def next_number(self) -> str:
        """Return the next number: the kind's letter and three digits (Q-02)."""
        if self.issued >= MOST_NUMBERS:
            raise Conflict("centers.numbers_used_up", "今日该类号票已发完，请改日或预约办理。")
        self.issued += 1
        return f"{self.letter}{self.issued:03d}"

    def learn(self, seconds: int, *, keep: int) -> None:
        """Remember the length of a visit; only the latest `keep` count."""
        self.recent = (*self.recent, seconds)[-keep:]

    def service(self, *, otherwise: int) -> Fraction:
        """Return the mean length of a visit in seconds, `otherwise` while none has ended."""
        return Fraction(sum(self.recent), len(self.recent)) if self.recent else Fraction(otherwise)


@dataclass(frozen=True)
class TicketNow:
    """A ticket as it stands now: how many will be called before it, and the wait left."""

    ticket: Ticket
    ahead: int | None
    seconds: int | None

    @property
    def version(self) -> int:
        """Return the version of the ticket."""
        return self.ticket.version


@dataclass(frozen=True)
class LineNow:
    """One kind as the board shows it; the wait is that of somebody who would come now."""

    kind: str
    letter: str
    waiting: int
    seconds: int | None


@dataclass(frozen=True)
class DeskNow:
    """One window as the board shows it; `number` is whom it calls or serves."""

    window: str
    name: str
    status: DeskStatus
    number: str
    serving: bool


@dataclass(frozen=True)
class Board:
    """What hangs in the hall."""

    place_id: str
    name: str
    at: datetime
    desks: Sequence[DeskNow]
    lines: Sequence[LineNow]


@dataclass(frozen=True)
class QueueFigures:
    """A day of a hall. Minutes with two places, None where nothing could be divided.

    `estimate_error` is the mean absolute difference between the wait that was promised with the
    ticket and the true one; `estimate_bias` the mean difference, positive when it took longer.
    """

    place_id: str
    day: date
    issued: int
    called: int
    done: int
    passed: int
    left: int
    lapsed: int
    waiting: int
    mean_wait: Decimal | None
    mean_service: Decimal | None
    estimated: int
    estimate_error: Decimal | None
    estimate_bias: Decimal | None
