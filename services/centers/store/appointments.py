"""The table of appointments; that no seat and no day is given twice stands in its indexes."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Column, Date, DateTime, Index, Table, Text, func, select, text

from services.centers.model import Appointment, Place, Slot
from services.centers.model.appointments import slots_of
from services.centers.store.base import keep, key, metadata
from services.centers.workflow import GIVEN_BACK, AppointmentStatus
from shared.chassis.columns import Coded
from shared.chassis.crypto import Encrypted
from shared.chassis.unit_of_work import UnitOfWork

_HELD = text("status NOT IN ('CANCELLED', 'CALLED_OFF')")

appointments = Table(
    "appointments",
    metadata,
    *key(),
    Column("appointment_no", Text, nullable=False, unique=True),
    Column("place_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("window", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("starts_at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False),
    Column("holder", Text, nullable=False),
    Column("booked_at", DateTime(timezone=True), nullable=False),
    Column("name", Encrypted("appointments.name"), nullable=False),
    Column("id_no", Encrypted("appointments.id_no"), nullable=False),
    Column("phone", Encrypted("appointments.phone"), nullable=False),
    Column("person_index", Text, nullable=False),
    Column("ground", Text, nullable=False),
    Column("ticket_id", Text, nullable=False),
    Column("status", Coded(AppointmentStatus), nullable=False),
    Index(
        "uq_appointments_seat", "place_id", "window", "starts_at",
        unique=True, postgresql_where=_HELD,
    ),
    Index("uq_appointments_day", "person_index", "day", unique=True, postgresql_where=_HELD),
    Index("ix_appointments_day", "place_id", "day"),
    Index("ix_appointments_holder", "holder", "id"),
)  # fmt: skip

keep(Appointment, appointments)


def take_turns(uow: UnitOfWork, name: str) -> None:
    """Wait until nobody else holds `name`, and hold it until the act ends.

    Who waits reads afterwards what the other wrote, and is refused by a rule instead of an index.
    """
    uow.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def slots(uow: UnitOfWork, place: Place, *, kind: str, day: date) -> Sequence[Slot]:
    """Return the slots of one kind on one day, with the windows still free in each."""
    taken = {
        (each.window, each.starts_at)
        for each in uow.find(Appointment, place_id=place.id, day=day)
        if each.status not in GIVEN_BACK
    }
    minutes = uow.rules("centers.queue").integer("slot.minutes")
    return slots_of(place, kind=kind, day=day, calendar=uow.calendar, minutes=minutes, taken=taken)
