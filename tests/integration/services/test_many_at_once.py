"""Many at once on a real database: no seat, no number and no ticket is given twice."""

import dataclasses
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BoundedSemaphore, Event, Thread
from typing import Any

import pytest

from services.centers import store
from services.centers.model import Window
from shared.chassis.database import Database
from shared.chassis.execution import Call, Executor
from shared.kernel.errors import JiedaoError
from shared.kernel.ids import new_id
from shared.testing.actors import story
from tests.architecture._house import service_class
from tests.integration.services._room import Room
from tests.integration.services.test_queue import open_place, rows
from tests.unit.centers._hall import PLACE
from tests.unit.centers._town import moment
from tests.unit.centers.test_appointments import person

PROCESSES, EACH = 10, 20
"""Ten processes with all the connections that one may have: two hundred transactions at once."""
EVERYBODY = 1_000
"""Who asks for one slot in the same moment; who finds no transaction free waits at the door."""


class Crowd:
    """As many processes of centers as it takes; everybody asks at the same moment."""

    def __init__(self, centers: Room) -> None:
        self.doors = [BoundedSemaphore(EACH) for _ in range(PROCESSES)]
        self.databases = [Database(centers.database.url) for _ in range(PROCESSES)]
        self.executors = [
            Executor(
                service_class("centers"),
                dataclasses.replace(
                    centers.executor.house, open_write=each.write, open_read=each.read
                ),
            )
            for each in self.databases
        ]

    def ask(self, asked: list[tuple[str, str, dict[str, Any]]]) -> list[Any]:
        """Return the answer's body, or the code of the refusal, for each of them."""
        barrier = Barrier(len(asked))

        def one(n: int) -> Any:
            who, operation, command = asked[n]
            call = Call(operation, command, story(who), idempotency_key=new_id())
            barrier.wait(timeout=60)
            with self.doors[n % PROCESSES]:
                try:
                    return self.executors[n % PROCESSES].answer(call)["body"]
                except JiedaoError as refused:
                    return refused.code

        with ThreadPoolExecutor(len(asked)) as pool:
            return list(pool.map(one, range(len(asked))))

    def close(self) -> None:
        for each in self.databases:
            each.dispose()


@pytest.fixture
def hall(centers: Room) -> Room:
    open_place(centers)
    return centers


@pytest.fixture
def crowd(hall: Room) -> Iterator[Crowd]:
    made = Crowd(hall)
    yield made
    made.close()


def alone(uow: Any, name: str) -> None:
    """Stand for a lock that somebody forgot."""


def booking(n: int, at: str, kind: str = "民政") -> tuple[str, str, dict[str, Any]]:
    return "dating", "book_appointment", {
        "place_id": PLACE, "kind": kind, "starts_at": moment(at).isoformat(), "person": person(n),
    }  # fmt: skip


SEATS = "SELECT place_id, \"window\", starts_at FROM appointments WHERE status = 'BOOKED'"


class Watch:
    """Looks from outside how many transactions of the crowd are open in the database at once."""

    OPEN = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND xact_start IS NOT NULL AND pid <> pg_backend_pid()"
    )

    def __init__(self, centers: Room) -> None:
        self.centers, self.most, self._over = centers, 0, Event()
        self._thread = Thread(target=self._look)

    def _look(self) -> None:
        while not self._over.wait(0.05):
            self.most = max(self.most, rows(self.centers, self.OPEN)[0][0])

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


def ask_for_one_slot(crowd: Crowd) -> Counter[str]:
    """Let a thousand book the same half hour at once; return how many were told what."""
    told = crowd.ask([booking(n, "2026-02-12 09:00") for n in range(EVERYBODY)])
    return Counter(each if isinstance(each, str) else each["window"] for each in told)


@pytest.mark.rule("APT-01")
def test_one_slot_is_never_given_twice_when_a_thousand_book_it_at_once(hall: Room, crowd: Crowd):
    with Watch(hall) as watch:
        told = ask_for_one_slot(crowd)
    assert told == {"1": 1, "3": 1, "centers.slot_taken": EVERYBODY - 2}
    assert len(rows(hall, SEATS)) == 2
    assert watch.most > PROCESSES * EACH / 2, "they really were in the database together"


