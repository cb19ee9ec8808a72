"""From a request for information to its answer (依申请公开, domain §9.2)."""

from enum import StrEnum

from services.disclosure.policies import requests as policies
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class RequestStatus(StrEnum):
    """Where a request stands."""

    SUBMITTED = "SUBMITTED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    RECEIVED = "RECEIVED"
    CORRECTION = "CORRECTION"
    CONSULTING = "CONSULTING"
    REASONS = "REASONS"
    EXTENDING = "EXTENDING"
    CHARGED = "CHARGED"
    PROPOSED = "PROPOSED"
    ANSWERED = "ANSWERED"
    ABANDONED = "ABANDONED"
    WITHDRAWN = "WITHDRAWN"


R = RequestStatus

REQUEST_APPLY = "disclosure.request.apply"
REQUEST_READ = "disclosure.request.read"
REQUEST_HANDLE = "disclosure.request.handle"
REQUEST_APPROVE = "disclosure.request.approve"

_OFFICE = (policies.serves_the_organ,)
_APPLICANT = (policies.speaks_for_the_applicant,)
_AT_WORK = (R.RECEIVED, R.REASONS)
"""An answer may be given; the clock runs while reasons are awaited (G-05 NONE)."""

_OPEN = (
    R.SUBMITTED, R.ACKNOWLEDGED, R.RECEIVED, R.CORRECTION, R.CONSULTING, R.REASONS, R.EXTENDING,
    R.CHARGED, R.PROPOSED,
)  # fmt: skip

REQUEST = Workflow(
    "disclosure.request",
    states=RequestStatus,
    initial=R.SUBMITTED,
    final=(R.ANSWERED, R.WITHDRAWN),
    labels={
        R.SUBMITTED: "待联系确认",
        R.ACKNOWLEDGED: "待申请人确认",
        R.RECEIVED: "办理中",
        R.CORRECTION: "待补正",
        R.CONSULTING: "征求意见中",
        R.REASONS: "待说明理由",
        R.EXTENDING: "延期待批",
        R.CHARGED: "待缴费",
        R.PROPOSED: "答复待批",
        R.ANSWERED: "已答复",
        R.ABANDONED: "视为放弃",
        R.WITHDRAWN: "已撤回",
    },
    steps=(
        Step("receive", (R.SUBMITTED,), R.RECEIVED, REQUEST_HANDLE, "登记收到",
             guards=(*_OFFICE, policies.came_directly)),
        Step("acknowledge", (R.SUBMITTED,), R.ACKNOWLEDGED, REQUEST_HANDLE, "联系申请人确认",
             guards=_OFFICE),
        Step("confirm", (R.ACKNOWLEDGED,), R.RECEIVED, REQUEST_APPLY, "确认收到日期",
             guards=_APPLICANT, needs="ConfirmRequest"),
        Step("ask_correction", (R.RECEIVED,), R.CORRECTION, REQUEST_HANDLE, "一次性告知补正",
             guards=(*_OFFICE, policies.is_told_once), needs="AskCorrection"),
        Step("correct", (R.CORRECTION,), R.RECEIVED, REQUEST_APPLY, "补正",
             guards=_APPLICANT, needs="CorrectRequest"),
        Step("excuse", (R.ABANDONED,), R.CORRECTION, REQUEST_HANDLE, "有正当理由，恢复补正",
             guards=(*_OFFICE, policies.was_silent_on_correction), needs="ExcuseRequest"),
        Step("consult", (R.RECEIVED, R.CONSULTING), R.CONSULTING, REQUEST_HANDLE, "征求意见",
             guards=_OFFICE, needs="Consult"),
        Step("record_opinion", (R.CONSULTING,), R.CONSULTING, REQUEST_HANDLE, "登记意见",
             guards=(*_OFFICE, policies.more_are_asked), needs="RecordOpinion"),
        Step("record_last_opinion", (R.CONSULTING,), R.RECEIVED, REQUEST_HANDLE, "登记意见",
             guards=(*_OFFICE, policies.nobody_else_is_asked), needs="RecordOpinion"),
        Step("hear_silence", (R.CONSULTING,), R.CONSULTING, SYSTEM, "逾期未提出意见",
             guards=(policies.more_are_asked,)),
        Step("hear_last_silence", (R.CONSULTING,), R.RECEIVED, SYSTEM, "逾期未提出意见",
             guards=(policies.nobody_else_is_asked,)),
        Step("propose_extension", (R.RECEIVED,), R.EXTENDING, REQUEST_HANDLE, "提请延长答复期限",
             guards=(*_OFFICE, policies.is_extended_once), needs="ProposeExtension"),
        Step("approve_extension", (R.EXTENDING,), R.RECEIVED, REQUEST_APPROVE, "批准延长",
             guards=(*_OFFICE, policies.another_hand_extends), needs="ApproveExtension"),
        Step("reject_extension", (R.EXTENDING,), R.RECEIVED, REQUEST_APPROVE, "不同意延长",
             guards=(*_OFFICE, policies.another_hand_extends)),
        Step("ask_reasons", (R.RECEIVED,), R.REASONS, REQUEST_HANDLE, "要求说明理由",
             guards=(*_OFFICE, policies.is_asked_for_reasons_once), needs="AskReasons"),
        Step("give_reasons", (R.REASONS,), R.RECEIVED, REQUEST_APPLY, "说明理由",
             guards=_APPLICANT, needs="GiveReasons"),
        Step("charge", (R.RECEIVED,), R.CHARGED, REQUEST_HANDLE, "发出收费通知",
             guards=(*_OFFICE, policies.is_charged_once), needs="ChargeRequest"),
        Step("pay", (R.CHARGED,), R.RECEIVED, REQUEST_HANDLE, "登记缴费",
             guards=_OFFICE, needs="PayRequest"),
        Step("answer", _AT_WORK, R.ANSWERED, REQUEST_HANDLE, "答复",
             guards=_OFFICE, needs="AnswerRequest"),
        Step("propose_answer", _AT_WORK, R.PROPOSED, REQUEST_HANDLE, "拟定答复报批",
             guards=_OFFICE, needs="AnswerRequest"),
        Step("approve_answer", (R.PROPOSED,), R.ANSWERED, REQUEST_APPROVE, "批准答复",
             guards=(*_OFFICE, policies.another_hand_answers)),
        Step("return_answer", (R.PROPOSED,), R.RECEIVED, REQUEST_APPROVE, "退回答复",
             guards=(*_OFFICE, policies.another_hand_answers), needs="ReturnAnswer"),
        Step("abandon", (R.CORRECTION, R.CHARGED), R.ABANDONED, SYSTEM, "视为放弃申请"),
        Step("withdraw", _OPEN, R.WITHDRAWN, REQUEST_APPLY, "撤回申请", guards=_APPLICANT),
    ),
)  # fmt: skip
