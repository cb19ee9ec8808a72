"""The life of a project of a call (公益创投, domain §8.5), and what a judge's seat goes through."""

from enum import StrEnum

from services.incubation import policies
from services.incubation.workflow.venture_permissions import (
    APPLY_VENTURE,
    AWARD_VENTURE,
    END_VENTURE,
    EXAMINE_VENTURE,
    JUDGE,
    PAY_VENTURE,
    REPORT_VENTURE,
    SCREEN_VENTURE,
    SEAT_JUDGES,
)
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class VentureStatus(StrEnum):
    """Where a project stands; CALL_OPEN is the call before anybody applied."""

    CALL_OPEN = "CALL_OPEN"
    SUBMITTED = "SUBMITTED"
    SHORTLISTED = "SHORTLISTED"
    REJECTED = "REJECTED"
    RANKED = "RANKED"
    AWARDED = "AWARDED"
    RUNNING = "RUNNING"
    RECTIFYING = "RECTIFYING"
    TERMINATED = "TERMINATED"
    ACCEPTED = "ACCEPTED"
    EVALUATED = "EVALUATED"


class SeatStatus(StrEnum):
    """Where a judge's seat stands: nothing is seen before the declaration."""

    INVITED = "INVITED"
    DECLARED = "DECLARED"
    STOOD_DOWN = "STOOD_DOWN"


_V, _S = VentureStatus, SeatStatus
_OWN = (policies.own_call,)
_AWARD = (policies.own_call, policies.another_hand_awards)
_HOLDER = (policies.holds_the_project,)

