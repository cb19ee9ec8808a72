"""Appointments and tickets on a real database: many at once, who sees what, what is counted."""

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, BoundedSemaphore, Event, Thread
from typing import Any

import pytest
from sqlalchemy import text

from services.centers import store
from services.centers.model import Window
from shared.chassis.database import Database
from shared.chassis.execution import Call, Executor
from shared.kernel.errors import Conflict, Forbidden, JiedaoError, NotFound
from shared.kernel.ids import new_id
from shared.testing.actors import story
from tests.architecture._house import service_class
from tests.integration.services._room import Room
from tests.integration.services.test_cases import on_offer
from tests.unit.centers._hall import BOOKER, OTHER, PLACE, center
from tests.unit.centers._town import ALL, PERSON, given, moment
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


def open_place(centers: Room, **changes: Any) -> None:
    centers.react(lambda uow: uow.add(center(**changes)))


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


def rows(centers: Room, query: str) -> list[Any]:
    with centers.database.read() as session:
        return list(session.execute(text(query)).all())


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


# --- who sees what ------------------------------------------------------------------------------


@pytest.mark.rule("RED-01")
def test_tickets_are_seen_by_their_holder_and_their_hall(hall: Room):
    hers = hall.ask("wang_xiuying", "take_ticket", place_id=PLACE, kind="民政")["body"]
    machine = hall.ask("quhaoji", "take_ticket", place_id=PLACE, kind="民政")["body"]
    seen = {"wang_xiuying": {"A001"}, "chuangkou": {"A001", "A002"}, "dating": {"A001", "A002"},
            "li_wei": set(), "gongping_window": set()}  # fmt: skip
    for who, numbers in seen.items():
        for ticket in (hers, machine):
            asked = {"ticket_id": ticket["ticket_id"]}
            if ticket["number"] in numbers:
                shown = hall.ask(who, "show_ticket", **asked)["body"]
                assert shown["ticket"]["number"] == ticket["number"]
            else:
                with pytest.raises(NotFound):
                    hall.ask(who, "show_ticket", **asked)
    assert hall.listed("chuangkou", "list_tickets", "number", place_id=PLACE) == ["A001", "A002"]
    assert hall.listed("gongping_window", "list_tickets", "number", place_id=PLACE) == []
    assert hall.listed("zhihui", "list_tickets", "number", place_id=PLACE, status="DONE") == []


def test_a_ticket_says_how_many_are_before_it_now(hall: Room):
    for _ in range(2):
        hall.ask("quhaoji", "take_ticket", place_id=PLACE, kind="民政")
    hers = hall.ask("wang_xiuying", "take_ticket", place_id=PLACE, kind="民政")["body"]
    now = hall.ask("wang_xiuying", "show_ticket", ticket_id=hers["ticket_id"])["body"]
    assert (now["ahead"], now["minutes"]) == (2, None)
    hall.ask("chuangkou", "open_desk", place_id=PLACE, window="3")
    hall.ask("chuangkou", "call_next", place_id=PLACE, window="3")
    now = hall.ask("wang_xiuying", "show_ticket", ticket_id=hers["ticket_id"])["body"]
    assert (now["ahead"], now["minutes"]) == (1, 20)


def test_appointments_are_seen_by_who_booked_and_by_the_hall(hall: Room):
    def book(who: str, at: str, somebody: Any) -> str:
        command = {"place_id": PLACE, "kind": "民政", "starts_at": f"{at}+08:00",
                   "person": somebody}  # fmt: skip
        return hall.ask(who, "book_appointment", **command)["body"]["appointment_no"]

    hers = book("wang_xiuying", "2026-02-12T09:00:00", BOOKER)
    his = book("li_wei", "2026-02-12T09:00:00", OTHER)
    seen = {"wang_xiuying": [hers], "li_wei": [his], "quhaoji": [hers, his],
            "dating": [hers, his], "gongping_window": []}  # fmt: skip
    for who, numbers in seen.items():
        assert hall.listed(who, "list_appointments", "appointment_no") == numbers
        found = hall.listed(who, "list_appointments", "appointment_no", appointment_no=hers)
        assert found == [each for each in numbers if each == hers]
    (it,) = hall.ask("wang_xiuying", "list_appointments")["body"]["items"]
    for stranger in ("li_wei", "gongping_window"):
        with pytest.raises(NotFound):
            hall.ask(stranger, "show_appointment", appointment_id=it["appointment_id"])
    free = hall.ask("reader", "list_slots", place_id=PLACE, kind="民政", day="2026-02-12")["body"]
    assert [slot["free"] for slot in free["slots"]][:2] == [0, 2]
    none = hall.ask("reader", "list_slots", place_id=PLACE, kind="民政", day="2026-02-11")["body"]
    assert none["slots"] == []


@pytest.mark.rule("APT-01")
def test_who_comes_too_early_or_cancels_too_late_is_told_the_hour_of_the_town(hall: Room):
    command = {"place_id": PLACE, "kind": "民政", "starts_at": "2026-02-12T09:00:00+08:00"}
    it = hall.ask("wang_xiuying", "book_appointment", **command, person=BOOKER)["body"]
    key = {"appointment_id": it["appointment_id"]}
    with pytest.raises(Conflict, match="2026-02-12 08:30 至 09:30"):
        hall.ask("quhaoji", "keep_appointment", **key)
    hall.now = moment("2026-02-12 07:01")
    with pytest.raises(Conflict, match="最迟 2026-02-12 07:00"):
        hall.ask("wang_xiuying", "cancel_appointment", **key, version=it["version"])


