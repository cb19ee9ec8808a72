"""From the application for a grade to its last day (domain §8.4)."""

from enum import StrEnum

from services.incubation import policies
from services.incubation.workflow.permissions import (
    APPLY_GRADING,
    DECIDE_GRADING,
    HANDLE_GRADING,
)
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class GradingStatus(StrEnum):
    """Where a grading stands."""

    APPLIED = "APPLIED"
    ASSESSED = "ASSESSED"
    NOTICED = "NOTICED"
    GRANTED = "GRANTED"
    DECLINED = "DECLINED"
    DENIED = "DENIED"
    WITHDRAWN = "WITHDRAWN"
    REVOKED = "REVOKED"
    SUPERSEDED = "SUPERSEDED"
    EXPIRED = "EXPIRED"
    ENDED = "ENDED"


_G = GradingStatus

OPEN_GRADINGS = (_G.APPLIED, _G.ASSESSED, _G.NOTICED)
"""It is being decided."""

PUBLIC_GRADINGS = (_G.NOTICED, _G.GRANTED)
"""Everybody may look at it."""

_OFFICE = (policies.own_jurisdiction,)
_DECIDE = (policies.own_jurisdiction, policies.another_hand_grants)

GRADING = Workflow(
    "incubation.grading",
    states=GradingStatus,
    initial=_G.APPLIED,
    final=(_G.DECLINED, _G.DENIED, _G.WITHDRAWN, _G.REVOKED, _G.SUPERSEDED, _G.EXPIRED,
           _G.ENDED),
    labels={
        _G.APPLIED: "已申请",
        _G.ASSESSED: "已评估",
        _G.NOTICED: "公示中",
        _G.GRANTED: "已授予",
        _G.DECLINED: "不予评估",
        _G.DENIED: "不予授予",
        _G.WITHDRAWN: "已撤回",
        _G.REVOKED: "已取消",
        _G.SUPERSEDED: "已被新等级取代",
        _G.EXPIRED: "已到期",
        _G.ENDED: "随组织注销",
    },
    steps=(
        Step("assess", (_G.APPLIED,), _G.ASSESSED, HANDLE_GRADING, "登记评估结果",
             guards=_OFFICE, needs="AssessGrading"),
        Step("decline", (_G.APPLIED,), _G.DECLINED, HANDLE_GRADING, "不予评估",
             guards=_OFFICE, needs="DeclineGrading"),
        Step("withdraw", (_G.APPLIED, _G.ASSESSED), _G.WITHDRAWN, APPLY_GRADING, "撤回申请",
             guards=(policies.speaks_for_the_applicant,)),
        Step("publish", (_G.ASSESSED,), _G.NOTICED, HANDLE_GRADING, "公示", guards=_OFFICE),
        Step("grant", (_G.NOTICED,), _G.GRANTED, DECIDE_GRADING, "授予等级",
             guards=_DECIDE, needs="GrantGrading"),
        Step("deny", (_G.NOTICED,), _G.DENIED, DECIDE_GRADING, "不予授予",
             guards=_DECIDE, needs="DenyGrading"),
        Step("revoke", (_G.GRANTED,), _G.REVOKED, DECIDE_GRADING, "取消等级",
             guards=_DECIDE, needs="RevokeGrading"),
        Step("supersede", (_G.GRANTED,), _G.SUPERSEDED, SYSTEM, "被新等级取代"),
        Step("expire", (_G.GRANTED,), _G.EXPIRED, SYSTEM, "等级到期"),
        Step("end", (*OPEN_GRADINGS, _G.GRANTED), _G.ENDED, SYSTEM, "组织注销"),
    ),
)  # fmt: skip
