"""The life of an appointment (APT-01), domain §2.4."""

from enum import StrEnum

from services.centers.policies import appointments as policies
from services.centers.workflow.queue import MANAGE_HALL, TAKE_TICKET
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class AppointmentStatus(StrEnum):
    """Where an appointment stands."""

    BOOKED = "BOOKED"
    KEPT = "KEPT"
    CANCELLED = "CANCELLED"
    CALLED_OFF = "CALLED_OFF"
    MISSED = "MISSED"


BOOK = "centers.appointment.book"
READ_APPOINTMENT = "centers.appointment.read"
REVEAL_APPOINTMENT = "centers.appointment.reveal"

_S = AppointmentStatus
GIVEN_BACK = (_S.CANCELLED, _S.CALLED_OFF)
"""In these the seat is free again and the person may book anew for the day."""

APPOINTMENT = Workflow(
    "centers.appointment",
    states=AppointmentStatus,
    initial=_S.BOOKED,
    final=(_S.KEPT, _S.CANCELLED, _S.CALLED_OFF, _S.MISSED),
    labels={
        _S.BOOKED: "已预约", _S.KEPT: "已签到", _S.CANCELLED: "已取消",
        _S.CALLED_OFF: "大厅撤销", _S.MISSED: "爽约",
    },
    steps=(
        Step("cancel", (_S.BOOKED,), _S.CANCELLED, BOOK, "取消预约",
             guards=(policies.is_her_appointment,)),
        Step("call_off", (_S.BOOKED,), _S.CALLED_OFF, MANAGE_HALL, "撤销预约",
             guards=(policies.belongs_to_the_place,), needs="CallOff"),
        Step("arrive", (_S.BOOKED,), _S.KEPT, TAKE_TICKET, "签到取号",
             guards=(policies.is_her_appointment,)),
        Step("miss", (_S.BOOKED,), _S.MISSED, SYSTEM, "记为爽约"),
    ),
)  # fmt: skip
