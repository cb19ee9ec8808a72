"""What comes in about appointments, and how they are shown. Who booked is masked (RED-01)."""

from services.centers.schemas.queue import HallKey
from services.centers.workflow import APPOINTMENT, AppointmentStatus
from shared.chassis import crypto
from shared.chassis.schema import (
    Labelled,
    Offered,
    Paging,
    Schema,
    Time,
    fields,
    validate,
)  # fmt: skip

_REASON = validate.Length(2, 200)


class Booker(Schema):
    """For whom it is. Kept encrypted."""

    name = fields.Str(required=True, validate=validate.Length(1, 50))
    id_no = fields.Str(required=True, validate=validate.Length(15, 18))
    phone = fields.Str(
        required=True, validate=validate.Regexp(r"^1[3-9]\d{9}$", error="手机号码应为 11 位数字。")
    )


class AskSlots(HallKey):
    """Which kind on which day."""

    kind = fields.Str(required=True, validate=validate.Length(1, 20))
    day = fields.Date(required=True)


class Slot(Schema):
    """A stretch of time and how many may still book it."""

    starts_at = Time()
    ends_at = Time()
    free = fields.Int()


class Slots(Schema):
    """The slots of one kind on one day."""

    place_id = fields.Str()
    kind = fields.Str()
    day = fields.Date()
    slots = fields.List(fields.Nested(Slot))


class BookAppointment(Schema):
    """A slot as the list of slots names it, and for whom; `ground` claims priority."""

    place_id = fields.Str(required=True)
    kind = fields.Str(required=True, validate=validate.Length(1, 20))
    starts_at = Time(required=True)
    person = fields.Nested(Booker, required=True)
    ground = fields.Str(load_default="", validate=validate.Length(max=20))


class AppointmentKey(Schema):
    """Which appointment."""

    appointment_id = fields.Str(required=True)


class CallOff(AppointmentKey):
    """Why the place cannot keep it."""

    reason = fields.Str(required=True, validate=_REASON)


class RevealBooker(AppointmentKey):
    """Why the unmasked data is needed."""

    reason = fields.Str(required=True, validate=_REASON)


class ListAppointments(Paging):
    """Filters of appointments; the machine finds one by its number."""

    place_id = fields.Str(load_default=None)
    day = fields.Date(load_default=None)
    status = fields.Str(
        load_default=None, validate=validate.OneOf([str(s) for s in AppointmentStatus])
    )
    appointment_no = fields.Str(load_default=None, validate=validate.Length(1, 20))


class Appointment(Schema):
    """An appointment, its person masked."""

    appointment_id = fields.Str(attribute="id")
    appointment_no = fields.Str()
    place_id = fields.Str()
    kind = fields.Str()
    window = fields.Str()
    day = fields.Date()
    starts_at = Time()
    ends_at = Time()
    name = fields.Function(lambda it: crypto.mask_name(it.name))
    id_no = fields.Function(lambda it: crypto.mask_id_no(it.id_no))
    phone = fields.Function(lambda it: crypto.mask_phone(it.phone))
    ground = fields.Str()
    ticket_id = fields.Str()
    booked_at = Time()
    status = Labelled(APPOINTMENT)
    version = fields.Int()
    offered = Offered(APPOINTMENT)


class FullBooker(Schema):
    """Who booked, unmasked: shown once, logged."""

    appointment_id = fields.Str(attribute="id")
    name = fields.Str()
    id_no = fields.Str()
    phone = fields.Str()
