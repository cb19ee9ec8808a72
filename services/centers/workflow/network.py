"""The life of a place and of a referral between places."""

from enum import StrEnum

from services.centers import policies
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow

MANAGE_NETWORK = "centers.network.manage"
READ_NETWORK = "centers.network.read"
REFER = "centers.referral.make"
ANSWER_REFERRAL = "centers.referral.answer"
READ_REFERRALS = "centers.referral.read"


class PlaceStatus(StrEnum):
    """Where a place stands. A closed place stays readable and names its successor."""

    PLANNED = "PLANNED"
    OPEN = "OPEN"
    CLOSING = "CLOSING"
    CLOSED = "CLOSED"


class ReferralStatus(StrEnum):
    """Where a referral stands."""

    SENT = "SENT"
    TAKEN = "TAKEN"
    ANSWERED = "ANSWERED"
    RETURNED = "RETURNED"
    RECALLED = "RECALLED"


_INSIDE = (policies.place_is_inside,)
_HERE, _THERE = (policies.answers_here,), (policies.refers_from_here,)

PLACE = Workflow(
    "centers.place",
    states=PlaceStatus,
    initial=PlaceStatus.PLANNED,
    final=(PlaceStatus.CLOSED,),
    labels={
        PlaceStatus.PLANNED: "筹建",
        PlaceStatus.OPEN: "开放",
        PlaceStatus.CLOSING: "即将撤销",
        PlaceStatus.CLOSED: "已撤销",
    },
    steps=(
        Step("open", (PlaceStatus.PLANNED,), PlaceStatus.OPEN, SYSTEM, "开放"),
        Step("cancel", (PlaceStatus.PLANNED,), PlaceStatus.CLOSED, MANAGE_NETWORK, "取消筹建",
             guards=_INSIDE),
        Step("change", (PlaceStatus.OPEN,), PlaceStatus.OPEN, MANAGE_NETWORK, "变更",
             guards=_INSIDE, needs="ChangePlace"),
        Step("move", (PlaceStatus.OPEN,), PlaceStatus.OPEN, MANAGE_NETWORK, "迁址",
             guards=_INSIDE, needs="MovePlace"),
        Step("take_over", (PlaceStatus.OPEN,), PlaceStatus.OPEN, SYSTEM, "承接服务范围"),
        *(Step("stand_under", (state,), state, SYSTEM, "改隶承接场所")
          for state in (PlaceStatus.PLANNED, PlaceStatus.OPEN, PlaceStatus.CLOSING)),
        Step("close", (PlaceStatus.OPEN,), PlaceStatus.CLOSING, MANAGE_NETWORK, "撤销",
             guards=_INSIDE, needs="ClosePlace"),
        Step("keep", (PlaceStatus.CLOSING,), PlaceStatus.OPEN, MANAGE_NETWORK, "取消撤销",
             guards=_INSIDE),
        Step("end", (PlaceStatus.CLOSING,), PlaceStatus.CLOSED, SYSTEM, "撤销生效"),
    ),
)  # fmt: skip

REFERRAL = Workflow(
    "centers.referral",
    states=ReferralStatus,
    initial=ReferralStatus.SENT,
    final=(ReferralStatus.ANSWERED, ReferralStatus.RETURNED, ReferralStatus.RECALLED),
    labels={
        ReferralStatus.SENT: "已转介",
        ReferralStatus.TAKEN: "已接收",
        ReferralStatus.ANSWERED: "已答复",
        ReferralStatus.RETURNED: "已退回",
        ReferralStatus.RECALLED: "已收回",
    },
    steps=(
        Step("take", (ReferralStatus.SENT,), ReferralStatus.TAKEN, ANSWER_REFERRAL, "接收",
             guards=_HERE),
        Step("return", (ReferralStatus.SENT,), ReferralStatus.RETURNED, ANSWER_REFERRAL, "退回",
             guards=_HERE, needs="AnswerReferral"),
        Step("answer", (ReferralStatus.TAKEN,), ReferralStatus.ANSWERED, ANSWER_REFERRAL, "答复",
             guards=_HERE, needs="AnswerReferral"),
        Step("recall", (ReferralStatus.SENT,), ReferralStatus.RECALLED, REFER, "收回",
             guards=_THERE),
    ),
)  # fmt: skip
