"""Facts of appointments: that a seat was taken or given back, never by whom."""

from datetime import datetime

from shared.kernel.events import Fact, fact


@fact("centers.appointment.booked", label="预约", anonymous=True)
class AppointmentBooked(Fact):
    """One slot of one window is taken."""

    appointment_id: str
    path: str
    place_id: str
    kind: str
    window: str
    starts_at: datetime


@fact("centers.appointment.cancelled", label="取消预约", anonymous=True)
class AppointmentCancelled(Fact):
    """The slot is free again."""

    appointment_id: str
    path: str
    place_id: str
    kind: str
    window: str
    starts_at: datetime


@fact("centers.appointment.called_off", label="大厅撤销预约")
class AppointmentCalledOff(Fact):
    """The place could not keep it; nobody is to blame among those who booked."""

    appointment_id: str
    path: str
    place_id: str
    kind: str
    window: str
    starts_at: datetime
    reason: str


@fact("centers.appointment.kept", label="预约签到", anonymous=True)
class AppointmentKept(Fact):
    """Somebody came in time and got a ticket."""

    appointment_id: str
    path: str
    place_id: str
    kind: str
    window: str
    starts_at: datetime
    ticket_id: str


@fact("centers.appointment.missed", label="爽约")
class AppointmentMissed(Fact):
    """Nobody came before the slot was over."""

    appointment_id: str
    path: str
    place_id: str
    kind: str
    window: str
    starts_at: datetime


@fact("centers.appointment.revealed", label="查看预约人信息")
class AppointmentRevealed(Fact):
    """Somebody saw the unmasked personal data, for a reason."""

    appointment_id: str
    path: str
    reason: str
