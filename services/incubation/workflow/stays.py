"""From the shell to the open: the stay of an organisation in an incubator (domain §8.3)."""

from enum import StrEnum

from services.incubation import policies
from services.incubation.workflow.permissions import APPLY_STAY, MANAGE_STAY, REVIEW_STAY
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class StayStatus(StrEnum):
    """Where a stay stands."""

    APPLIED = "APPLIED"
    SCREENED = "SCREENED"
    REVIEWED = "REVIEWED"
    ADMITTED = "ADMITTED"
    INCUBATING = "INCUBATING"
    EXTENDED = "EXTENDED"
    GRADUATED = "GRADUATED"
    TRACKING = "TRACKING"
    FINISHED = "FINISHED"
    PROMOTED = "PROMOTED"
    EXITED = "EXITED"
    HANDED_OVER = "HANDED_OVER"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


_S = StayStatus

APPLYING_STAYS = (_S.APPLIED, _S.SCREENED, _S.REVIEWED)
"""It asks for a place: one incubator at a time."""

INSIDE = (_S.ADMITTED, _S.INCUBATING, _S.EXTENDED)
"""It has a place: in one incubator at a time (SO-01)."""

INCUBATED = (_S.GRADUATED, _S.TRACKING, _S.FINISHED)
"""It counts as incubated (SO-02)."""

_AT_WORK = (_S.INCUBATING, _S.EXTENDED)
_SUPPORTED = (*_AT_WORK, _S.GRADUATED, _S.TRACKING)
_HOUSE = (policies.runs_the_incubator,)
_REVIEWER = (policies.runs_the_incubator, policies.another_hand_reviews)

STAY = Workflow(
    "incubation.stay",
    states=StayStatus,
    initial=_S.APPLIED,
    final=(_S.FINISHED, _S.PROMOTED, _S.HANDED_OVER, _S.REJECTED, _S.WITHDRAWN),
    labels={
        _S.APPLIED: "已申请",
        _S.SCREENED: "初审通过",
        _S.REVIEWED: "评审通过",
        _S.ADMITTED: "已入壳",
        _S.INCUBATING: "孵化中",
        _S.EXTENDED: "延期孵化",
        _S.GRADUATED: "已出壳",
        _S.TRACKING: "跟踪服务",
        _S.FINISHED: "跟踪期满",
        _S.PROMOTED: "转入上级孵化",
        _S.EXITED: "已退出，待交接",
        _S.HANDED_OVER: "已退出",
        _S.REJECTED: "未予入壳",
        _S.WITHDRAWN: "已撤回",
    },
    steps=(
        Step("screen", (_S.APPLIED,), _S.SCREENED, MANAGE_STAY, "初审通过", guards=_HOUSE),
        Step("reject", (_S.APPLIED,), _S.REJECTED, MANAGE_STAY, "初审不通过",
             guards=_HOUSE, needs="RejectStay"),
        Step("review", (_S.SCREENED,), _S.REVIEWED, REVIEW_STAY, "评审通过",
             guards=_REVIEWER, needs="ReviewStay"),
        Step("decline", (_S.SCREENED,), _S.REJECTED, REVIEW_STAY, "评审不通过",
             guards=_REVIEWER, needs="RejectStay"),
        Step("admit", (_S.REVIEWED,), _S.ADMITTED, MANAGE_STAY, "签约入壳",
             guards=_HOUSE, needs="AdmitStay"),
        Step("withdraw", APPLYING_STAYS, _S.WITHDRAWN, APPLY_STAY, "撤回申请",
             guards=(policies.speaks_for_the_applicant,)),
        Step("start", (_S.ADMITTED,), _S.INCUBATING, MANAGE_STAY, "开始孵化", guards=_HOUSE),
        *(Step("check", (state,), state, MANAGE_STAY, "中期检查",
               guards=_HOUSE, needs="CheckStay") for state in _AT_WORK),
        *(Step("support", (state,), state, MANAGE_STAY, "登记支持",
               guards=_HOUSE, needs="GiveSupport") for state in _SUPPORTED),
        *(Step("correct", (state,), state, MANAGE_STAY, "冲正支持记录",
               guards=_HOUSE, needs="CorrectSupport") for state in (*_SUPPORTED, _S.EXITED)),
        Step("extend", (_S.INCUBATING,), _S.EXTENDED, REVIEW_STAY, "批准延期",
             guards=_HOUSE, needs="ExtendStay"),
        Step("graduate", _AT_WORK, _S.GRADUATED, REVIEW_STAY, "准予出壳",
             guards=(*_HOUSE, policies.was_checked_half_way), needs="GraduateStay"),
        Step("track", (_S.GRADUATED,), _S.TRACKING, MANAGE_STAY, "开始跟踪服务", guards=_HOUSE),
        Step("finish", (_S.TRACKING,), _S.FINISHED, SYSTEM, "跟踪期满"),
        Step("promote", INSIDE, _S.PROMOTED, SYSTEM, "转入上级孵化"),
        Step("exit", INSIDE, _S.EXITED, MANAGE_STAY, "退出孵化", guards=_HOUSE, needs="ExitStay"),
        Step("hand_over", (_S.EXITED,), _S.HANDED_OVER, MANAGE_STAY, "完成交接",
             guards=_HOUSE, needs="HandOverStay"),
    ),
)  # fmt: skip
