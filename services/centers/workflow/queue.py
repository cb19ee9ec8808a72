"""The life of a ticket and of a window (Q-01, Q-02), domain §2.4."""

from enum import StrEnum

from services.centers.policies import queue as policies
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class TicketStatus(StrEnum):
    """Where a ticket stands."""

    ISSUED = "ISSUED"
    CALLED = "CALLED"
    SERVING = "SERVING"
    DONE = "DONE"
    PASSED = "PASSED"
    LEFT = "LEFT"
    LAPSED = "LAPSED"


class DeskStatus(StrEnum):
    """Whether a window serves."""

    CLOSED = "CLOSED"
    OPEN = "OPEN"
    PAUSED = "PAUSED"


TAKE_TICKET = "centers.ticket.take"
CALL_TICKET = "centers.ticket.call"
READ_TICKET = "centers.ticket.read"
READ_QUEUE = "centers.queue.read"
MANAGE_HALL = policies.MANAGE

_T, _D = TicketStatus, DeskStatus
_HALL = (policies.works_in_the_hall,)
_HOLD = (policies.works_in_the_hall, policies.holds_the_ticket)
_OWN = (policies.is_her_ticket,)
_SEAT = (policies.works_in_the_hall, policies.sits_at_the_window)

TICKET = Workflow(
    "centers.ticket",
    states=TicketStatus,
    initial=_T.ISSUED,
    final=(_T.DONE, _T.LEFT, _T.LAPSED),
    labels={
        _T.ISSUED: "等候", _T.CALLED: "已叫号", _T.SERVING: "办理中", _T.DONE: "已办结",
        _T.PASSED: "过号", _T.LEFT: "弃号", _T.LAPSED: "日终作废",
    },
    steps=(
        Step("call", (_T.ISSUED,), _T.CALLED, CALL_TICKET, "叫号", guards=_HALL),
        Step("recall", (_T.CALLED,), _T.CALLED, CALL_TICKET, "重呼",
             guards=(*_HOLD, policies.may_be_called_again)),
        Step("pass", (_T.CALLED,), _T.PASSED, CALL_TICKET, "过号",
             guards=(*_HOLD, policies.was_called_enough)),
        Step("requeue", (_T.PASSED,), _T.ISSUED, TAKE_TICKET, "重新排队",
             guards=(*_OWN, policies.queues_again_once)),
        Step("serve", (_T.CALLED,), _T.SERVING, CALL_TICKET, "开始办理", guards=_HOLD),
        Step("finish", (_T.SERVING,), _T.DONE, CALL_TICKET, "办结", guards=_HOLD),
        Step("transfer", (_T.ISSUED, _T.CALLED, _T.SERVING), _T.ISSUED, CALL_TICKET, "转窗口",
             guards=_HOLD, needs="TransferTicket"),
        Step("hand_over", (_T.SERVING,), _T.SERVING, CALL_TICKET, "转为办件", guards=_HOLD,
             needs="SubmitCase"),
        Step("reclassify", (_T.ISSUED,), _T.ISSUED, MANAGE_HALL, "核定类别",
             guards=(*_HALL, policies.came_without_appointment), needs="ReclassifyTicket"),
        Step("leave", (_T.ISSUED, _T.PASSED), _T.LEFT, TAKE_TICKET, "弃号", guards=_OWN),
        Step("lapse", (_T.ISSUED, _T.CALLED, _T.SERVING, _T.PASSED), _T.LAPSED, SYSTEM, "日终作废"),
    ),
)  # fmt: skip

DESK = Workflow(
    "centers.desk",
    states=DeskStatus,
    initial=_D.CLOSED,
    final=(),
    labels={_D.CLOSED: "未开", _D.OPEN: "服务中", _D.PAUSED: "暂停服务"},
    steps=(
        Step("open", (_D.CLOSED,), _D.OPEN, CALL_TICKET, "开窗", guards=_HALL),
        Step("pause", (_D.OPEN,), _D.PAUSED, CALL_TICKET, "暂停",
             guards=(*_SEAT, policies.window_is_free), needs="PauseDesk"),
        Step("resume", (_D.PAUSED,), _D.OPEN, CALL_TICKET, "恢复", guards=_SEAT),
        Step("call_next", (_D.OPEN,), _D.OPEN, CALL_TICKET, "呼叫下一位",
             guards=(*_SEAT, policies.window_is_free)),
        Step("close", (_D.OPEN, _D.PAUSED), _D.CLOSED, CALL_TICKET, "关窗",
             guards=(*_SEAT, policies.window_is_free)),
        Step("end_day", (_D.OPEN, _D.PAUSED), _D.CLOSED, SYSTEM, "日终关窗"),
    ),
)  # fmt: skip
