"""The life of a call for ventures (公益创投): needs, projects, jury, public notice, awards."""

from enum import StrEnum

from services.incubation import policies
from services.incubation.workflow.venture_permissions import (
    APPLY_VENTURE,
    AWARD_VENTURE,
    DECIDE_CALL,
    JUDGE,
    MANAGE_CALL,
    OBJECT_RANKING,
    RAISE_NEED,
    SEAT_JUDGES,
    SIFT_NEED,
)
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class CallStatus(StrEnum):
    """Where a call stands."""

    DRAFT = "DRAFT"
    COLLECTING = "COLLECTING"
    OPEN = "OPEN"
    REVIEWING = "REVIEWING"
    NOTICE = "NOTICE"
    CONTESTED = "CONTESTED"
    READY = "READY"
    CONCLUDED = "CONCLUDED"


class NeedStatus(StrEnum):
    """Where a need of residents stands."""

    RAISED = "RAISED"
    PUBLISHED = "PUBLISHED"
    DECLINED = "DECLINED"


class ObjectionStatus(StrEnum):
    """Where an objection to a ranking stands."""

    FILED = "FILED"
    UPHELD = "UPHELD"
    DISMISSED = "DISMISSED"


_C, _N, _O = CallStatus, NeedStatus, ObjectionStatus
_MANAGE, _DECIDE = (policies.own_call,), (policies.own_call, policies.another_hand_decides)

CALL = Workflow(
    "incubation.call",
    states=CallStatus,
    initial=_C.DRAFT,
    final=(_C.CONCLUDED,),
    labels={
        _C.DRAFT: "起草中",
        _C.COLLECTING: "需求征集中",
        _C.OPEN: "项目征集中",
        _C.REVIEWING: "评审中",
        _C.NOTICE: "公示中",
        _C.CONTESTED: "异议处理中",
        _C.READY: "待审批",
        _C.CONCLUDED: "已结束",
    },
    steps=(
        Step("collect", (_C.DRAFT,), _C.COLLECTING, MANAGE_CALL, "开始征集需求", guards=_MANAGE),
        Step("raise_need", (_C.COLLECTING,), _C.COLLECTING, RAISE_NEED, "提出需求",
             guards=(policies.lives_under_the_call,), needs="RaiseNeed"),
        Step("open", (_C.COLLECTING,), _C.OPEN, DECIDE_CALL, "发布项目征集",
             guards=_DECIDE, needs="OpenCall"),
        Step("apply", (_C.OPEN,), _C.OPEN, APPLY_VENTURE, "申报项目", needs="ApplyVenture"),
        Step("close", (_C.OPEN,), _C.REVIEWING, SYSTEM, "征集截止"),
        *(Step("seat", (state,), state, SEAT_JUDGES, "聘请评委", guards=_MANAGE, needs="SeatJudge")
          for state in (_C.OPEN, _C.REVIEWING)),
        Step("declare", (_C.REVIEWING,), _C.REVIEWING, JUDGE, "申明利害关系"),
        Step("rank", (_C.REVIEWING,), _C.REVIEWING, MANAGE_CALL, "汇总评分排名", guards=_MANAGE),
        Step("announce", (_C.REVIEWING,), _C.NOTICE, MANAGE_CALL, "公示评审结果",
             guards=_MANAGE, needs="AnnounceRanking"),
        Step("object", (_C.NOTICE,), _C.NOTICE, OBJECT_RANKING, "提出异议",
             needs="ObjectToRanking"),
        Step("end_notice", (_C.NOTICE,), _C.READY, SYSTEM, "公示期满无异议"),
        Step("end_contested", (_C.NOTICE,), _C.CONTESTED, SYSTEM, "公示期满有异议"),
        *(Step("answer", (state,), state, MANAGE_CALL, "答复异议", guards=_MANAGE)
          for state in (_C.NOTICE, _C.CONTESTED)),
        Step("settle", (_C.CONTESTED,), _C.READY, MANAGE_CALL, "异议处理完毕",
             guards=(*_MANAGE, policies.ranking_stands)),
        Step("renew_notice", (_C.CONTESTED,), _C.NOTICE, MANAGE_CALL, "调整后重新公示",
             guards=(*_MANAGE, policies.ranking_changed)),
        Step("award", (_C.READY,), _C.READY, AWARD_VENTURE, "审批立项",
             guards=(policies.own_call,)),
        Step("conclude", (_C.READY,), _C.CONCLUDED, DECIDE_CALL, "结束本届", guards=_DECIDE),
    ),
)  # fmt: skip

NEED = Workflow(
    "incubation.need",
    states=NeedStatus,
    initial=_N.RAISED,
    final=(_N.PUBLISHED, _N.DECLINED),
    labels={_N.RAISED: "待梳理", _N.PUBLISHED: "已发布", _N.DECLINED: "未采纳"},
    steps=(
        Step("publish", (_N.RAISED,), _N.PUBLISHED, SIFT_NEED, "发布需求",
             guards=(policies.sifts_own_needs,), needs="PublishNeed"),
        Step("decline", (_N.RAISED,), _N.DECLINED, SIFT_NEED, "不予采纳",
             guards=(policies.sifts_own_needs,), needs="DeclineNeed"),
    ),
)  # fmt: skip

RANKING_OBJECTION = Workflow(
    "incubation.ranking_objection",
    states=ObjectionStatus,
    initial=_O.FILED,
    final=(_O.UPHELD, _O.DISMISSED),
    labels={_O.FILED: "待答复", _O.UPHELD: "异议成立", _O.DISMISSED: "异议不成立"},
    steps=(
        Step("uphold", (_O.FILED,), _O.UPHELD, MANAGE_CALL, "认定成立",
             guards=_MANAGE, needs="AnswerRankingObjection"),
        Step("dismiss", (_O.FILED,), _O.DISMISSED, MANAGE_CALL, "认定不成立",
             guards=_MANAGE, needs="AnswerRankingObjection"),
    ),
)  # fmt: skip
