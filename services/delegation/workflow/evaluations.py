"""The life of an evaluation and of an appeal against its result (domain §3.3, EVP-01)."""

from enum import StrEnum

from services.delegation import policies
from services.delegation.workflow.permissions import (
    ANSWER_APPEAL,
    ASSESS_PEER,
    ASSESS_SELF,
    DECIDE_RESULT,
    FILE_APPEAL,
    MANAGE_EVALUATION,
)
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class EvaluationStatus(StrEnum):
    """Where an evaluation stands."""

    OPEN = "OPEN"
    SCORING = "SCORING"
    CHECKING = "CHECKING"
    NOTICE = "NOTICE"
    APPEAL = "APPEAL"
    FINAL = "FINAL"


class AppealStatus(StrEnum):
    """Where an appeal stands."""

    FILED = "FILED"
    UPHELD = "UPHELD"
    DISMISSED = "DISMISSED"


_E, _A = EvaluationStatus, AppealStatus

SHOWN = (_E.NOTICE, _E.APPEAL, _E.FINAL)
"""States in which everybody may read the results."""


def _stay(name: str, state: EvaluationStatus, permission: str, label: str, needs: str,
          *guards: policies.Guard) -> Step:  # fmt: skip
    """Return a row for something that is done inside the evaluation; it stays where it is."""
    return Step(name, (state,), state, permission, label, guards=guards, needs=needs)


EVALUATION = Workflow(
    "delegation.evaluation",
    states=EvaluationStatus,
    initial=_E.OPEN,
    final=(_E.FINAL,),
    labels={
        _E.OPEN: "已启动",
        _E.SCORING: "评分中",
        _E.CHECKING: "核查中",
        _E.NOTICE: "公示中",
        _E.APPEAL: "申诉期",
        _E.FINAL: "已确定",
    },
    steps=(
        _stay("engage", _E.OPEN, MANAGE_EVALUATION, "登记第三方", "EngageThirdParty"),
        _stay("engage", _E.SCORING, MANAGE_EVALUATION, "登记第三方", "EngageThirdParty"),
        Step("begin_scoring", (_E.OPEN,), _E.SCORING, MANAGE_EVALUATION, "开始评分",
             guards=(policies.somebody_is_assessed, policies.third_party_is_engaged)),
        _stay("assess_self", _E.SCORING, ASSESS_SELF, "自评", "AssessSelf"),
        _stay("assess_peer", _E.SCORING, ASSESS_PEER, "互评", "AssessPeer", policies.is_a_peer),
        _stay("assess_third", _E.SCORING, MANAGE_EVALUATION, "登记第三方评分", "AssessThird"),
        Step("close_scoring", (_E.SCORING,), _E.CHECKING, MANAGE_EVALUATION, "结束评分",
             guards=(policies.everyone_assessed,)),
        Step("end_scoring", (_E.SCORING,), _E.CHECKING, SYSTEM, "评分期满"),
        _stay("veto", _E.CHECKING, DECIDE_RESULT, "一票否决", "VetoResult",
              policies.outsider_decides),
        _stay("reweight", _E.CHECKING, DECIDE_RESULT, "调整权重", "ReweightResult",
              policies.outsider_decides),
        Step("start_notice", (_E.CHECKING,), _E.NOTICE, MANAGE_EVALUATION, "公示结果"),
        Step("end_notice", (_E.NOTICE,), _E.APPEAL, SYSTEM, "公示期满"),
        _stay("appeal", _E.APPEAL, FILE_APPEAL, "申诉", "FileAppeal"),
        _stay("answer_appeal", _E.APPEAL, ANSWER_APPEAL, "答复申诉", "AnswerAppeal"),
        Step("conclude", (_E.APPEAL,), _E.FINAL, SYSTEM, "确定结果",
             guards=(policies.appeals_are_answered, policies.the_public_was_heard)),
    ),
)  # fmt: skip

APPEAL = Workflow(
    "delegation.appeal",
    states=AppealStatus,
    initial=_A.FILED,
    final=(_A.UPHELD, _A.DISMISSED),
    labels={_A.FILED: "待答复", _A.UPHELD: "申诉成立", _A.DISMISSED: "维持原结果"},
    steps=(
        Step("uphold", (_A.FILED,), _A.UPHELD, ANSWER_APPEAL, "申诉成立",
             guards=(policies.another_unit_answers,), needs="AnswerAppeal"),
        Step("dismiss", (_A.FILED,), _A.DISMISSED, ANSWER_APPEAL, "维持原结果",
             guards=(policies.another_unit_answers,), needs="AnswerAppeal"),
    ),
)  # fmt: skip
