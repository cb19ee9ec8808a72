"""The life of a party organisation (domain §6.1): the superior decides, another hand than asked."""

from enum import StrEnum

from services.party import policies
from services.party.workflow.permissions import DECIDE, KEEP
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class OrganisationStatus(StrEnum):
    """Where an organisation stands."""

    PROPOSED = "PROPOSED"
    REJECTED = "REJECTED"
    APPROVED = "APPROVED"
    ACTIVE = "ACTIVE"
    REORGANISING = "REORGANISING"
    TERM_OVERDUE = "TERM_OVERDUE"
    DISSOLVED = "DISSOLVED"


_S = OrganisationStatus
LIVING = (_S.ACTIVE, _S.REORGANISING, _S.TERM_OVERDUE)
"""An organisation that has members and a place in the tree."""

_DECIDE = (policies.superior_decides, policies.another_hand_decides)
_SUPERIOR = (policies.superior_decides,)

ORGANISATION = Workflow(
    "party.organisation",
    states=OrganisationStatus,
    initial=_S.PROPOSED,
    final=(_S.REJECTED, _S.DISSOLVED),
    labels={
        _S.PROPOSED: "待批复",
        _S.REJECTED: "不予设立",
        _S.APPROVED: "已批复",
        _S.ACTIVE: "正常",
        _S.REORGANISING: "整顿中",
        _S.TERM_OVERDUE: "逾期未换届",
        _S.DISSOLVED: "已撤销",
    },
    steps=(
        Step("approve", (_S.PROPOSED,), _S.APPROVED, DECIDE, "批复设立",
             guards=_DECIDE, needs="ApproveOrganisation"),
        Step("reject", (_S.PROPOSED, _S.APPROVED), _S.REJECTED, DECIDE, "不予设立",
             guards=_DECIDE, needs="RejectOrganisation"),
        Step("activate", (_S.APPROVED,), _S.ACTIVE, KEEP, "宣布成立", needs="ActivateOrganisation"),
        *(Step("move", (state,), state, DECIDE, "调整隶属关系",
               guards=_SUPERIOR, needs="MoveOrganisation")
          for state in LIVING),
        *(Step("count", (state,), state, KEEP, "更新党员数", needs="CountMembers")
          for state in LIVING),
        Step("elect", (_S.ACTIVE, _S.TERM_OVERDUE), _S.ACTIVE, KEEP, "登记选举",
             guards=(policies.form_elects,), needs="RecordElection"),
        *(Step("fail_election", (state,), state, KEEP, "登记无效选举",
               guards=(policies.form_elects,), needs="RecordElection")
          for state in (_S.ACTIVE, _S.TERM_OVERDUE)),
        Step("shift", (_S.ACTIVE, _S.TERM_OVERDUE), _S.ACTIVE, DECIDE, "批准延期或提前换届",
             guards=(*_SUPERIOR, policies.has_a_term), needs="ShiftTerm"),
        Step("lapse", (_S.ACTIVE,), _S.TERM_OVERDUE, SYSTEM, "任期届满"),
        Step("end_task", LIVING, _S.DISSOLVED, SYSTEM, "任务结束"),
        Step("reorganise", (_S.ACTIVE, _S.TERM_OVERDUE), _S.REORGANISING, DECIDE, "开始整顿",
             guards=_SUPERIOR, needs="ReorganiseOrganisation"),
        Step("resume", (_S.REORGANISING,), _S.ACTIVE, DECIDE, "整顿结束", guards=_SUPERIOR),
        Step("merge", LIVING, _S.DISSOLVED, DECIDE, "并入其他党组织",
             guards=_SUPERIOR, needs="MergeOrganisation"),
        Step("dissolve", LIVING, _S.DISSOLVED, DECIDE, "撤销",
             guards=_SUPERIOR, needs="DissolveOrganisation"),
    ),
)  # fmt: skip
