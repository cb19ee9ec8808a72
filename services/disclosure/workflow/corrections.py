"""From a wrong record about oneself to an answer (条例 §41)."""

from enum import StrEnum

from services.disclosure.policies import corrections as policies
from services.disclosure.policies.requests import serves_the_organ, speaks_for_the_applicant
from services.disclosure.workflow.requests import (
    REQUEST_APPLY,
    REQUEST_APPROVE,
    REQUEST_HANDLE,
)
from shared.kernel.workflow import Step, Workflow


class DataCorrectionStatus(StrEnum):
    """Where a correction stands."""

    FILED = "FILED"
    PROPOSED = "PROPOSED"
    CORRECTED = "CORRECTED"
    REFUSED = "REFUSED"
    REDIRECTED = "REDIRECTED"
    WITHDRAWN = "WITHDRAWN"


D = DataCorrectionStatus

_OFFICE = (serves_the_organ,)
_HEAD = (serves_the_organ, policies.another_hand_refuses)

DATA_CORRECTION = Workflow(
    "disclosure.correction",
    states=DataCorrectionStatus,
    initial=D.FILED,
    final=(D.CORRECTED, D.REFUSED, D.REDIRECTED, D.WITHDRAWN),
    labels={
        D.FILED: "核查中",
        D.PROPOSED: "不予更正待批",
        D.CORRECTED: "已更正",
        D.REFUSED: "不予更正",
        D.REDIRECTED: "已告知向有权机关提出",
        D.WITHDRAWN: "已撤回",
    },
    steps=(
        Step("transfer", (D.FILED,), D.FILED, REQUEST_HANDLE, "转送有权更正的机关",
             guards=_OFFICE, needs="TransferCorrection"),
        Step("correct", (D.FILED,), D.CORRECTED, REQUEST_HANDLE, "更正并告知", guards=_OFFICE,
             needs="CorrectData"),
        Step("redirect", (D.FILED,), D.REDIRECTED, REQUEST_HANDLE, "告知向有权机关提出",
             guards=_OFFICE, needs="RedirectCorrection"),
        Step("propose_refusal", (D.FILED,), D.PROPOSED, REQUEST_HANDLE, "拟不予更正",
             guards=_OFFICE, needs="ProposeRefusal"),
        Step("approve_refusal", (D.PROPOSED,), D.REFUSED, REQUEST_APPROVE, "批准不予更正",
             guards=_HEAD, needs="ApproveRefusal"),
        Step("return_refusal", (D.PROPOSED,), D.FILED, REQUEST_APPROVE, "退回重新核查",
             guards=_HEAD),
        Step("withdraw", (D.FILED, D.PROPOSED), D.WITHDRAWN, REQUEST_APPLY, "撤回申请",
             guards=(speaks_for_the_applicant,)),
    ),
)  # fmt: skip
