"""Whose turn it is, and how long it will take: pure, from what waits now (Q-01)."""

from collections.abc import Collection, Iterator
from datetime import datetime
from fractions import Fraction

from services.centers.model.queue import Ticket


def in_order(
    waiting: Collection[Ticket], *, now: datetime, streak: int, ratio: int
) -> Iterator[Ticket]:
    """Yield the tickets in the order in which one window would call them.

    First whoever has an appointment whose slot has begun; then `ratio` priority tickets for one
    normal ticket, so that neither starves; `streak` is how many priority tickets the window called
    since its last normal one. A ticket that queued again waits until those before it were called.
    """
    left = {ticket.id: ticket for ticket in waiting}
    slot, priority, normal = _lanes(waiting, now)
    while left:
        first = _head(slot, left)
        if first is None:
            lanes = (priority, normal) if streak < ratio else (normal, priority)
            first = _head(lanes[0], left) or _head(lanes[1], left)
        if first is None:
            raise AssertionError("tickets wait for one another in a circle")
        streak = after(first, streak, now=now)
        del left[first.id]
        yield first


def after(called: Ticket, streak: int, *, now: datetime) -> int:
    """Return the window's streak once this ticket is called; an appointment leaves it as it is."""
    if _slot_began(called, now):
        return streak
    return streak + 1 if called.priority else 0


def seconds_to_wait(ahead: int, *, desks: int, busy: int, service: Fraction) -> int | None:
    """Estimate the wait of somebody behind `ahead` others; None while no window is open.

    With a free window for each of them it is nothing; else so many visits must end first, and with
    `desks` windows one ends every `service / desks` seconds.
    """
    if desks == 0:
        return None
    endings = ahead + 1 - (desks - busy)
    return max(0, round(service * endings / desks))


def _lanes(
    waiting: Collection[Ticket], now: datetime
) -> tuple[list[Ticket], list[Ticket], list[Ticket]]:
    slot = [each for each in waiting if _slot_began(each, now)]
    rest = [each for each in waiting if not _slot_began(each, now)]
    slot.sort(key=lambda each: (each.first_at, each.queued_at, each.number))
    rest.sort(key=lambda each: (each.queued_at, each.number))
    return slot, [e for e in rest if e.priority], [e for e in rest if not e.priority]


def _slot_began(ticket: Ticket, now: datetime) -> bool:
    return ticket.first_at is not None and ticket.first_at <= now


def _head(lane: list[Ticket], left: dict[str, Ticket]) -> Ticket | None:
    return next((e for e in lane if e.id in left and not _held(e, left)), None)


def _held(ticket: Ticket, left: dict[str, Ticket]) -> bool:
    return any(_not_called_since(left[id], ticket) for id in ticket.behind if id in left)


def _not_called_since(other: Ticket, ticket: Ticket) -> bool:
    """Whoever was called since and waits again holds nobody up: no circle can arise."""
    since = ticket.requeued_at
    return other.called_at is None or since is None or other.called_at < since
