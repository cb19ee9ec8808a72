"""A hall as it stands now: who waits, which windows serve, how long visits take (Q-01, Q-02)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import islice

from services.centers.model.appointments import serves
from services.centers.model.line import in_order, seconds_to_wait
from services.centers.model.place import Window
from services.centers.model.queue import Category, Desk, Line, Ticket
from services.centers.workflow.queue import DeskStatus


@dataclass(frozen=True)
class Hall:
    """One place on one day. `ratio` priority tickets go before one normal (Q-01).

    `service` is the length of a visit in seconds where none has ended yet.
    """

    windows: Sequence[Window]
    desks: Sequence[Desk]
    waiting: Sequence[Ticket]
    lines: Mapping[str, Line]
    now: datetime
    ratio: int
    service: int

    def serves(self, kind: str) -> bool:
        """Say whether any window of the place serves the kind."""
        return any(serves(window, kind) for window in self.windows)

    def can_call(self, window: str, ticket: Ticket) -> bool:
        """Say whether that window may call the ticket: its skills, and no other window wanted."""
        own = next((each for each in self.windows if each.number == window), None)
        wanted = ticket.wanted_window in ("", window)
        return own is not None and wanted and serves(own, ticket.kind)

    def next_for(self, desk: Desk) -> Ticket | None:
        """Return whose turn it is at the window, None when nobody waits for it."""
        mine = [each for each in self.waiting if self.can_call(desk.window, each)]
        return next(in_order(mine, now=self.now, streak=desk.streak, ratio=self.ratio), None)

    def next_ones(self, kind: str, count: int) -> tuple[str, ...]:
        """Return the ids of the next `count` that wait for the kind at any window."""
        rivals = [each for each in self.waiting if each.kind == kind and not each.wanted_window]
        order = in_order(rivals, now=self.now, streak=0, ratio=self.ratio)
        return tuple(each.id for each in islice(order, count))

    def expect(self, ticket: Ticket) -> tuple[int, int | None]:
        """Return how many will be called before it and the seconds that it has to wait.

        Counts whoever competes for the open windows that serve it; None while none is open.
        """
        desks = [
            desk
            for desk in self.desks
            if desk.status is DeskStatus.OPEN and self.can_call(desk.window, ticket)
        ]
        rivals = [
            each
            for each in self.waiting
            if each.id != ticket.id and self._compete(each, ticket, desks)
        ]
        order = in_order([*rivals, ticket], now=self.now, streak=0, ratio=self.ratio)
        ahead = next(place for place, each in enumerate(order) if each.id == ticket.id)
        busy = sum(bool(desk.ticket_id) for desk in desks)
        mean = self._mean(ticket.kind)
        return ahead, seconds_to_wait(ahead, desks=len(desks), busy=busy, service=mean)

    def _compete(self, other: Ticket, ticket: Ticket, desks: Sequence[Desk]) -> bool:
        if not desks:
            return other.kind == ticket.kind
        return any(self.can_call(desk.window, other) for desk in desks)

    def _mean(self, kind: str) -> Fraction:
        line = self.lines.get(kind)
        return line.service(otherwise=self.service) if line else Fraction(self.service)


def newcomer(place_id: str, path: str, *, kind: str, at: datetime) -> Ticket:
    """Return a ticket that nobody holds, after all others: whom the board's estimate is about."""
    return Ticket(
        id="", place_id=place_id, path=path, day=at.date(), kind=kind, number="ZZZZ",
        category=Category.NORMAL, issued_at=at, queued_at=at, most_calls=0,
    )  # fmt: skip
