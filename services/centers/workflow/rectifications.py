"""A bad rating must be answered (差评整改, EVAL-04): who does what next."""

from enum import StrEnum

from services.centers import policies
from shared.kernel.workflow import Step, Workflow


class RectificationStatus(StrEnum):
    """Where the answer to a bad rating stands."""

    RECEIVED = "RECEIVED"
    CONTACTED = "CONTACTED"
    FIX_NOW = "FIX_NOW"
    FIX_BY = "FIX_BY"
    EXPLAINED = "EXPLAINED"
    DISPUTED = "DISPUTED"
    FIXED = "FIXED"
    CALLED_BACK = "CALLED_BACK"
    CLOSED = "CLOSED"


R = RectificationStatus

RECTIFICATION_READ = "centers.rectification.read"
HANDLE = "centers.rectification.handle"
APPEAL = "centers.rectification.review"

_HANDLER = (policies.handles_the_rectification,)
_ANSWER = (*_HANDLER, policies.named_is_contacted_first)
_REVIEWER = (
    policies.belongs_to_the_rated_unit,
    policies.is_not_the_rated,
    policies.reviews_anothers_appeal,
)
_BEFORE_ANSWER = (R.RECEIVED, R.CONTACTED)
_OPEN = tuple(state for state in R if state is not R.CLOSED)
"""Who took it may fall ill: in every open state it can be released and taken anew."""

RECTIFICATION = Workflow(
    "centers.rectification",
    states=RectificationStatus,
    initial=R.RECEIVED,
    final=(R.CLOSED,),
    labels={
        R.RECEIVED: "收到差评",
        R.CONTACTED: "已联系评价人",
        R.FIX_NOW: "立即整改",
        R.FIX_BY: "限期整改",
        R.EXPLAINED: "已解释说明",
        R.DISPUTED: "误评申诉",
        R.FIXED: "整改完成",
        R.CALLED_BACK: "已回访",
        R.CLOSED: "办结",
    },
    steps=(
        *(Step("take", (state,), state, HANDLE, "领办",
               guards=(policies.belongs_to_the_rated_unit, policies.is_not_the_rated,
                       policies.nobody_took_it)) for state in _OPEN),
        *(Step("release", (state,), state, APPEAL, "退回重新领办",
               guards=(policies.belongs_to_the_rated_unit, policies.is_not_the_rated,
                       policies.somebody_took_it)) for state in _OPEN),
        Step("contact", (R.RECEIVED,), R.CONTACTED, HANDLE, "联系评价人",
             guards=(*_HANDLER, policies.rater_may_be_reached)),
        Step("fix_now", _BEFORE_ANSWER, R.FIX_NOW, HANDLE, "立即整改", guards=_ANSWER),
        Step("fix_by", _BEFORE_ANSWER, R.FIX_BY, HANDLE, "限期整改", guards=_ANSWER,
             needs="PromiseFix"),
        Step("explain", _BEFORE_ANSWER, R.EXPLAINED, HANDLE, "解释说明（诉求于法无据）",
             guards=_ANSWER, needs="Explain"),
        Step("dispute", _BEFORE_ANSWER, R.DISPUTED, HANDLE, "误评申诉", guards=_ANSWER,
             needs="Dispute"),
        Step("uphold", (R.DISPUTED,), R.EXPLAINED, APPEAL, "认定误评", guards=_REVIEWER,
             needs="ReviewAppeal"),
        Step("reject", (R.DISPUTED,), R.FIX_NOW, APPEAL, "驳回申诉", guards=_REVIEWER,
             needs="ReviewAppeal"),
        Step("finish", (R.FIX_NOW, R.FIX_BY), R.FIXED, HANDLE, "整改完成", guards=_HANDLER,
             needs="FinishFix"),
        Step("call_back", (R.FIXED, R.EXPLAINED), R.CALLED_BACK, HANDLE, "回访",
             guards=(*_HANDLER, policies.rater_may_be_reached), needs="CallBack"),
        Step("close", (R.FIXED, R.EXPLAINED, R.CALLED_BACK), R.CLOSED, HANDLE, "办结",
             guards=(*_HANDLER, policies.named_is_called_back)),
    ),
)  # fmt: skip