@pytest.mark.rule("APT-01")
def test_the_database_refuses_a_second_booking_even_when_nobody_takes_turns(
    hall: Room, crowd: Crowd, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(store, "take_turns", alone)
    told = ask_for_one_slot(crowd)
    assert set(told) <= {"1", "3", "storage.conflict", "centers.slot_taken"}
    assert told["storage.conflict"] >= 1, "only who saw a free slot together gets so far"
    seats = rows(hall, SEATS)
    assert 1 <= len(seats) == len(set(seats)) == told["1"] + told["3"] <= 2


@pytest.mark.rule("APT-01")
def test_many_slots_at_once_are_given_to_as_many_as_there_are_windows(hall: Room, crowd: Crowd):
    slots = ("09:00", "09:30", "10:00", "10:30", "11:00")
    everybody = range(PROCESSES * EACH)
    told = crowd.ask([booking(n, f"2026-02-12 {slots[n % 5]}") for n in everybody])
    assert len([each for each in told if isinstance(each, dict)]) == 10
    assert {each for each in told if isinstance(each, str)} == {"centers.slot_taken"}
    seats = rows(hall, SEATS)
    assert len(seats) == len(set(seats)) == 10


@pytest.mark.rule("APT-01")
@pytest.mark.parametrize("turns", [True, False])
def test_one_person_gets_one_booking_a_day_however_often_she_asks_at_once(
    hall: Room, crowd: Crowd, monkeypatch: pytest.MonkeyPatch, turns: bool
):
    if not turns:
        monkeypatch.setattr(store, "take_turns", alone)
    halves = [(hour, half) for hour in (9, 10, 11, 13, 14) for half in ("00", "30")]
    hours = [f"2026-02-12 {hour:02d}:{half}" for hour, half in halves]
    told = crowd.ask([booking(1, hours[n % 10]) for n in range(60)])
    assert len([each for each in told if isinstance(each, dict)]) == 1
    codes = {each for each in told if isinstance(each, str)}
    by_rule = {"centers.one_booking_a_day"}
    assert codes == by_rule if turns else "storage.conflict" in codes


@pytest.mark.rule("Q-02")
def test_two_hundred_at_once_get_numbers_without_a_gap_or_a_double(hall: Room, crowd: Crowd):
    take = ("quhaoji", "take_ticket", {"place_id": PLACE, "kind": "民政"})
    told = crowd.ask([take] * (PROCESSES * EACH))
    numbers = sorted(each["number"] for each in told)
    assert numbers == [f"A{n:03d}" for n in range(1, PROCESSES * EACH + 1)]


def windows(count: int) -> tuple[Window, ...]:
    return tuple(Window(str(n), f"{n}号窗口") for n in range(1, count + 1))


def at_once(crowd: Crowd, operation: str, count: int, **command: Any) -> list[Any]:
    return crowd.ask(
        [
            ("chuangkou", operation, {"place_id": PLACE, "window": str(n), **command})
            for n in range(1, count + 1)
        ]
    )


@pytest.mark.rule("Q-01", "Q-02")
def test_windows_that_call_at_once_never_call_the_same_ticket(centers: Room):
    open_place(centers, windows=windows(20))
    for n in range(60):
        ground = "老年人" if n % 3 == 0 else ""
        centers.ask("quhaoji", "take_ticket", place_id=PLACE, kind="民政", ground=ground)
    crowd = Crowd(centers)
    assert all(isinstance(each, dict) for each in at_once(crowd, "open_desk", 20))
    called: list[str] = []
    for _ in range(3):
        tickets = at_once(crowd, "call_next", 20)
        assert all(isinstance(each, dict) for each in tickets), tickets
        called += [each["number"] for each in tickets]
        for ticket in tickets:
            served = centers.step(
                "chuangkou", "serve_ticket", ticket_id=ticket["ticket_id"],
                version=ticket["version"],
            )  # fmt: skip
            centers.step(
                "chuangkou", "finish_ticket", ticket_id=ticket["ticket_id"],
                version=served["version"],
            )  # fmt: skip
    assert sorted(called) == [f"A{n:03d}" for n in range(1, 61)]
    assert set(at_once(crowd, "call_next", 20)) == {"centers.nobody_waiting"}
    crowd.close()


def test_even_without_turns_a_ticket_is_called_once(centers: Room, monkeypatch: pytest.MonkeyPatch):
    open_place(centers, windows=windows(20))
    for _ in range(20):
        centers.ask("quhaoji", "take_ticket", place_id=PLACE, kind="民政")
    crowd = Crowd(centers)
    at_once(crowd, "open_desk", 20)
    monkeypatch.setattr(store, "take_turns", alone)
    told = at_once(crowd, "call_next", 20)
    numbers = [each["number"] for each in told if isinstance(each, dict)]
    assert len(numbers) == len(set(numbers)) >= 1
    crowd.close()
