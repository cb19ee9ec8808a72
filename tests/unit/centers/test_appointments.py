"""Appointments: which days, which slots, for whom, and what happens to who does not come."""

from datetime import date, timedelta

import pytest

from services.centers import handlers, schemas, store
from services.centers.model import Appointment, Category, Place, Window
from services.centers.model.appointments import bookable_days
from services.centers.policies.appointments import restricted_until
from services.centers.workflow import AppointmentStatus, TicketStatus
from shared.chassis.envelope import Context, encode
from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable
from shared.testing.actors import story
from tests.unit.centers._hall import BOOKER, OTHER, PLACE, HallTown, center
from tests.unit.centers._town import moment

A = AppointmentStatus


@pytest.fixture
def hall() -> HallTown:
    return HallTown()


def refused(call, kind=Conflict) -> str:
    with pytest.raises(kind) as said:
        call()
    return said.value.code


def person(n: int) -> dict[str, str]:
    """Return somebody else each time, with a true check digit."""
    body = f"51011519900307{n:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    rest = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11
    return {"name": f"示例{n}", "id_no": body + "10X98765432"[rest], "phone": f"1380000{n:04d}"}


# --- days and slots -----------------------------------------------------------------------------


@pytest.mark.rule("APT-01")
@pytest.mark.parametrize(
    ("today", "days"),
    [
        ("2026-03-04", ["03-05", "03-06", "03-09", "03-10", "03-11"]),
        ("2026-02-12", ["02-13", "02-14", "02-24", "02-25", "02-26"]),
        ("2026-12-29", ["12-30", "12-31"]),
    ],
)
def test_the_next_five_workdays_are_bookable_make_up_days_counted(hall, today, days):
    found = bookable_days(date.fromisoformat(today), hall.calendar, workdays=5)
    assert [f"{day:%m-%d}" for day in found] == days


@pytest.mark.rule("APT-01")
@pytest.mark.parametrize("at", ["2026-03-04 10:00", "2026-03-07 10:00", "2026-03-12 10:00"])
def test_today_a_weekend_and_the_sixth_workday_are_refused(hall: HallTown, at: str):
    assert refused(lambda: hall.book(at=at)) == "centers.day_not_bookable"


@pytest.mark.rule("G-04")
def test_no_day_is_promised_in_a_year_without_an_official_calendar():
    hall = HallTown("2026-12-29")
    code = refused(lambda: hall.book(at="2027-01-04 10:00"), Unavailable)
    assert code == "calendar.missing"


def slots(place: Place, hall: HallTown, day: str = "2026-03-05", kind: str = "民政"):
    with hall.react() as uow:
        return store.slots(uow, place, kind=kind, day=date.fromisoformat(day))


@pytest.mark.rule("APT-01", "Q-02")
def test_slots_come_from_opening_hours_and_skills(hall: HallTown):
    found = slots(center(), hall)
    starts = [f"{slot.starts_at:%H:%M}" for slot in found]
    assert starts[:2] + starts[5:7] + starts[-1:] == ["09:00", "09:30", "11:30", "13:00", "16:30"]
    assert len(found) == 14
    assert {slot.windows for slot in found} == {("3", "1")}  # who can do everything comes last
    assert {slot.windows for slot in slots(center(), hall, kind="文化")} == {("1",)}
    assert slots(center(), hall, "2026-03-07") == []


def test_a_window_with_hours_of_its_own_is_booked_in_them_only(hall: HallTown):
    hours = center().hours
    evening = type(hours)(
        weekly=tuple(type(each)(each.weekday, each.spells[:1]) for each in hours.weekly)
    )
    place = center(windows=(Window("1", "综合"), Window("3", "民政", ("民政",), evening)))
    found = {f"{slot.starts_at:%H:%M}": slot.windows for slot in slots(place, hall)}
    assert (found["09:00"], found["13:00"]) == (("3", "1"), ("1",))


def test_a_place_that_has_closed_has_no_slots(hall: HallTown):
    assert slots(center(closed_on=date(2026, 3, 4)), hall) == []


