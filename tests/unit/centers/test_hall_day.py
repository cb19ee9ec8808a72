"""Whole days of a hall: nothing is lost or doubled, and the promised waits are worth something."""

import contextlib
import random
from collections import Counter
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.centers.model import Category, Desk, Ticket
from services.centers.workflow import TICKET, DeskStatus, TicketStatus
from shared.kernel.errors import Conflict
from tests.unit.centers._hall import PLACE, HallTown
from tests.unit.centers._town import moment

T = TicketStatus
ACTIONS = ("take", "take", "first", "call", "call", "recall", "pass", "requeue", "serve", "finish",
           "transfer", "pin", "leave", "pause", "resume")  # fmt: skip


def act(hall: HallTown, action: str, pick: int) -> None:
    """Do it to some ticket or window; what the rules refuse is refused."""
    tickets = [each for each in hall.all(Ticket) if each.status not in TICKET.final]
    ticket: Any = tickets[pick % len(tickets)] if tickets else None
    window = str(pick % 3 + 1)
    doing = {
        "take": lambda: hall.take(kind=("民政", "就业社保", "文化")[pick % 3]),
        "first": lambda: hall.take(kind="民政", ground="老年人"),
        "call": lambda: hall.next(window),
        "pause": lambda: hall.window("pause_desk", window, reason="核对"),
        "resume": lambda: hall.window("resume_desk", window),
        "transfer": lambda: hall.on(ticket, "transfer", "dating", kind="文化", window=""),
        "pin": lambda: hall.on(ticket, "transfer", "dating", kind="", window="1"),
    }
    if ticket is not None or action in ("take", "first", "call", "pause", "resume"):
        doing.get(action, lambda: hall.on(ticket, action))()


def check(hall: HallTown) -> None:
    held = {desk.window: desk.ticket_id for desk in hall.all(Desk) if desk.ticket_id}
    at_windows = {
        each.window: each.id for each in hall.all(Ticket) if each.status in (T.CALLED, T.SERVING)
    }
    assert held == at_windows, "a window holds just the ticket that it called"
    numbers = Counter((each.day, each.number) for each in hall.all(Ticket))
    assert set(numbers.values()) <= {1}
    assert all(each.calls <= each.most_calls for each in hall.all(Ticket))


@pytest.mark.rule("Q-01", "Q-02")
@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 9)), max_size=60))
def test_whatever_people_do_the_hall_stays_in_order_and_empties(steps):
    hall = HallTown()
    hall.open("1", "2", "3")
    for action, pick in steps:
        hall.pass_time(minutes=1)
        with contextlib.suppress(Conflict):
            act(hall, action, pick)
        check(hall)
    empty(hall)
    assert not [each for each in hall.all(Ticket) if each.status is T.ISSUED]


def empty(hall: HallTown) -> None:
    """Serve everybody who waits, window by window, until nobody is left."""
    for desk in hall.all(Desk):
        if desk.status is DeskStatus.PAUSED:
            hall.window("resume_desk", desk.window)
        if desk.ticket_id:
            ticket = hall.rows[Ticket][desk.ticket_id]
            if ticket.status is T.CALLED:
                hall.on(ticket, "serve")
            hall.on(ticket, "finish")
    for window in ("1", "2", "3"):
        while True:
            try:
                hall.serve(hall.next(window))
            except Conflict as nobody:
                assert nobody.code == "centers.nobody_waiting"
                break


class Day:
    """A day at one window for 民政: people come at random, visits take as long as they take."""

    def __init__(self, seed: int, *, people: int = 40) -> None:
        self.dice = random.Random(seed)
        self.hall = HallTown()
        self.hall.open("3")
        at = self.hall.now
        self.comes = [at := at + self._minutes(7.0) for _ in range(people)]
        self.free_at = self.hall.now

    def run(self) -> list[Ticket]:
        for at in self.comes:
            self._serve_until(at)
            self.hall.now = at
            first = self.dice.random() < 0.2
            self.hall.take(ground="老年人" if first else "")
        self._serve_until(moment("2026-03-04 23:00"))
        return self.hall.all(Ticket)

    def _serve_until(self, at) -> None:
        while True:
            desk = self.hall.desk("3")
            if desk.ticket_id:
                if self.free_at > at:
                    return
                self.hall.now = self.free_at
                self.hall.on(self.hall.rows[Ticket][desk.ticket_id], "finish")
            if not any(each.status is T.ISSUED for each in self.hall.all(Ticket)):
                return
            self.hall.on(self.hall.next("3"), "serve")
            self.free_at = self.hall.now + self._minutes(6.0)

    def _minutes(self, mean: float) -> timedelta:
        return timedelta(seconds=round(self.dice.gammavariate(4, mean * 60 / 4)))


def error(pairs: list[tuple[float, float]]) -> Fraction:
    return Fraction(sum(round(abs(a - b)) for a, b in pairs), len(pairs))


@pytest.mark.parametrize("seed", range(1, 5))
def test_the_promised_wait_is_nearer_to_the_truth_than_the_average_of_the_day(seed: int):
    tickets = Day(seed).run()
    assert {each.status for each in tickets} == {T.DONE}
    assert {each.place_id for each in tickets} == {PLACE}
    waits = {each.id: (each.first_called_at - each.issued_at).total_seconds() for each in tickets}
    average = sum(waits.values()) / len(waits)
    ours = error([(each.estimated_seconds, waits[each.id]) for each in tickets])
    guess = error([(average, wait) for wait in waits.values()])
    assert ours < guess
    normal = [waits[each.id] for each in tickets if each.category is Category.NORMAL]
    assert max(normal) < 4 * 3600
