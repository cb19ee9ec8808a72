"""Appointments: free slots, booking, signing in."""

from services.centers import handlers, queries, schemas, workflow
from shared.chassis.service import operation, timer
from shared.kernel.actor import PUBLIC


class Appointments:
    """Appointments: free slots, booking, signing in."""

    @operation(
        "GET /places/{place_id}/slots",
        permission=PUBLIC,
        takes=schemas.AskSlots,
        gives=schemas.Slots,
    )
    def list_slots(self, uow, **command):
        """查询可预约时段。"""
        return queries.slots(uow, **command)

    @operation(
        "POST /appointments",
        permission=workflow.BOOK,
        takes=schemas.BookAppointment,
        gives=schemas.Appointment,
        status=201,
    )
    def book_appointment(self, uow, **command):
        """预约办理时段。

        At least a day ahead, one a day for each person; a slot is given once.
        """
        return handlers.book_appointment(uow, **command)

    @operation(
        "GET /appointments",
        permission=workflow.READ_APPOINTMENT,
        takes=schemas.ListAppointments,
        gives=schemas.Appointment,
        paged=True,
    )
    def list_appointments(self, uow, **command):
        """查询预约。"""
        return queries.appointments(uow, **command)

    @operation(
        "GET /appointments/{appointment_id}",
        permission=workflow.READ_APPOINTMENT,
        takes=schemas.AppointmentKey,
        gives=schemas.Appointment,
    )
    def show_appointment(self, uow, **command):
        """查看预约。"""
        return queries.appointment(uow, **command)

    @operation(
        "POST /appointments/{appointment_id}/actions/cancel",
        permission=workflow.BOOK,
        takes=schemas.AppointmentKey,
        gives=schemas.Appointment,
    )
    def cancel_appointment(self, uow, **command):
        """取消预约。"""
        return handlers.cancel_appointment(uow, **command)

    @operation(
        "POST /appointments/{appointment_id}/actions/call_off",
        permission=workflow.MANAGE_HALL,
        takes=schemas.CallOff,
        gives=schemas.Appointment,
    )
    def call_off_appointment(self, uow, **command):
        """大厅撤销预约。"""
        return handlers.call_off_appointment(uow, **command)

    @operation(
        "POST /appointments/{appointment_id}/actions/arrive",
        permission=workflow.TAKE_TICKET,
        takes=schemas.AppointmentKey,
        gives=schemas.Ticket,
        if_match=False,
    )
    def keep_appointment(self, uow, **command):
        """预约签到取号。"""
        return handlers.keep_appointment(uow, **command)

    @operation(
        "POST /appointments/{appointment_id}/actions/reveal",
        permission=workflow.REVEAL_APPOINTMENT,
        takes=schemas.RevealBooker,
        gives=schemas.FullBooker,
        if_match=False,
        secret=True,
    )
    def reveal_booker(self, uow, **command):
        """查看预约人完整信息（留痕）。"""
        return handlers.reveal_booker(uow, **command)

    @timer("appointment_over")
    def miss_appointment(self, uow, **reminder):
        """预约时段结束未到场，记为爽约。"""
        return handlers.miss_appointment(uow, **reminder)
