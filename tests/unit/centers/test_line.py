"""Whose turn it is: the order of a line, and what it promises whoever waits in it."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.centers.model import Category, Line, Ticket
from services.centers.model.line import after, in_order, seconds_to_wait
from shared.kernel.errors import Conflict
from tests.unit.centers._town import LIUCHENG, moment

NINE = moment("2026-03-04")
P, N, A = Category.PRIORITY, Category.NORMAL, Category.APPOINTMENT


def waiting(number: int, category: Category = N, **changes) -> Ticket:
    at = NINE + timedelta(minutes=number)
    return Ticket(
        **{
            "id": f"t{number}", "place_id": "p", "path": LIUCHENG, "day": date(2026, 3, 4),
            "kind": "民政", "number": f"A{number:03d}", "category": category, "issued_at": at,
            "queued_at": at, "most_calls": 3, **changes,
        }
    )  # fmt: skip


def order(tickets, *, now: datetime = NINE + timedelta(hours=1), streak: int = 0) -> list[int]:
    return [int(each.id[1:]) for each in in_order(tickets, now=now, streak=streak, ratio=2)]


@pytest.mark.rule("Q-01")
def test_two_priority_tickets_go_before_one_normal():
    line = [waiting(n) for n in (1, 2, 3)] + [waiting(n, P) for n in (4, 5, 6, 7)]
    assert order(line) == [4, 5, 1, 6, 7, 2, 3]
    assert order(line, streak=1) == [4, 1, 5, 6, 2, 7, 3]
    assert order(line, streak=2) == [1, 4, 5, 2, 6, 7, 3]


@pytest.mark.rule("Q-01")
def test_an_appointment_comes_first_once_its_slot_has_begun_and_not_before():
    slot = NINE + timedelta(minutes=30)
    line = [waiting(1), waiting(2, P), waiting(3, A, slot_starts_at=slot)]
    assert order(line, now=slot) == [3, 2, 1]
    assert order(line, now=slot - timedelta(seconds=1)) == [2, 1, 3]


def test_a_ground_of_priority_holds_while_the_slot_has_not_begun():
    slot = NINE + timedelta(hours=2)
    line = [waiting(1), waiting(2, A, slot_starts_at=slot, ground="孕妇")]
    assert order(line) == [2, 1]


def test_the_earlier_slot_comes_first_whoever_signed_in_first():
    later, earlier = NINE + timedelta(minutes=30), NINE
    line = [waiting(1, A, slot_starts_at=later), waiting(2, A, slot_starts_at=earlier)]
    assert order(line) == [2, 1]


@pytest.mark.rule("Q-01")
def test_who_queued_again_waits_for_those_before_and_then_has_the_old_place():
    again = waiting(1, requeued_at=NINE + timedelta(minutes=30), behind=("t2", "t3", "t4"))
    assert order([again, *(waiting(n) for n in (2, 3, 4, 5))]) == [2, 3, 4, 1, 5]
    assert order([again, waiting(5)]) == [1, 5]


def test_two_who_queued_again_do_not_wait_for_one_another():
    half, later = NINE + timedelta(minutes=30), NINE + timedelta(minutes=50)
    one = waiting(1, requeued_at=half, behind=("t2",))
    other = waiting(
        2, called_at=half + timedelta(minutes=1), requeued_at=later, behind=("t1",)
    )  # called after the first came back: it holds her up no longer
    assert order([one, other]) == [1, 2]


def test_who_missed_her_call_has_forfeited_the_slot():
    late = waiting(9, A, slot_starts_at=NINE, requeued_at=NINE + timedelta(minutes=30))
    assert order([late, waiting(1)]) == [1, 9]


CROWD = st.lists(st.sampled_from([P, N, N, A]), min_size=1, max_size=40)


@pytest.mark.rule("Q-01")
@settings(max_examples=100, deadline=None)
@given(CROWD, st.integers(0, 5))
def test_everybody_is_called_once_and_each_lane_in_its_order(crowd, streak):
    line = [
        waiting(n, category, **({"slot_starts_at": NINE} if category is A else {}))
        for n, category in enumerate(crowd)
    ]
    called = order(line, streak=streak)
    assert sorted(called) == list(range(len(crowd)))
    for lane in (P, N):
        mine = [n for n in called if crowd[n] is lane]
        assert mine == sorted(mine)


@pytest.mark.rule("Q-01")
@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.sampled_from([P, P, P, N, A]), max_size=4), min_size=5, max_size=40))
def test_normal_never_starves_however_many_with_priority_come(arrivals):
    """At one window, of any three calls outside appointments one is normal while a normal waits."""
    line: list[Ticket] = []
    streak, number, since = 0, 0, 0
    for coming in arrivals:
        for category in coming:
            number += 1
            slot = {"slot_starts_at": NINE} if category is A else {}
            line.append(waiting(number, category, **slot))
        if not line:
            continue
        waits = any(each.category is N for each in line)
        called = next(in_order(line, now=NINE + timedelta(hours=9), streak=streak, ratio=2))
        streak = after(called, streak, now=NINE + timedelta(hours=9))
        line.remove(called)
        if called.category is N:
            since = 0
        elif called.category is P:
            since = since + 1 if waits else since
        assert since <= 2 or not waits, "three with priority in a row passed somebody normal"
        if not waits:
            since = 0


def test_the_wait_is_nothing_with_a_free_window_and_unknown_with_none_open():
    ten = Fraction(600)
    assert seconds_to_wait(0, desks=2, busy=1, service=ten) == 0
    assert seconds_to_wait(0, desks=2, busy=2, service=ten) == 300
    assert seconds_to_wait(3, desks=2, busy=2, service=ten) == 1200
    assert seconds_to_wait(0, desks=0, busy=0, service=ten) is None


@given(st.integers(0, 50), st.integers(1, 9), st.integers(0, 9), st.integers(1, 3600))
def test_more_before_one_never_shortens_the_wait(ahead, desks, busy, service):
    def wait(ahead: int) -> int:
        return seconds_to_wait(ahead, desks=desks, busy=min(busy, desks), service=Fraction(service))

    assert 0 <= wait(ahead) <= wait(ahead + 1)


@pytest.mark.rule("Q-02")
def test_a_number_is_a_letter_and_three_digits_and_ends_with_999():
    line = Line(id="l", place_id="p", day=date(2026, 3, 4), kind="民政", letter="A")
    assert [line.next_number() for _ in range(2)] == ["A001", "A002"]
    line.issued = 998
    assert line.next_number() == "A999"
    with pytest.raises(Conflict) as refused:
        line.next_number()
    assert refused.value.code == "centers.numbers_used_up"


def test_only_recent_visits_teach_the_estimate():
    line = Line(id="l", place_id="p", day=date(2026, 3, 4), kind="民政", letter="A")
    assert line.service(otherwise=600) == 600
    for seconds in (9999, 100, 200):
        line.learn(seconds, keep=2)
    assert line.service(otherwise=600) == 150
