"""The hall: tickets, windows, the board."""

from services.centers import handlers, queries, schemas, workflow
from services.centers.events.queue import OF_THE_HALL
from shared.chassis.service import operation, timer
from shared.kernel.actor import PUBLIC


class Queue:
    """The hall: tickets, windows, the board."""

    @operation(
        "GET /places/{place_id}/board",
        permission=PUBLIC,
        takes=schemas.HallKey,
        gives=schemas.Board,
        changed_by=OF_THE_HALL,
    )
    def show_board(self, uow, **command):
        """查看大厅叫号屏。

        Numbers only: who is served at which window, how many wait for what, and how long.
        """
        return queries.board(uow, **command)

    @operation(
        "POST /places/{place_id}/tickets",
        permission=workflow.TAKE_TICKET,
        takes=schemas.TakeTicket,
        gives=schemas.Ticket,
        status=201,
    )
    def take_ticket(self, uow, **command):
        """取号。"""
        return handlers.take_ticket(uow, **command)

    @operation(
        "GET /tickets/{ticket_id}",
        permission=workflow.READ_TICKET,
        takes=schemas.TicketKey,
        gives=schemas.TicketNow,
    )
    def show_ticket(self, uow, **command):
        """查看号票和预计等候时间。"""
        return queries.ticket(uow, **command)

    @operation(
        "GET /places/{place_id}/tickets",
        permission=workflow.READ_QUEUE,
        takes=schemas.ListTickets,
        gives=schemas.Ticket,
        paged=True,
    )
    def list_tickets(self, uow, **command):
        """查询大厅号票。"""
        return queries.tickets(uow, **command)

    @operation(
        "GET /places/{place_id}/queue",
        permission=workflow.READ_QUEUE,
        takes=schemas.AskQueue,
        gives=schemas.QueueFigures,
    )
    def show_queue(self, uow, **command):
        """查看排队指标和等候时间预计误差。"""
        return queries.queue_figures(uow, **command)

    @operation(
        "POST /tickets/{ticket_id}/actions/requeue",
        permission=workflow.TAKE_TICKET,
        takes=schemas.TicketKey,
        gives=schemas.Ticket,
    )
    def requeue_ticket(self, uow, **command):
        """过号后重新排队。"""
        return handlers.requeue_ticket(uow, **command)

    @operation(
        "POST /tickets/{ticket_id}/actions/leave",
        permission=workflow.TAKE_TICKET,
        takes=schemas.TicketKey,
        gives=schemas.Ticket,
    )
    def leave_queue(self, uow, **command):
        """弃号。"""
        return handlers.leave_ticket(uow, **command)

    @operation(
        "POST /places/{place_id}/windows/{window}/actions/call_next",
        permission=workflow.CALL_TICKET,
        takes=schemas.DeskKey,
        gives=schemas.Ticket,
        if_match=False,
        idempotent=True,
    )
    def call_next(self, uow, **command):
        """呼叫下一位。"""
        return handlers.call_next(uow, **command)

    @operation(
        "POST /tickets/{ticket_id}/actions/recall",
        permission=workflow.CALL_TICKET,
        takes=schemas.TicketKey,
        gives=schemas.Ticket,
    )
    def recall_ticket(self, uow, **command):
        """重呼。"""
        return handlers.recall_ticket(uow, **command)

    @operation(
        "POST /tickets/{ticket_id}/actions/pass",
        permission=workflow.CALL_TICKET,
        takes=schemas.TicketKey,
        gives=schemas.Ticket,
    )
    def pass_ticket(self, uow, **command):
        """过号。"""
        return handlers.pass_ticket(uow, **command)

    @operation(
        "POST /tickets/{ticket_id}/actions/serve",
        permission=workflow.CALL_TICKET,
        takes=schemas.TicketKey,
        gives=schemas.Ticket,
    )
    def serve_ticket(self, uow, **command):
        """开始办理。"""
        return handlers.serve_ticket(uow, **command)

    @operation(
        "POST /tickets/{ticket_id}/actions/finish",
        permission=workflow.CALL_TICKET,
        takes=schemas.TicketKey,
        gives=schemas.Ticket,
    )
    def finish_ticket(self, uow, **command):
        """办结号票。"""
        return handlers.finish_ticket(uow, **command)

    @operation(
        "POST /tickets/{ticket_id}/actions/transfer",
        permission=workflow.CALL_TICKET,
        takes=schemas.TransferTicket,
        gives=schemas.Ticket,
    )
    def transfer_ticket(self, uow, **command):
        """转窗口或转事项类别。"""
        return handlers.transfer_ticket(uow, **command)

    @operation(
        "POST /tickets/{ticket_id}/actions/reclassify",
        permission=workflow.MANAGE_HALL,
        takes=schemas.ReclassifyTicket,
        gives=schemas.Ticket,
    )
    def reclassify_ticket(self, uow, **command):
        """核定排队类别。"""
        return handlers.reclassify_ticket(uow, **command)

    @operation(
        "POST /places/{place_id}/windows/{window}/actions/open",
        permission=workflow.CALL_TICKET,
        takes=schemas.DeskKey,
        gives=schemas.Desk,
        if_match=False,
    )
    def open_desk(self, uow, **command):
        """开窗。"""
        return handlers.open_desk(uow, **command)

    @operation(
        "POST /places/{place_id}/windows/{window}/actions/pause",
        permission=workflow.CALL_TICKET,
        takes=schemas.PauseDesk,
        gives=schemas.Desk,
        if_match=False,
    )
    def pause_desk(self, uow, **command):
        """暂停窗口。"""
        return handlers.pause_desk(uow, **command)

    @operation(
        "POST /places/{place_id}/windows/{window}/actions/resume",
        permission=workflow.CALL_TICKET,
        takes=schemas.DeskKey,
        gives=schemas.Desk,
        if_match=False,
    )
    def resume_desk(self, uow, **command):
        """恢复窗口。"""
        return handlers.resume_desk(uow, **command)

    @operation(
        "POST /places/{place_id}/windows/{window}/actions/close",
        permission=workflow.CALL_TICKET,
        takes=schemas.DeskKey,
        gives=schemas.Desk,
        if_match=False,
    )
    def close_desk(self, uow, **command):
        """关窗。"""
        return handlers.close_desk(uow, **command)

    @timer("queue_day_over")
    def end_queue_day(self, uow, **reminder):
        """日终：号票作废，窗口关闭。"""
        return handlers.end_day(uow, **reminder)