@pytest.mark.rule("RED-01")
def test_nothing_of_who_booked_is_readable_in_the_rows_the_outbox_or_the_audit(hall: Room):
    command = {"place_id": PLACE, "kind": "民政", "starts_at": "2026-02-12T09:00:00+08:00"}
    it = hall.ask("wang_xiuying", "book_appointment", **command, person=BOOKER)["body"]
    reveal = {"appointment_id": it["appointment_id"], "reason": "通知改期"}
    with pytest.raises(Forbidden):
        hall.ask("chuangkou", "reveal_booker", **reveal)
    shown = hall.executor.answer(Call("reveal_booker", reveal, story("dating")))["body"]
    assert shown["phone"] == BOOKER["phone"]
    for table in ("appointments", "outbox", "audit", "requests"):
        stored = "".join(row[0] for row in rows(hall, f"SELECT t::text FROM {table} t"))
        for private in BOOKER.values():
            assert private not in stored
            assert private.encode().hex() not in stored


# --- what is counted ----------------------------------------------------------------------------


def later(centers: Room, **span: float) -> None:
    centers.now += timedelta(**span)


def stepped(centers: Room) -> Callable[[dict[str, Any], str], dict[str, Any]]:
    def step(ticket: dict[str, Any], action: str) -> dict[str, Any]:
        return centers.step(
            "chuangkou", f"{action}_ticket", ticket_id=ticket["ticket_id"],
            version=ticket["version"],
        )  # fmt: skip

    return step


def test_the_error_of_the_promised_waits_is_measured(hall: Room):
    step = stepped(hall)
    empty = hall.ask("dating", "show_queue", place_id=PLACE)["body"]
    assert (empty["mean_wait"], empty["mean_service"], empty["estimate_error"]) == (None,) * 3
    hall.ask("chuangkou", "open_desk", place_id=PLACE, window="3")
    promised = [
        hall.ask("quhaoji", "take_ticket", place_id=PLACE, kind="民政")["body"] for _ in range(3)
    ]
    assert [each["estimated_minutes"] for each in promised] == [0, 10, 20]
    for minutes in (6, 15):  # she is called at 0, then at 6 and 21 minutes
        ticket = hall.ask("chuangkou", "call_next", place_id=PLACE, window="3")["body"]
        ticket = step(ticket, "serve")
        later(hall, minutes=minutes)
        step(ticket, "finish")
    hall.ask("chuangkou", "call_next", place_id=PLACE, window="3")
    found = hall.ask("dating", "show_queue", place_id=PLACE)["body"]
    assert (found["issued"], found["called"], found["done"], found["waiting"]) == (3, 3, 2, 0)
    assert (found["mean_wait"], found["mean_service"]) == ("9.00", "10.50")
    # promised 0, 10, 20; true 0, 6, 21: off by 0, 4, 1
    assert (found["estimated"], found["estimate_error"]) == (3, "1.67")
    assert found["estimate_bias"] == "-1.00"
    outside = hall.ask("gongping_leader", "show_queue", place_id=PLACE)["body"]
    assert (outside["issued"], outside["mean_wait"]) == (0, None)


def test_the_board_needs_no_account_and_shows_who_is_served(hall: Room):
    hall.ask("chuangkou", "open_desk", place_id=PLACE, window="3")
    hall.ask("wang_xiuying", "take_ticket", place_id=PLACE, kind="民政", ground="老年人")
    hall.ask("chuangkou", "call_next", place_id=PLACE, window="3")
    board = hall.ask("reader", "show_board", place_id=PLACE)["body"]
    assert [each["number"] for each in board["desks"]] == ["", "", "A001"]
    assert "wang_xiuying" not in str(board)


@pytest.mark.rule("Q-02")
def test_the_day_ends_on_real_rows_and_numbers_begin_anew(hall: Room):
    hall.ask("chuangkou", "open_desk", place_id=PLACE, window="3")
    hall.ask("quhaoji", "take_ticket", place_id=PLACE, kind="民政")
    (timer,) = rows(hall, "SELECT subject_id FROM timers WHERE name = 'queue_day_over'")
    hall.now = moment("2026-02-12")
    hall.react(hall.handlers.end_day, subject_id=timer.subject_id)
    assert rows(hall, "SELECT status FROM tickets") == [("LAPSED",)]
    assert rows(hall, "SELECT status FROM desks") == [("CLOSED",)]
    drawn = hall.ask("quhaoji", "take_ticket", place_id=PLACE, kind="民政")["body"]
    assert drawn["number"] == "A001"


def test_a_case_of_a_visit_carries_its_ticket_from_the_database(hall: Room):
    on_offer(hall)
    hall.ask("wang_xiuying", "take_ticket", place_id=PLACE, kind="民政")
    hall.ask("chuangkou", "open_desk", place_id=PLACE, window="3")
    ticket = hall.ask("chuangkou", "call_next", place_id=PLACE, window="3")["body"]
    stepped(hall)(ticket, "serve")
    case = hall.ask(
        "chuangkou", "submit_case", row_id="row-3", channel="WINDOW", applicant=PERSON,
        materials=given(*ALL), ticket_id=ticket["ticket_id"],
    )["body"]  # fmt: skip
    shown = hall.ask("chuangkou", "show_case", case_id=case["case_id"])["body"]
    assert shown["ticket_id"] == ticket["ticket_id"]
