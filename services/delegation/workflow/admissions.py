"""The life of an admission (domain §1.8): work that no list names, let in for a time."""

from enum import StrEnum

from services.delegation import policies
from services.delegation.workflow.permissions import (
    APPLY_ADMISSION,
    APPROVE_ADMISSION,
    REVIEW_ADMISSION,
    URGE_ADMISSION,
)
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class AdmissionStatus(StrEnum):
    """Where an admission stands."""

    APPLIED = "APPLIED"
    UNDER_REVIEW = "UNDER_REVIEW"
    URGENT_IN_FORCE = "URGENT_IN_FORCE"
    APPROVED = "APPROVED"
    IN_FORCE = "IN_FORCE"
    ENDED = "ENDED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


_A = AdmissionStatus
_UNDECIDED = (_A.UNDER_REVIEW, _A.URGENT_IN_FORCE)

ADMISSION = Workflow(
    "delegation.admission",
    states=AdmissionStatus,
    initial=_A.APPLIED,
    final=(_A.ENDED, _A.REFUSED, _A.WITHDRAWN),
    labels={
        _A.APPLIED: "已申请",
        _A.UNDER_REVIEW: "审核中",
        _A.URGENT_IN_FORCE: "紧急先行，待批",
        _A.APPROVED: "已批准，待进入",
        _A.IN_FORCE: "准入有效",
        _A.ENDED: "已结束",
        _A.REFUSED: "不予准入",
        _A.WITHDRAWN: "已撤回",
    },
    steps=(
        Step("begin_review", (_A.APPLIED,), _A.UNDER_REVIEW, REVIEW_ADMISSION, "受理审核",
             guards=(policies.lead_acts,)),
        Step("enter_urgently", (_A.APPLIED,), _A.URGENT_IN_FORCE, URGE_ADMISSION, "紧急先行",
             guards=(policies.own_department,)),
        *(Step("review", (state,), state, REVIEW_ADMISSION, "提出审核意见",
               guards=(policies.unit_reviews_admission,), needs="ReviewAdmission")
          for state in _UNDECIDED),
        Step("approve", _UNDECIDED, _A.APPROVED, APPROVE_ADMISSION, "批准准入",
             guards=(policies.another_hand_admits, policies.every_reviewer_spoke),
             needs="ApproveAdmission"),
        Step("refuse", (_A.UNDER_REVIEW,), _A.REFUSED, APPROVE_ADMISSION, "不予准入",
             guards=(policies.another_hand_admits,), needs="RefuseAdmission"),
        Step("refuse", (_A.URGENT_IN_FORCE,), _A.WITHDRAWN, APPROVE_ADMISSION, "不予准入",
             guards=(policies.another_hand_admits,), needs="RefuseAdmission"),
        Step("withdraw", (_A.APPLIED, *_UNDECIDED), _A.WITHDRAWN, APPLY_ADMISSION, "撤回申请",
             guards=(policies.own_department,), needs="WithdrawAdmission"),
        Step("lapse", (_A.URGENT_IN_FORCE,), _A.WITHDRAWN, SYSTEM, "逾期未批，自动撤回"),
        Step("enter", (_A.APPROVED,), _A.IN_FORCE, SYSTEM, "进入社区"),
        Step("finish", (_A.APPROVED, _A.IN_FORCE), _A.ENDED, APPLY_ADMISSION, "工作完成，退出",
             guards=(policies.own_department,), needs="FinishAdmission"),
        Step("expire", (_A.APPROVED, _A.IN_FORCE), _A.ENDED, SYSTEM, "准入期满"),
    ),
)  # fmt: skip
OPEN_ADMISSIONS = tuple(state for state in AdmissionStatus if state not in ADMISSION.final)
"""The states in which no second admission of the same matter is opened."""
