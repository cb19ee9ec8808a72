"""Appointments and tickets on a real database: many at once, who sees what, what is counted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from shared.chassis.execution import Call
from shared.kernel.errors import Conflict, Forbidden, NotFound
from shared.testing.actors import story
from tests.integration.services._room import Room
from tests.integration.services.test_cases import on_offer
from tests.unit.centers._hall import BOOKER, OTHER, PLACE, center
from tests.unit.centers._town import ALL, PERSON, given, moment


def open_place(centers: Room, **changes: Any) -> None:
    centers.react(lambda uow: uow.add(center(**changes)))


@pytest.fixture
def hall(centers: Room) -> Room:
    open_place(centers)
    return centers


def rows(centers: Room, query: str) -> list[Any]:
    with centers.database.read() as session:
        return list(session.execute(text(query)).all())


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
