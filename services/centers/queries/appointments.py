"""Questions about appointments: free slots for everybody, appointments for who may see them."""

from datetime import date
from typing import Any

from sqlalchemy import or_, select

from services.centers import store
from services.centers.model import Appointment, Place, Slots
from services.centers.model.appointments import bookable_days
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import Actor, ActorKind
from shared.kernel.errors import NotFound


def slots(uow: UnitOfWork, *, place_id: str, kind: str, day: date) -> Slots:
    """Return the slots of a day that may be booked now; none for any other day."""
    place = uow.get(Place, place_id)
    workdays = uow.rules("centers.queue").integer("book.workdays")
    bookable = day in bookable_days(uow.today, uow.calendar, workdays=workdays)
    found = store.slots(uow, place, kind=kind, day=day) if bookable else ()
    return Slots(place_id=place_id, kind=kind, day=day, slots=found)


def appointment(uow: UnitOfWork, *, appointment_id: str) -> Appointment:
    """Return one appointment that the actor may see."""
    table = store.appointments.c
    query = select(Appointment).where(table.id == appointment_id, _visible(uow.actor))
    found: Appointment | None = uow.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("centers.not_found", "没有找到该预约，或您无权查看。")
    return found


def appointments(
    uow: UnitOfWork,
    *,
    place_id: str | None,
    day: date | None,
    status: str | None,
    appointment_no: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return the appointments that the actor may see, in the order in which they were made."""
    table = store.appointments.c
    query = select(Appointment).where(_visible(uow.actor)).order_by(table.id)
    for column, wanted in (
        (table.place_id, place_id),
        (table.day, day),
        (table.status, status),
        (table.appointment_no, appointment_no),
    ):
        if wanted is not None:
            query = query.where(column == wanted)
    return page(uow.session, query, limit=limit, cursor=cursor)


def _visible(actor: Actor) -> Any:
    table = store.appointments.c
    if actor.kind is ActorKind.RESIDENT:
        return table.holder == actor.id
    return or_(table.path == actor.scope, table.path.startswith(f"{actor.scope}/"))