# --- booking ------------------------------------------------------------------------------------


@pytest.mark.rule("APT-01")
def test_one_seat_is_given_once_and_a_slot_ends_with_its_windows(hall: HallTown):
    first, second = (hall.book(person=person(n)) for n in (1, 2))
    assert [first.window, second.window] == ["3", "1"]
    assert refused(lambda: hall.book(person=person(3))) == "centers.slot_taken"
    hall.appointment(first, "cancel_appointment")
    assert hall.book(person=person(3)).window == "3"


@pytest.mark.rule("APT-01")
def test_one_person_books_once_a_day_whoever_books_for_her(hall: HallTown):
    hall.book()
    again = refused(lambda: hall.book("li_wei", "2026-03-05 15:00"))
    assert again == "centers.one_booking_a_day"
    assert hall.book("li_wei", "2026-03-06 09:00")


def test_a_time_between_slots_is_none_and_an_unserved_kind_is_none(hall: HallTown):
    assert refused(lambda: hall.book(at="2026-03-05 09:10")) == "centers.no_such_slot"
    assert refused(lambda: hall.book(at="2026-03-05 12:00")) == "centers.no_such_slot"
    assert refused(lambda: hall.book(kind="税务"), Invalid) == "centers.kind_not_served"
    bad = {**BOOKER, "id_no": "510115199003070015"}
    assert refused(lambda: hall.book(person=bad), Invalid)


@pytest.mark.rule("APT-01")
def test_it_is_cancelled_two_hours_before_and_not_later(hall: HallTown):
    it = hall.book()
    hall.now = moment("2026-03-05 07:00") + timedelta(seconds=1)
    late = refused(lambda: hall.appointment(it, "cancel_appointment"))
    assert late == "centers.cancel_too_late"
    hall.now = moment("2026-03-05 07:00")
    assert hall.appointment(it, "cancel_appointment").status is A.CANCELLED
    assert hall.timers == {}


def test_a_stranger_does_not_cancel_and_another_hall_does_not_call_off(hall: HallTown):
    it = hall.book()
    stranger = refused(lambda: hall.appointment(it, "cancel_appointment", "li_wei"), NotFound)
    assert stranger == "centers.not_found"
    code = refused(lambda: hall.appointment(it, "keep_appointment", "gongping_window"), Forbidden)
    assert code == "centers.outside_hall"


# --- coming and not coming ----------------------------------------------------------------------


@pytest.mark.rule("Q-01", "APT-01")
@pytest.mark.parametrize(
    ("now", "comes"),
    [("08:29", False), ("08:30", True), ("09:29", True), ("09:30", False)],
)
def test_she_signs_in_shortly_before_her_slot_or_during_it(hall: HallTown, now, comes):
    it = hall.book()
    hall.now = moment(f"2026-03-05 {now}")
    if not comes:
        assert refused(lambda: hall.keep(it)) == "centers.not_in_slot"
        assert hall.the(Appointment).status is A.BOOKED
        return
    ticket = hall.keep(it, "quhaoji")
    assert (ticket.category, ticket.holder) == (Category.APPOINTMENT, "wang_xiuying")
    assert hall.the(Appointment).status is A.KEPT
    assert hall.the(Appointment).ticket_id == ticket.id


@pytest.mark.rule("Q-01")
def test_in_her_slot_she_is_called_before_everybody(hall: HallTown):
    it = hall.book(at="2026-03-05 09:30")
    hall.now = moment("2026-03-05 09:10")
    hall.open("3")
    for ground in ("老年人", ""):
        hall.take(ground=ground)
    hall.keep(it)
    first = hall.next()
    assert first.category is Category.PRIORITY  # her slot has not begun
    hall.serve(first)
    hall.now = moment("2026-03-05 09:30")
    assert hall.next().holder == "wang_xiuying"


