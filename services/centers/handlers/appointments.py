"""Appointments: book, cancel, sign in, miss (APT-01)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from services.centers import store
from services.centers.handlers import queue
from services.centers.model import Appointment, Place, Slot, Ticket
from services.centers.model.appointments import bookable_days
from services.centers.policies import appointments as policies
from services.centers.workflow import GIVEN_BACK, AppointmentStatus
from shared.chassis.crypto import blind_index
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import ActorKind
from shared.kernel.calendar import CalendarMissing
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, Forbidden, NotFound
from shared.kernel.identifiers import check_resident_id
from shared.kernel.workflow import Guard

PACK = queue.PACK
SLOT_OVER = "appointment_over"


def book_appointment(
    uow: UnitOfWork,
    *,
    place_id: str,
    kind: str,
    starts_at: datetime,
    person: Mapping[str, Any],
    ground: str,
) -> Appointment:
    """Take a slot for a person. One seat is given once, one person has one slot a day.

    Bookings for the same moment, then for the same person, wait for one another; whoever comes
    last is refused by name of the rule. The indexes of the table hold the same without it.
    """
    place = uow.get(Place, place_id)
    day = starts_at.astimezone(TZ).date()
    queue.letter(uow, place, kind)
    queue.check_ground(uow, ground)
    check_resident_id(person["id_no"], on=uow.today)
    _check_day(uow, day)
    index = blind_index("id_no", person["id_no"].upper())
    store.take_turns(uow, f"slot:{place_id}:{starts_at.timestamp():.0f}")
    store.take_turns(uow, f"person:{index}")
    _check_person(uow, index, day)
    slot = _free_slot(uow, place, kind, starts_at)
    appointment = Appointment(
        id=uow.new_id(),
        appointment_no=f"YY{uow.today:%Y%m%d}{uow.number('appointment_number') % 1_000_000:06d}",
        place_id=place.id,
        path=place.path,
        kind=kind,
        window=slot.windows[0],
        day=day,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        holder=uow.actor.id if uow.actor.kind is ActorKind.RESIDENT else "",
        booked_at=uow.now,
        person_index=index,
        ground=ground,
        **{**person, "id_no": person["id_no"].upper()},
    )
    appointment.book()
    uow.add(appointment)
    uow.remind(SLOT_OVER, appointment.id, appointment.ends_at)
    return appointment


def cancel_appointment(uow: UnitOfWork, *, appointment_id: str) -> Appointment:
    """Give the slot back in time."""
    appointment = _appointment(uow, appointment_id, policies.is_her_appointment)
    hours = uow.rules(PACK).integer("cancel.hours_before")
    appointment.cancel(uow.actor, at=uow.now, hours_before=hours)
    uow.forget(SLOT_OVER, appointment_id)
    return appointment


def call_off_appointment(uow: UnitOfWork, *, appointment_id: str, reason: str) -> Appointment:
    """The place cannot keep it; it counts against nobody."""
    appointment = _appointment(uow, appointment_id, policies.belongs_to_the_place)
    appointment.call_off(uow.actor, reason=reason)
    uow.forget(SLOT_OVER, appointment_id)
    return appointment


def keep_appointment(uow: UnitOfWork, *, appointment_id: str) -> Ticket:
    """Sign in: the appointment becomes a ticket that comes first once its slot begins."""
    appointment = _appointment(uow, appointment_id, policies.is_her_appointment)
    early = uow.rules(PACK).integer("arrive.minutes_early")
    ticket = queue.issue_for(uow, appointment)
    appointment.arrive(uow.actor, at=uow.now, minutes_early=early, ticket_id=ticket.id)
    uow.forget(SLOT_OVER, appointment_id)
    return ticket


def miss_appointment(uow: UnitOfWork, *, subject_id: str) -> None:
    """The slot is over and nobody came."""
    appointment = uow.get(Appointment, subject_id)
    if appointment.status is not AppointmentStatus.BOOKED:
        return
    if uow.now < appointment.ends_at:
        uow.remind(SLOT_OVER, subject_id, appointment.ends_at)
        return
    appointment.miss(uow.actor)


def reveal_booker(uow: UnitOfWork, *, appointment_id: str, reason: str) -> Appointment:
    """Show who booked, for a reason, on the record."""
    appointment = _appointment(uow, appointment_id, policies.belongs_to_the_place)
    appointment.reveal(reason)
    return appointment


def _free_slot(uow: UnitOfWork, place: Place, kind: str, starts_at: datetime) -> Slot:
    day = starts_at.astimezone(TZ).date()
    slots = store.slots(uow, place, kind=kind, day=day)
    slot = next((each for each in slots if each.starts_at == starts_at), None)
    if slot is None:
        raise Conflict("centers.no_such_slot", "该时间没有可预约的时段，请从时段列表中选择。")
    if not slot.windows:
        raise Conflict("centers.slot_taken", "该时段已约满，请选择其他时段。")
    return slot


def _check_day(uow: UnitOfWork, day: date) -> None:
    """Book at least a day ahead, and only the next workdays."""
    workdays = uow.rules(PACK).integer("book.workdays")
    days = bookable_days(uow.today, uow.calendar, workdays=workdays)
    if day in days:
        return
    if len(days) < workdays and not uow.calendar.official(day.year):
        raise CalendarMissing(day.year)
    raise Conflict(
        "centers.day_not_bookable",
        f"只能预约次日起 {workdays} 个工作日：{'、'.join(str(each) for each in days)}。",
        days=[str(each) for each in days],
    )


def _check_person(uow: UnitOfWork, index: str, day: date) -> None:
    """One booking per person and day, none while restricted."""
    for each in uow.find(Appointment, person_index=index, day=day):
        if each.status not in GIVEN_BACK:
            raise Conflict(
                "centers.one_booking_a_day",
                f"{day} 已有一个预约，每人每天限约一次；如需改期请先取消。",
                day=str(day),
            )
    until = _restricted_until(uow, index)
    if until is not None and uow.today <= until:
        raise Conflict(
            "centers.booking_restricted",
            f"因多次预约未到场，{until} 前（含当日）暂停网上预约，可直接到大厅取号办理。",
            until=str(until),
        )


def _restricted_until(uow: UnitOfWork, index: str) -> date | None:
    rules = uow.rules(PACK)
    within, restrict = rules.integer("missed.within_days"), rules.integer("restrict.days")
    first = uow.today - timedelta(days=within + restrict)
    missed = uow.find(Appointment, person_index=index, status=AppointmentStatus.MISSED)
    return policies.restricted_until(
        [each.day for each in missed if each.day >= first],
        most=rules.integer("missed.most"),
        within_days=within,
        restrict_days=restrict,
    )


def _appointment(uow: UnitOfWork, appointment_id: str, ring: Guard) -> Appointment:
    appointment = uow.get(Appointment, appointment_id)
    objection = ring(appointment, uow.actor)
    if objection is None:
        return appointment
    if uow.actor.kind is ActorKind.RESIDENT:
        raise NotFound(objection.code, objection.message)
    raise Forbidden(objection.code, objection.message, **objection.details)
