"""The life of a case (办件), domain §2.2."""

from enum import StrEnum

from services.centers import policies
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class Status(StrEnum):
    """Where a case stands."""

    SUBMITTED = "SUBMITTED"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    CORRECTION = "CORRECTION"
    ACCEPTED = "ACCEPTED"
    ACCEPTED_TOLERANT = "ACCEPTED_TOLERANT"
    IN_REVIEW = "IN_REVIEW"
    PAUSED = "PAUSED"
    DECIDED = "DECIDED"
    DELIVERED = "DELIVERED"
    CLOSED = "CLOSED"
    WITHDRAWN = "WITHDRAWN"
    DEEMED_WITHDRAWN = "DEEMED_WITHDRAWN"


LABELS: dict[StrEnum, str] = {
    Status.SUBMITTED: "已提交",
    Status.NOT_ACCEPTED: "不予受理",
    Status.CORRECTION: "待补正",
    Status.ACCEPTED: "已受理",
    Status.ACCEPTED_TOLERANT: "容缺受理",
    Status.IN_REVIEW: "审查中",
    Status.PAUSED: "特别程序（中止计时）",
    Status.DECIDED: "已决定",
    Status.DELIVERED: "已送达",
    Status.CLOSED: "已归档",
    Status.WITHDRAWN: "已撤回",
    Status.DEEMED_WITHDRAWN: "视为撤回",
}

READ = "centers.case.read"
SUBMIT = "centers.case.submit"
ACCEPT = "centers.case.accept"
REVIEW = "centers.case.review"
DECIDE = "centers.case.decide"
DECIDE_AT_ONCE = "centers.case.decide_at_once"
DELIVER = "centers.case.deliver"
RATE = "centers.case.rate"
WITHDRAW = "centers.case.withdraw"

_OPEN = (
    Status.SUBMITTED, Status.CORRECTION, Status.ACCEPTED, Status.ACCEPTED_TOLERANT,
    Status.IN_REVIEW, Status.PAUSED,
)  # fmt: skip

_WINDOW = (policies.acts_at_the_window,)
_DESK = (policies.acts_at_the_desk,)
_HAND = (policies.acts_for_the_applicant,)

CASE = Workflow(
    "centers.case",
    states=Status,
    initial=Status.SUBMITTED,
    final=(Status.NOT_ACCEPTED, Status.CLOSED, Status.WITHDRAWN, Status.DEEMED_WITHDRAWN),
    labels=LABELS,
    steps=(
        Step("refuse_scope", (Status.SUBMITTED,), Status.NOT_ACCEPTED, ACCEPT, "不予受理",
             guards=_WINDOW, needs="RefuseScope"),
        Step("notify_correction", (Status.SUBMITTED, Status.CORRECTION), Status.CORRECTION, ACCEPT,
             "一次性告知补正", guards=(*_WINDOW, policies.notice_is_given_once),
             needs="NotifyCorrection"),
        Step("deem_accepted", (Status.SUBMITTED,), Status.ACCEPTED, SYSTEM, "逾期视为受理"),
        Step("accept", (Status.SUBMITTED,), Status.ACCEPTED, ACCEPT, "受理",
             guards=(*_WINDOW, policies.materials_are_complete)),
        Step("accept_tolerant", (Status.SUBMITTED,), Status.ACCEPTED_TOLERANT, ACCEPT, "容缺受理",
             guards=(*_WINDOW, policies.only_deferrable_is_missing), needs="AcceptTolerant"),
        Step("resubmit", (Status.CORRECTION,), Status.ACCEPTED, SUBMIT, "补正",
             guards=_HAND, needs="HandIn"),
        Step("supply", (Status.ACCEPTED_TOLERANT,), Status.IN_REVIEW, SUBMIT, "补齐容缺材料",
             guards=_HAND, needs="HandIn"),
        Step("deem_withdrawn", (Status.CORRECTION, Status.ACCEPTED_TOLERANT),
             Status.DEEMED_WITHDRAWN, SYSTEM, "逾期视为撤回"),
        Step("start", (Status.ACCEPTED,), Status.IN_REVIEW, REVIEW, "开始审查", guards=_DESK),
        Step("pause", (Status.IN_REVIEW,), Status.PAUSED, REVIEW, "启动特别程序",
             guards=_DESK, needs="Pause"),
        Step("resume", (Status.PAUSED,), Status.IN_REVIEW, REVIEW, "结束特别程序", guards=_DESK),
        Step("extend", (Status.IN_REVIEW,), Status.IN_REVIEW, DECIDE, "延长期限",
             guards=(*_DESK, policies.extended_at_most_once), needs="Extend"),
        Step("grant", (Status.IN_REVIEW,), Status.DECIDED, DECIDE, "准予",
             guards=(*_DESK, policies.agent_does_not_decide), needs="Grant"),
        Step("deny", (Status.IN_REVIEW,), Status.DECIDED, DECIDE, "不予批准",
             guards=(*_DESK, policies.agent_does_not_decide), needs="Deny"),
        Step("grant_at_once", (Status.ACCEPTED,), Status.DECIDED, DECIDE_AT_ONCE, "即时办结",
             guards=(*_WINDOW, policies.item_is_decided_at_once, policies.proxy_does_not_decide),
             needs="Grant"),
        Step("deliver", (Status.DECIDED,), Status.DELIVERED, DELIVER, "送达",
             guards=_WINDOW, needs="Deliver"),
        Step("rate", (Status.DELIVERED,), Status.CLOSED, RATE, "评价", guards=_HAND, needs="Rate"),
        Step("archive", (Status.DELIVERED,), Status.CLOSED, SYSTEM, "归档"),
        Step("withdraw", _OPEN, Status.WITHDRAWN, WITHDRAW, "撤回申请", guards=_HAND),
        *(Step("hand_back", (state,), state, SYSTEM, "移交责任部门") for state in _OPEN),
    ),
)  # fmt: skip
