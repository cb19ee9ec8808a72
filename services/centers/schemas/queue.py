"""What comes in about tickets and windows, and how they are shown. Nobody is named."""

from typing import Any

from services.centers.workflow import DESK, TICKET, TicketStatus
from shared.chassis.schema import (
    Labelled,
    Offered,
    Paging,
    Schema,
    Time,
    fields,
    validate,
)  # fmt: skip

_GROUND = validate.Length(max=20)


class HallKey(Schema):
    """Which place."""

    place_id = fields.Str(required=True)


class DeskKey(HallKey):
    """Which window of which place."""

    window = fields.Str(required=True, validate=validate.Length(1, 10))


class TakeTicket(HallKey):
    """What the visit is about; `ground` claims priority."""

    kind = fields.Str(required=True, validate=validate.Length(1, 20))
    ground = fields.Str(load_default="", validate=_GROUND)


class TicketKey(Schema):
    """Which ticket."""

    ticket_id = fields.Str(required=True)


class PauseDesk(DeskKey):
    """Why the window stops, as the board may say it."""

    reason = fields.Str(required=True, validate=validate.Length(2, 50))


class TransferTicket(TicketKey):
    """Where to: another kind, one window, or both; "" leaves the kind, or takes any window."""

    kind = fields.Str(load_default="", validate=validate.Length(max=20))
    window = fields.Str(load_default="", validate=validate.Length(max=10))


class ReclassifyTicket(TicketKey):
    """The ground of priority that was seen; "" when there is none."""

    ground = fields.Str(required=True, validate=_GROUND)


class ListTickets(Paging):
    """Filters of the tickets of a place; today's unless a day is named."""

    place_id = fields.Str(required=True)
    day = fields.Date(load_default=None)
    status = fields.Str(load_default=None, validate=validate.OneOf([str(s) for s in TicketStatus]))


class AskQueue(HallKey):
    """The day asked for; today by default."""

    day = fields.Date(load_default=None)


class Minutes(fields.Field[Any]):
    """Seconds, shown as whole minutes, rounded up: nobody is promised less than was meant."""

    def _serialize(self, value: int | None, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else -(-value // 60)


class Ticket(Schema):
    """A ticket. `estimated_minutes` is what was promised when it was drawn."""

    ticket_id = fields.Str(attribute="id")
    place_id = fields.Str()
    day = fields.Date()
    number = fields.Str()
    kind = fields.Str()
    category = fields.Str()
    ground = fields.Str()
    appointment_id = fields.Str()
    status = Labelled(TICKET)
    window = fields.Str()
    wanted_window = fields.Str()
    calls = fields.Int()
    issued_at = Time()
    called_at = Time(allow_none=True)
    serving_at = Time(allow_none=True)
    finished_at = Time(allow_none=True)
    requeue_until = Time(allow_none=True)
    estimated_minutes = Minutes(attribute="estimated_seconds", allow_none=True)
    version = fields.Int()
    offered = Offered(TICKET)


class TicketNow(Schema):
    """A ticket, how many will be called before it and the minutes that it still has to wait."""

    ticket = fields.Nested(Ticket)
    ahead = fields.Int(allow_none=True)
    minutes = Minutes(attribute="seconds", allow_none=True)


class Desk(Schema):
    """A window at work."""

    place_id = fields.Str()
    window = fields.Str()
    status = Labelled(DESK)
    clerk = fields.Str()
    ticket_id = fields.Str()
    reason = fields.Str()
    version = fields.Int()
    offered = Offered(DESK)


class DeskNow(Schema):
    """One window on the board."""

    window = fields.Str()
    name = fields.Str()
    status = Labelled(DESK)
    number = fields.Str()
    serving = fields.Bool()


class LineNow(Schema):
    """One kind on the board; `minutes` for somebody who would come now, null while none is open."""

    kind = fields.Str()
    letter = fields.Str()
    waiting = fields.Int()
    minutes = Minutes(attribute="seconds", allow_none=True)


class Board(Schema):
    """What hangs in the hall."""

    place_id = fields.Str()
    name = fields.Str()
    at = Time()
    desks = fields.List(fields.Nested(DeskNow))
    lines = fields.List(fields.Nested(LineNow))


class QueueFigures(Schema):
    """A day of a hall; means in minutes. `estimate_error`: mean absolute error of the waits."""

    place_id = fields.Str()
    day = fields.Date()
    issued = fields.Int()
    called = fields.Int()
    done = fields.Int()
    passed = fields.Int()
    left = fields.Int()
    lapsed = fields.Int()
    waiting = fields.Int()
    mean_wait = fields.Decimal(as_string=True, allow_none=True)
    mean_service = fields.Decimal(as_string=True, allow_none=True)
    estimated = fields.Int()
    estimate_error = fields.Decimal(as_string=True, allow_none=True)
    estimate_bias = fields.Decimal(as_string=True, allow_none=True)