@pytest.mark.rule("APT-01")
def test_who_does_not_come_is_noted_when_the_slot_is_over(hall: HallTown):
    it = hall.book()
    hall.at("2026-03-05 09:29")
    assert hall.the(Appointment).status is A.BOOKED
    with hall.react() as uow:
        handlers.miss_appointment(uow, subject_id=it.id)
    assert hall.the(Appointment).status is A.BOOKED  # the reminder came early, and waits again
    hall.at("2026-03-05 09:30")
    assert hall.the(Appointment).status is A.MISSED
    assert hall.heard()[-1] == "appointment.missed"


def test_who_came_is_not_noted(hall: HallTown):
    it = hall.book()
    hall.now = moment("2026-03-05 09:00")
    hall.keep(it)
    with hall.react() as uow:
        handlers.miss_appointment(uow, subject_id=it.id)
    assert hall.the(Appointment).status is A.KEPT


@pytest.mark.rule("APT-01")
def test_three_no_shows_in_ninety_days_restrict_for_thirty(hall: HallTown):
    for day in ("2026-03-05", "2026-03-06", "2026-03-09"):
        hall.now = moment("2026-03-04")
        hall.book(at=f"{day} 09:00")
    hall.at("2026-03-09 10:00")
    restricted = refused(lambda: hall.book(at="2026-03-10 09:00"))
    assert restricted == "centers.booking_restricted"
    assert hall.book("li_wei", "2026-03-10 09:00", person=OTHER)
    hall.now = moment("2026-04-08 23:00")
    assert refused(lambda: hall.book(at="2026-04-09 09:00")) == "centers.booking_restricted"
    hall.now = moment("2026-04-09 08:00")
    assert hall.book(at="2026-04-10 09:00")


@pytest.mark.rule("APT-01", "G-01")
@pytest.mark.parametrize(
    ("gaps", "until"),
    [
        ((), None), ((0, 90), None), ((0, 45, 90), 120), ((0, 45, 91), None),
        ((0, 10, 20, 101), 50), ((0, 10, 20, 90), 120), ((90, 0, 45), 120),
    ],
)  # fmt: skip
def test_ninety_days_include_the_ninetieth(gaps, until):
    first = date(2026, 1, 5)
    found = restricted_until(
        [first + timedelta(days=gap) for gap in gaps], most=3, within_days=90, restrict_days=30
    )
    assert found == (None if until is None else first + timedelta(days=until))


def test_what_the_hall_calls_off_counts_against_nobody(hall: HallTown):
    it = hall.book()
    hall.appointment(it, "call_off_appointment", "dating", reason="系统检修")
    assert hall.timers == {}
    assert hall.book().status is A.BOOKED


# --- whom it is about ---------------------------------------------------------------------------


@pytest.mark.rule("RED-01")
def test_views_are_masked_and_facts_and_reasons_name_nobody(hall: HallTown):
    it = hall.book(ground="老年人")
    shown = schemas.Appointment().dump(it)
    assert (shown["name"][0], shown["id_no"], shown["phone"]) == (
        "王", "510115********0014", "138****5678",
    )  # fmt: skip
    whole = hall.appointment(it, "reveal_booker", "dating", reason="通知改期")
    assert schemas.FullBooker().dump(whole)["phone"] == BOOKER["phone"]
    for private in BOOKER.values():
        for action in ("reveal_booker", "call_off_appointment"):
            text = f"通知 {private} 改期"
            code = refused(lambda a=action, t=text: hall.appointment(it, a, "dating", reason=t))
            assert code == "centers.text_names_person"
    hall.now = moment("2026-03-05 09:00")
    hall.keep(it)
    context = Context("centers", "act", story("dating"), hall.now)
    for fact in hall.told:
        text = encode("e", fact, context).decode()
        for private in (*BOOKER.values(), "wang_xiuying", "老年人"):
            assert private not in text, fact.event_type


def test_the_ticket_of_an_appointment_waits_beside_one_drawn_before(hall: HallTown):
    it = hall.book()
    hall.now = moment("2026-03-05 09:00")
    hall.take("wang_xiuying", kind="文化")
    ticket = hall.keep(it)
    assert ticket.status is TicketStatus.ISSUED
    assert ticket.place_id == PLACE