VENTURE = Workflow(
    "incubation.venture",
    states=VentureStatus,
    initial=_V.CALL_OPEN,
    final=(_V.REJECTED, _V.EVALUATED),
    labels={
        _V.CALL_OPEN: "项目征集中",
        _V.SUBMITTED: "已申报",
        _V.SHORTLISTED: "入围",
        _V.REJECTED: "未入选",
        _V.RANKED: "已排名",
        _V.AWARDED: "已立项",
        _V.RUNNING: "实施中",
        _V.RECTIFYING: "整改中",
        _V.TERMINATED: "已终止",
        _V.ACCEPTED: "验收合格",
        _V.EVALUATED: "已评价",
    },
    steps=(
        Step("apply", (_V.CALL_OPEN,), _V.SUBMITTED, APPLY_VENTURE, "申报项目",
             needs="ApplyVenture"),
        Step("shortlist", (_V.SUBMITTED,), _V.SHORTLISTED, SCREEN_VENTURE, "初审入围",
             guards=(*_OWN, policies.application_is_complete)),
        Step("reject", (_V.SUBMITTED,), _V.REJECTED, SCREEN_VENTURE, "初审不通过",
             guards=_OWN, needs="RejectVenture"),
        Step("score", (_V.SHORTLISTED,), _V.SHORTLISTED, JUDGE, "评分", needs="ScoreFile"),
        Step("rank", (_V.SHORTLISTED,), _V.RANKED, SCREEN_VENTURE, "评审排名", guards=_OWN),
        Step("award", (_V.RANKED,), _V.AWARDED, AWARD_VENTURE, "批准立项",
             guards=(*_AWARD, policies.score_passes, policies.no_objection_upheld),
             needs="AwardVenture"),
        Step("decline", (_V.RANKED,), _V.REJECTED, AWARD_VENTURE, "不予立项",
             guards=_AWARD, needs="RejectVenture"),
        Step("sign", (_V.AWARDED,), _V.RUNNING, SCREEN_VENTURE, "签订协议",
             guards=_OWN, needs="SignAgreement"),
        *(Step("pay", (state,), state, PAY_VENTURE, "拨付资金",
               guards=(policies.own_jurisdiction, policies.something_is_due), needs="PayTranche")
          for state in (_V.RUNNING, _V.ACCEPTED)),
        *(Step("report", (state,), state, REPORT_VENTURE, "公布进展", guards=_HOLDER,
               needs="PublishVentureReport") for state in (_V.RUNNING, _V.RECTIFYING, _V.ACCEPTED)),
        Step("midterm", (_V.RUNNING,), _V.RUNNING, EXAMINE_VENTURE, "中期评估合格",
             guards=(*_OWN, policies.midterm_is_open), needs="JudgeMidterm"),
        Step("fail_midterm", (_V.RUNNING,), _V.RECTIFYING, EXAMINE_VENTURE, "中期不合格，整改",
             guards=(*_OWN, policies.midterm_is_open), needs="JudgeMidterm"),
        Step("rectify", (_V.RECTIFYING,), _V.RECTIFYING, REPORT_VENTURE, "提交整改",
             guards=(*_HOLDER, policies.rectification_is_awaited), needs="RectifyVenture"),
        Step("midterm", (_V.RECTIFYING,), _V.RUNNING, EXAMINE_VENTURE, "整改后合格",
             guards=(*_OWN, policies.rectified_midterm), needs="JudgeMidterm"),
        Step("fail_midterm", (_V.RECTIFYING,), _V.TERMINATED, EXAMINE_VENTURE, "复评仍不合格",
             guards=(*_OWN, policies.rectified_midterm), needs="JudgeMidterm"),
        Step("lapse", (_V.RECTIFYING,), _V.TERMINATED, SYSTEM, "逾期未整改"),
        Step("accept", (_V.RUNNING,), _V.ACCEPTED, EXAMINE_VENTURE, "验收合格",
             guards=(*_OWN, policies.midterm_passed), needs="AcceptVenture"),
        Step("accept", (_V.RECTIFYING,), _V.ACCEPTED, EXAMINE_VENTURE, "整改后验收合格",
             guards=(*_OWN, policies.rectified_acceptance), needs="AcceptVenture"),
        Step("fail_acceptance", (_V.RUNNING,), _V.RECTIFYING, EXAMINE_VENTURE, "验收不合格，整改",
             guards=(*_OWN, policies.midterm_passed), needs="AcceptVenture"),
        Step("fail_acceptance", (_V.RECTIFYING,), _V.TERMINATED, EXAMINE_VENTURE,
             "复验仍不合格", guards=(*_OWN, policies.rectified_acceptance), needs="AcceptVenture"),
        Step("end_for_breach", (_V.AWARDED, _V.RUNNING, _V.RECTIFYING), _V.TERMINATED,
             END_VENTURE, "违约终止", guards=_OWN, needs="EndForBreach"),
        Step("recover", (_V.TERMINATED,), _V.TERMINATED, PAY_VENTURE, "收回资金",
             guards=(policies.own_jurisdiction, policies.something_is_owed), needs="RecoverMoney"),
        Step("evaluate", (_V.ACCEPTED,), _V.EVALUATED, EXAMINE_VENTURE, "社会效益综合评价",
             guards=(*_OWN, policies.grant_is_paid), needs="EvaluateVenture"),
    ),
)  # fmt: skip

SEAT = Workflow(
    "incubation.seat",
    states=SeatStatus,
    initial=_S.INVITED,
    final=(_S.STOOD_DOWN,),
    labels={_S.INVITED: "待申明", _S.DECLARED: "已申明", _S.STOOD_DOWN: "已退出"},
    steps=(
        Step("declare", (_S.INVITED,), _S.DECLARED, JUDGE, "申明利害关系",
             guards=(policies.own_seat,), needs="DeclareTies"),
        Step("recuse", (_S.DECLARED,), _S.DECLARED, SEAT_JUDGES, "责令回避",
             guards=_OWN, needs="RecuseJudge"),
        Step("stand_down", (_S.INVITED, _S.DECLARED), _S.STOOD_DOWN, SEAT_JUDGES, "退出评审",
             guards=_OWN, needs="StandDownJudge"),
    ),
)  # fmt: skip
