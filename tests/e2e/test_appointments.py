"""Appointments through the gateway: booked on the web, kept at the machine, given back, lost."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from infra.local.system import System
from tests.e2e import people
from tests.e2e.calendars import make_official
from tests.e2e.client import Person, Town, refused
from tests.e2e.hall import Hall, buttons, entries, post

BOOKINGS = "/centers/appointments"
AHEAD = timedelta(days=21)
"""Five workdays lie within it, whatever the holidays."""


@pytest.fixture
def station(system: System, town: Town) -> Hall:
    """A station with two windows for everything, in a year whose days off are known."""
    make_official(system, town, town.now().date())
    make_official(system, town, town.now().date() + AHEAD)
    return Hall(town, "S-510115001010")


def booker(name: str, serial: int) -> dict[str, Any]:
    person = people.applicant(name, serial)
    return {key: person[key] for key in ("name", "id_no", "phone")}


def free(hall: Hall, day: date) -> dict[str, int]:
    """Return the free seats of a day by the hour at which they begin."""
    shown = hall.town.reader.get(f"{hall.path}/slots?kind=民政&day={day}")["slots"]
    return {slot["starts_at"][11:16]: slot["free"] for slot in shown}


def bookable(hall: Hall) -> list[date]:
    """Return the days that the web offers."""
    today = hall.town.now().date()
    return [day for n in range(AHEAD.days) if free(hall, day := today + timedelta(days=n))]


def at(hall: Hall, day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), hall.town.now().tzinfo)


def book(hall: Hall, who: str, starts_at: datetime, person: dict[str, Any]) -> dict[str, Any]:
    body = {"place_id": hall.place_id, "kind": "民政", "starts_at": starts_at.isoformat(),
            "person": person}  # fmt: skip
    return dict(hall.town[who].create(BOOKINGS, body))


def where(booked: dict[str, Any]) -> str:
    return f"{BOOKINGS}/{booked['appointment_id']}"


def status(person: Person, booked: dict[str, Any]) -> str:
    return str(person.get(where(booked))["status"]["label"])


def arrive(person: Person, booked: dict[str, Any]) -> dict[str, Any]:
    return dict(post(person, f"{where(booked)}/actions/arrive"))


# --- booked and kept ----------------------------------------------------------------------------


@pytest.mark.rule("APT-01", "RED-01")
def test_a_resident_books_on_the_web_and_nobody_gets_her_seat_or_reads_who_she_is(
    town: Town, station: Hall
):
    days = bookable(station)
    assert town.now().date() not in days
    assert len(days) == 5, "five workdays ahead, from tomorrow on"
    assert free(station, days[0])["09:00"] == 2
    assert len(free(station, days[0])) == 14
    wang, nine = booker("王秀英（示例）", 701), at(station, days[0], 9)
    booked = book(station, "wang_xiuying", nine, wang)
    assert (booked["status"]["label"], buttons(booked)) == ("已预约", {"cancel", "arrive"})
    assert (booked["phone"], booked["id_no"][-4:]) == ("138****0701", wang["id_no"][-4:])
    assert not any(private in str(booked) for private in wang.values())

    again = refused(lambda: book(station, "dating", at(station, days[0], 14), wang))
    assert (again["status"], again["code"]) == (409, "centers.one_booking_a_day")
    book(station, "dating", nine, booker("赵示例", 702))
    assert free(station, days[0])["09:00"] == 0
    full = refused(lambda: book(station, "li_wei", nine, booker("李伟（示例）", 703)))
    assert (full["status"], full["code"]) == (409, "centers.slot_taken")
    now = refused(lambda: book(station, "li_wei", town.now(), booker("李伟（示例）", 703)))
    assert now["code"] == "centers.day_not_bookable"
    assert now["details"]["days"] == [str(day) for day in days]
    odd = refused(
        lambda: book(station, "li_wei", at(station, days[0], 9, 10), booker("李伟（示例）", 703))
    )
    assert odd["code"] == "centers.no_such_slot"
    clerk = refused(lambda: book(station, "chuangkou", nine, booker("李伟（示例）", 703)))
    assert (clerk["status"], clerk["code"]) == (403, "auth.not_permitted")

    no = f"{BOOKINGS}?appointment_no={booked['appointment_no']}"
    for who, seen in (("wang_xiuying", 1), ("quhaoji", 1), ("chuangkou", 1), ("li_wei", 0),
                      ("gongping_window", 0)):  # fmt: skip
        assert len(town[who].get(no)["items"]) == seen, who
    for stranger in ("li_wei", "gongping_window"):
        hidden = refused(lambda who=stranger: town[who].get(where(booked)))
        assert (hidden["status"], hidden["code"]) == (404, "centers.not_found")


@pytest.mark.rule("RED-01", "G-07")
def test_the_hall_manager_sees_whom_to_ring_up_for_a_reason_that_stays_on_record(
    town: Town, station: Hall
):
    wang = booker("王秀英（示例）", 704)
    booked = book(station, "wang_xiuying", at(station, bookable(station)[0], 10), wang)
    reveal, reason = f"{where(booked)}/actions/reveal", "窗口临时调整，电话通知（示例）"
    for who in ("chuangkou", "quhaoji", "wang_xiuying"):
        no = refused(lambda who=who: post(town[who], reveal, reason=reason))
        assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    mute = refused(lambda: post(town["dating"], reveal))
    assert (mute["status"], mute["errors"][0]["pointer"]) == (422, "/reason")
    naming = refused(lambda: post(town["dating"], reveal, reason=f"联系{wang['name']}"))
    assert (naming["status"], naming["code"]) == (409, "centers.text_names_person")
    shown = post(town["dating"], reveal, reason=reason)
    assert {key: shown[key] for key in wang} == wang
    told = entries(town, "zhihui", booked["appointment_id"], "查看预约人信息")
    assert [each["label"] for each in told] == ["预约", "查看预约人信息"]
    assert (told[0]["actor_id"], told[1]["actor_id"]) == (
        "anonymous", town["dating"].actor["id"],
    )  # fmt: skip
    assert not any(private in str(told) for private in wang.values())


@pytest.mark.rule("APT-01", "Q-01")
def test_who_signs_in_at_the_machine_is_called_at_her_time_and_who_stays_away_has_missed_it(
    town: Town, station: Hall
):
    day = bookable(station)[0]
    hers = book(station, "wang_xiuying", at(station, day, 11), booker("王秀英（示例）", 705))
    his = book(station, "li_wei", at(station, day, 11, 30), booker("李伟（示例）", 706))
    town.move_to(at(station, day, 10, 20))
    machine = town["quhaoji"]
    early = refused(lambda: arrive(machine, hers))
    assert (early["status"], early["code"]) == (409, "centers.not_in_slot")
    assert "10:30" in early["detail"]
    town.move_to(at(station, day, 10, 40))
    plain, favoured = station.take(), station.take(ground="老年人")
    ticket = arrive(machine, hers)
    assert (ticket["category"], ticket["status"]["label"]) == ("APPOINTMENT", "等候")
    kept = town["wang_xiuying"].get(where(hers))
    assert (kept["status"]["label"], kept["ticket_id"]) == ("已签到", ticket["ticket_id"])
    assert buttons(kept) == set()
    twice = refused(lambda: arrive(machine, hers))
    assert (twice["status"], twice["code"]) == (409, "centers.appointment.not_now")
    assert station.seen(ticket, "wang_xiuying")["ahead"] == 2, "her time has not come yet"

    town.move_to(at(station, day, 11))
    assert station.seen(ticket, "wang_xiuying")["ahead"] == 0
    station.desk("1", "open")
    for expected in (ticket, favoured, plain):
        called = station.call("1")
        assert called["number"] == expected["number"]
        station.serve(called)
    station.desk("1", "close")
    assert status(town["li_wei"], his) == "已预约"
    town.move_to(at(station, day, 12, 1))
    town.eventually(lambda: status(town["li_wei"], his) == "爽约", "his slot is over")
    late = refused(lambda: arrive(town["li_wei"], his))
    assert (late["status"], late["code"]) == (409, "centers.appointment.not_now")


# --- given back ---------------------------------------------------------------------------------


@pytest.mark.rule("APT-01")
def test_a_seat_is_given_back_two_hours_before_at_the_latest(town: Town, station: Hall):
    day, li, person = bookable(station)[0], town["li_wei"], booker("李伟（示例）", 707)
    first = book(station, "li_wei", at(station, day, 15), person)
    seats = free(station, day)["15:00"]
    other = refused(lambda: town["wang_xiuying"].act(where(first), "cancel", version=1))
    assert (other["status"], other["code"]) == (404, "centers.not_found")
    given_back = li.act(where(first), "cancel")
    assert (given_back["status"]["label"], buttons(given_back)) == ("已取消", set())
    assert free(station, day)["15:00"] == seats + 1

    second = book(station, "li_wei", at(station, day, 16), person)
    town.move_to(at(station, day, 14, 1))
    late = refused(lambda: li.act(where(second), "cancel"))
    assert (late["status"], late["code"]) == (409, "centers.cancel_too_late")
    assert "14:00" in late["detail"]
    town.move_to(at(station, day, 15, 45))
    ticket = arrive(li, second)
    assert station.seen(ticket, "li_wei")["ticket"]["appointment_id"] == second["appointment_id"]
    station.on(ticket, "leave", who="li_wei")


# --- called off ---------------------------------------------------------------------------------


@pytest.fixture
def closing(system: System, town: Town) -> Hall:
    """Another station, where a day will fall away."""
    make_official(system, town, town.now().date())
    make_official(system, town, town.now().date() + AHEAD)
    return Hall(town, "S-510115001032")


@pytest.mark.rule("APT-01")
def test_a_day_falls_away_its_bookings_are_called_off_and_count_against_nobody(
    town: Town, closing: Hall
):
    day, after = bookable(closing)[1:3]
    wang = booker("王秀英（示例）", 708)
    hers = book(closing, "wang_xiuying", at(closing, day, 9), wang)
    on_the_phone = book(closing, "dating", at(closing, day, 9), booker("钱示例", 709))
    close_on(town, closing, day)
    assert (free(closing, day), day in bookable(closing)) == ({}, False)
    gone = refused(lambda: book(closing, "li_wei", at(closing, day, 10), booker("李伟", 710)))
    assert (gone["status"], gone["code"]) == (409, "centers.no_such_slot")

    open_ones = f"{BOOKINGS}?place_id={closing.place_id}&day={day}&status=BOOKED"
    left = town["dating"].get(open_ones)["items"]
    assert {each["appointment_no"] for each in left} == {
        hers["appointment_no"], on_the_phone["appointment_no"],
    }  # fmt: skip
    for who in ("chuangkou", "wang_xiuying"):
        no = refused(lambda who=who: town[who].act(where(hers), "call_off", {"reason": "停电"}))
        assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    naming = refused(
        lambda: town["dating"].act(where(hers), "call_off", {"reason": f"{wang['name']}改期"})
    )
    assert naming["code"] == "centers.text_names_person"
    for each in left:
        town["dating"].act(where(each), "call_off", {"reason": "设备检修，当日停办（示例）"})
    assert town["dating"].get(open_ones)["items"] == []
    assert status(town["wang_xiuying"], hers) == "大厅撤销"
    told = entries(town, "liucheng_leader", hers["appointment_id"], "大厅撤销预约")
    assert told[-1]["summary"]["reason"] == "设备检修，当日停办（示例）"

    assert book(closing, "wang_xiuying", at(closing, after, 9), wang)["day"] == str(after)
    town.move_to(at(closing, day, 12))
    assert status(town["wang_xiuying"], hers) == "大厅撤销", "no timer makes it a no-show"


def close_on(town: Town, hall: Hall, day: date) -> None:
    """Let the street decide that the place stays closed for a day."""
    place = town.reader.get(hall.path)["place"]
    hours, reason = place["hours"], "设备检修（示例）"
    hours["exceptions"] = [*hours["exceptions"], {"on": str(day), "spells": [], "reason": reason}]
    since = str(town.now().date() + timedelta(days=1))
    change = {"since": since, "hours": hours}
    town["liucheng"].act(hall.path, "change", change, version=place["version"])
    shown = town.reader.get(f"{hall.path}/hours?first={day}&days=1")["days"][0]
    assert shown["spells"] == []
