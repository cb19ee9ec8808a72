"""Questions about the hall: the board for everybody, tickets and figures for who may see them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import or_, select

from services.centers import store
from services.centers.model import (
    Board,
    Desk,
    DeskNow,
    Hall,
    LineNow,
    Place,
    QueueFigures,
    Ticket,
    TicketNow,
)
from services.centers.model.hall import newcomer
from services.centers.workflow import DeskStatus, TicketStatus
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import Actor, ActorKind
from shared.kernel.errors import NotFound
from shared.kernel.money import rounded


def board(uow: UnitOfWork, *, place_id: str) -> Board:
    """Return what hangs in the hall: who is served where, who waits for what and how long."""
    place = uow.get(Place, place_id)
    hall = store.hall(uow, place)
    kinds = uow.rules("centers.queue").raw("kinds")
    return Board(
        place_id=place.id,
        name=place.name,
        at=uow.now,
        desks=_desks(uow, hall),
        lines=[_line(uow, hall, place, *each) for each in kinds.items() if hall.serves(each[0])],
    )


def ticket(uow: UnitOfWork, *, ticket_id: str) -> TicketNow:
    """Return one ticket that the actor may see, and what is still before it."""
    query = select(Ticket).where(store.tickets.c.id == ticket_id, _visible(uow.actor))
    found: Ticket | None = uow.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("centers.not_found", "没有找到该号票，或您无权查看。")
    if found.status is not TicketStatus.ISSUED or found.day != uow.today:
        return TicketNow(found, None, None)
    hall = store.hall(uow, uow.get(Place, found.place_id))
    return TicketNow(found, *hall.expect(found))


def tickets(
    uow: UnitOfWork,
    *,
    place_id: str,
    day: date | None,
    status: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return the tickets of a place and a day, as they were drawn."""
    table = store.tickets.c
    query = (
        select(Ticket)
        .where(table.place_id == place_id, table.day == (day or uow.today), _visible(uow.actor))
        .order_by(table.id)
    )
    if status:
        query = query.where(table.status == status)
    return page(uow.session, query, limit=limit, cursor=cursor)


def queue_figures(uow: UnitOfWork, *, place_id: str, day: date | None) -> QueueFigures:
    """Return a day of a hall in figures, with the error of the waits that were promised."""
    on = day or uow.today
    table = store.tickets.c
    where = (table.place_id == place_id) & _visible(uow.actor)
    counted = store.day_figures(uow, where, on)
    return QueueFigures(
        place_id=place_id,
        day=on,
        issued=counted["drawn"],
        called=counted["called_ever"],
        waiting=counted[TicketStatus.ISSUED.lower()],
        **{name: counted[name] for name in ("done", "passed", "left", "lapsed", "estimated")},
        mean_wait=_minutes(counted["wait"], counted["called_ever"]),
        mean_service=_minutes(counted["visit"], counted["visits"]),
        estimate_error=_minutes(counted["error"], counted["estimated"]),
        estimate_bias=_minutes(counted["bias"], counted["estimated"]),
    )


def _visible(actor: Actor) -> Any:
    table = store.tickets.c
    if actor.kind is ActorKind.RESIDENT:
        return table.holder == actor.id
    return or_(table.path == actor.scope, table.path.startswith(f"{actor.scope}/"))


def _desks(uow: UnitOfWork, hall: Hall) -> list[DeskNow]:
    known: dict[str, Desk] = {desk.window: desk for desk in hall.desks}
    shown = []
    for window in hall.windows:
        desk = known.get(window.number)
        held = uow.one(Ticket, id=desk.ticket_id) if desk and desk.ticket_id else None
        shown.append(
            DeskNow(
                window=window.number,
                name=window.name,
                status=desk.status if desk else DeskStatus.CLOSED,
                number=held.number if held else "",
                serving=held is not None and held.status is TicketStatus.SERVING,
            )
        )
    return shown


def _line(uow: UnitOfWork, hall: Hall, place: Place, kind: str, letter: str) -> LineNow:
    coming = newcomer(place.id, place.path, kind=kind, at=uow.now)
    waiting = sum(each.kind == kind for each in hall.waiting)
    return LineNow(kind, letter, waiting, hall.expect(coming)[1])


def _minutes(seconds: Any, count: int) -> Decimal | None:
    """Divide a sum of seconds; rounded once, at the end (G-06)."""
    return rounded(Fraction(seconds) / (60 * count)) if count else None
