"""The hall: tickets are drawn, called, served; windows open and close (Q-01, Q-02).

Whatever changes the order takes its turn per place, so that two windows never call one ticket and
two people never get one number, and the ratio of the classes is kept by what is true now.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from services.centers import store
from services.centers.model import Appointment, Case, Category, Desk, Line, Place, Ticket
from services.centers.model.appointments import serves
from services.centers.model.line import after
from services.centers.policies import queue as policies
from services.centers.workflow import TICKET, DeskStatus, TicketStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import ActorKind
from shared.kernel.clock import TZ, midnight
from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from shared.kernel.workflow import Guard

PACK = "centers.queue"
DAY_OVER = "queue_day_over"


# --- tickets, for those who wait -----------------------------------------------------------------


def take_ticket(uow: UnitOfWork, *, place_id: str, kind: str, ground: str) -> Ticket:
    """Draw a ticket: a resident for herself, the machine or the staff for whoever stands there."""
    place = _hall(uow, place_id)
    letter(uow, place, kind)
    _check_open(uow, place)
    check_ground(uow, ground)
    resident = uow.actor.kind is ActorKind.RESIDENT
    if not resident and not uow.actor.serves(place.path):
        raise _outside(place)
    holder = uow.actor.id if resident else ""
    if holder:
        _check_waits_nowhere(uow, place, holder)
    category = Category.PRIORITY if ground else Category.NORMAL
    return _issue(uow, place, kind, category=category, ground=ground, holder=holder)


def issue_for(uow: UnitOfWork, appointment: Appointment) -> Ticket:
    """Draw the ticket of somebody who came to her appointment."""
    return _issue(
        uow,
        _hall(uow, appointment.place_id),
        appointment.kind,
        category=Category.APPOINTMENT,
        ground=appointment.ground,
        holder=appointment.holder,
        appointment_id=appointment.id,
        slot_starts_at=appointment.starts_at,
    )


def requeue_ticket(uow: UnitOfWork, *, ticket_id: str) -> Ticket:
    """Wait again after having been passed: once, in time, behind the next ones."""
    ticket = _ticket(uow, ticket_id, policies.is_her_ticket)
    place = _hall(uow, ticket.place_id)
    behind = store.hall(uow, place).next_ones(
        ticket.kind, uow.rules(PACK).integer("requeue.behind")
    )
    ticket.requeue(uow.actor, at=uow.now, behind=behind)
    return ticket


def leave_ticket(uow: UnitOfWork, *, ticket_id: str) -> Ticket:
    """Give up waiting."""
    ticket = _ticket(uow, ticket_id, policies.is_her_ticket)
    ticket.leave(uow.actor)
    return ticket


# --- tickets, at the window ----------------------------------------------------------------------


def call_next(uow: UnitOfWork, *, place_id: str, window: str) -> Ticket:
    """Call whose turn it is at this window."""
    place = _hall(uow, place_id)
    desk = _desk(uow, place, window)
    desk.take(uow.actor)
    ticket = store.hall(uow, place).next_for(desk)
    if ticket is None:
        raise Conflict("centers.nobody_waiting", f"目前没有等候 {window} 号窗口办理的号票。")
    desk.calls(ticket, streak=after(ticket, desk.streak, now=uow.now))
    ticket.call(uow.actor, window=window, at=uow.now)
    return ticket


def recall_ticket(uow: UnitOfWork, *, ticket_id: str) -> Ticket:
    """Call again who did not come."""
    ticket = _ticket(uow, ticket_id, policies.works_in_the_hall)
    ticket.recall(uow.actor, at=uow.now)
    return ticket


def pass_ticket(uow: UnitOfWork, *, ticket_id: str) -> Ticket:
    """Pass over who did not come to the last call."""
    ticket = _ticket(uow, ticket_id, policies.works_in_the_hall)
    place = _hall(uow, ticket.place_id)
    within = timedelta(minutes=uow.rules(PACK).integer("requeue.within_minutes"))
    ticket.miss(uow.actor, requeue_until=uow.now + within)
    _free(uow, place, ticket.window)
    return ticket


def serve_ticket(uow: UnitOfWork, *, ticket_id: str) -> Ticket:
    """Begin the visit."""
    ticket = _ticket(uow, ticket_id, policies.works_in_the_hall)
    ticket.serve(uow.actor, at=uow.now)
    return ticket


def finish_ticket(uow: UnitOfWork, *, ticket_id: str) -> Ticket:
    """End the visit; its length teaches the next estimates."""
    ticket = _ticket(uow, ticket_id, policies.works_in_the_hall)
    place = _hall(uow, ticket.place_id)
    ticket.finish(uow.actor, at=uow.now)
    keep = uow.rules(PACK).integer("estimate.sample")
    _line(uow, place, ticket.kind).learn(ticket.service_seconds, keep=keep)
    _free(uow, place, ticket.window)
    return ticket


def transfer_ticket(uow: UnitOfWork, *, ticket_id: str, kind: str, window: str) -> Ticket:
    """Send on to another kind, or to one window; she keeps the time that she has waited."""
    ticket = _ticket(uow, ticket_id, policies.works_in_the_hall)
    place = _hall(uow, ticket.place_id)
    left, wanted = ticket.window, kind or ticket.kind
    letter(uow, place, wanted)
    ticket.transfer(uow.actor, kind=wanted, window=window)
    if window and not store.hall(uow, place).can_call(window, ticket):
        raise Conflict(
            "centers.window_lacks_skill",
            f"{window} 号窗口不办理“{wanted}”，请选择办理该类事项的窗口。",
            window=window,
            kind=wanted,
        )
    if left:
        _free(uow, place, left)
    return ticket


def reclassify_ticket(uow: UnitOfWork, *, ticket_id: str, ground: str) -> Ticket:
    """Correct the class in which somebody waits."""
    ticket = _ticket(uow, ticket_id, policies.works_in_the_hall)
    check_ground(uow, ground)
    ticket.reclassify(uow.actor, ground=ground)
    return ticket


def hand_over(uow: UnitOfWork, case: Case) -> None:
    """Note with its ticket, if there is one, that this case was opened during the visit."""
    if case.ticket_id:
        ticket = _ticket(uow, case.ticket_id, policies.works_in_the_hall)
        ticket.hand_over(uow.actor, case_id=case.id)


# --- windows -------------------------------------------------------------------------------------


def open_desk(uow: UnitOfWork, *, place_id: str, window: str) -> Desk:
    """Begin to serve at a window."""
    desk = _desk(uow, _hall(uow, place_id), window)
    desk.open(uow.actor, today=uow.today)
    return desk


def pause_desk(uow: UnitOfWork, *, place_id: str, window: str, reason: str) -> Desk:
    """Stop for a while."""
    desk = _desk(uow, _hall(uow, place_id), window)
    desk.pause(uow.actor, reason=reason)
    return desk


def resume_desk(uow: UnitOfWork, *, place_id: str, window: str) -> Desk:
    """Serve again."""
    desk = _desk(uow, _hall(uow, place_id), window)
    desk.resume(uow.actor)
    return desk


def close_desk(uow: UnitOfWork, *, place_id: str, window: str) -> Desk:
    """Stop for today."""
    desk = _desk(uow, _hall(uow, place_id), window)
    desk.close(uow.actor)
    return desk


def end_day(uow: UnitOfWork, *, subject_id: str) -> None:
    """The day is over: what still waits lapses, windows that were left open close."""
    place_id, _, text = subject_id.rpartition(":")
    day = date.fromisoformat(text)
    if uow.now < midnight(day + timedelta(days=1)):
        uow.remind(DAY_OVER, subject_id, midnight(day + timedelta(days=1)))
        return
    for status in TicketStatus:
        if status not in TICKET.final:
            for ticket in uow.find(Ticket, place_id=place_id, day=day, status=status):
                ticket.lapse(uow.actor)
    for desk in uow.find(Desk, place_id=place_id):
        if desk.status is not DeskStatus.CLOSED and desk.opened_on <= day:
            desk.end_day(uow.actor)


# --- inside --------------------------------------------------------------------------------------


def letter(uow: UnitOfWork, place: Place, kind: str) -> str:
    """Return the letter of a kind; refuses one that no window of the place serves (Q-02)."""
    kinds: Mapping[str, str] = uow.rules(PACK).raw("kinds")
    shape = place.on(uow.today)
    windows = shape.windows if shape else ()
    served = [each for each in kinds if any(serves(window, each) for window in windows)]
    if kind not in served:
        raise Invalid(
            "centers.kind_not_served",
            f"{place.name}没有办理“{kind}”的窗口。可选：{'、'.join(served) or '无'}。",
            kinds=served,
        )
    return kinds[kind]


def check_ground(uow: UnitOfWork, ground: str) -> None:
    """Refuse a ground of priority that the rule does not name."""
    grounds = uow.rules(PACK).raw("priority.grounds")
    if ground and ground not in grounds:
        raise Invalid(
            "centers.no_ground_for_priority",
            f"“{ground}”不属于优先办理的情形。可选：{'、'.join(grounds)}。",
            grounds=list(grounds),
        )


def _issue(
    uow: UnitOfWork,
    place: Place,
    kind: str,
    *,
    category: Category,
    ground: str,
    holder: str,
    appointment_id: str = "",
    slot_starts_at: datetime | None = None,
) -> Ticket:
    number = _line(uow, place, kind).next_number()
    ticket = Ticket(
        id=uow.new_id(),
        place_id=place.id,
        path=place.path,
        day=uow.today,
        kind=kind,
        number=number,
        category=category,
        ground=ground,
        holder=holder,
        appointment_id=appointment_id,
        slot_starts_at=slot_starts_at,
        issued_at=uow.now,
        queued_at=uow.now,
        most_calls=uow.rules(PACK).integer("call.most"),
    )
    _, seconds = store.hall(uow, place).expect(ticket)
    ticket.issue(estimated_seconds=seconds)
    uow.add(ticket)
    over = midnight(uow.today + timedelta(days=1))
    uow.remind(DAY_OVER, f"{place.id}:{uow.today}", over)
    return ticket


def _hall(uow: UnitOfWork, place_id: str) -> Place:
    """Take the turn at a place, then read it."""
    store.take_turns(uow, f"hall:{place_id}")
    return uow.get(Place, place_id)


def _line(uow: UnitOfWork, place: Place, kind: str) -> Line:
    key = f"{place.id}:{uow.today}:{kind}"
    known = uow.one(Line, id=key)
    if known is None:
        known = Line(
            id=key,
            place_id=place.id,
            day=uow.today,
            kind=kind,
            letter=letter(uow, place, kind),
        )
        uow.add(known)
    return known


def _desk(uow: UnitOfWork, place: Place, window: str) -> Desk:
    """Return a window of the place as it works today; refuses strangers and unknown windows."""
    if not uow.actor.serves(place.path):
        raise _outside(place)
    shape = place.on(uow.today)
    if shape is None or window not in {each.number for each in shape.windows}:
        raise NotFound("centers.no_such_window", f"该场所没有 {window} 号窗口。")
    key = f"{place.id}:{window}"
    known = uow.one(Desk, id=key)
    if known is None:
        known = Desk(id=key, place_id=place.id, path=place.path, window=window)
        uow.add(known)
    return known


def _free(uow: UnitOfWork, place: Place, window: str) -> None:
    desk = uow.one(Desk, id=f"{place.id}:{window}")
    if desk is not None:
        desk.free()


def _ticket(uow: UnitOfWork, ticket_id: str, ring: Guard) -> Ticket:
    ticket = uow.get(Ticket, ticket_id)
    objection = ring(ticket, uow.actor)
    if objection is None:
        return ticket
    if uow.actor.kind is ActorKind.RESIDENT:
        raise NotFound(objection.code, objection.message)
    raise Forbidden(objection.code, objection.message, **objection.details)


def _check_open(uow: UnitOfWork, place: Place) -> None:
    """Tickets are drawn from shortly before the place opens until it closes."""
    spells = place.hours_on(uow.today, uow.calendar)
    early = timedelta(minutes=uow.rules(PACK).integer("take.minutes_early"))
    if spells:
        opens = datetime.combine(uow.today, spells[0].opens, TZ) - early
        closes = datetime.combine(uow.today, spells[-1].closes, TZ)
        if opens <= uow.now < closes:
            return
    shown = "、".join(f"{each.opens:%H:%M}–{each.closes:%H:%M}" for each in spells)
    raise Conflict(
        "centers.hall_closed",
        f"{place.name}现在不取号。今日开放时间：{shown or '不开放'}。",
    )


def _check_waits_nowhere(uow: UnitOfWork, place: Place, holder: str) -> None:
    """One person waits with one ticket at a place."""
    for ticket in uow.find(Ticket, place_id=place.id, day=uow.today, holder=holder):
        waits = ticket.status not in (*TICKET.final, TicketStatus.PASSED)
        if waits and not ticket.appointment_id:
            raise Conflict(
                "centers.waits_already",
                f"您已取 {ticket.number} 号，请先办理或弃号。",
                number=ticket.number,
            )


def _outside(place: Place) -> Forbidden:
    details: dict[str, Any] = {"place_path": place.path}
    return Forbidden(
        "centers.outside_hall", f"{place.name}不在您的管辖范围内，请由本大厅人员操作。", **details
    )
