"""The life of a delegation (domain §3.1)."""

from enum import StrEnum

from services.delegation import policies
from services.delegation.workflow.permissions import (
    ANSWER,
    EQUIP,
    FUND,
    OFFER,
    REVOKE,
    TELL_GAP,
    WAIVE_STAFF,
)
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class DelegationStatus(StrEnum):
    """Where a delegation stands."""

    PROPOSED = "PROPOSED"
    NEGOTIATING = "NEGOTIATING"
    AGREED = "AGREED"
    ACTIVE = "ACTIVE"
    FUNDING_GAP = "FUNDING_GAP"
    SUSPENDED = "SUSPENDED"
    REVOKED = "REVOKED"


_D = DelegationStatus
_IN_FORCE = (_D.ACTIVE, _D.FUNDING_GAP, _D.SUSPENDED)
_OPEN = (_D.PROPOSED, _D.NEGOTIATING, _D.AGREED, *_IN_FORCE)


def _equip(name: str, permission: str, label: str, needs: str, *guards: policies.Guard) -> Step:
    """Return a row that adds one of the three means to an agreed delegation."""
    return Step(name, (_D.AGREED,), _D.AGREED, permission, label, guards=guards, needs=needs)


DELEGATION = Workflow(
    "delegation.delegation",
    states=DelegationStatus,
    initial=_D.PROPOSED,
    final=(_D.REVOKED,),
    labels={
        _D.PROPOSED: "拟下放",
        _D.NEGOTIATING: "征求意见中",
        _D.AGREED: "已同意，待配备",
        _D.ACTIVE: "已生效",
        _D.FUNDING_GAP: "经费缺口",
        _D.SUSPENDED: "已暂停",
        _D.REVOKED: "已终止",
    },
    steps=(
        Step("offer", (_D.PROPOSED,), _D.NEGOTIATING, OFFER, "征求街道意见",
             guards=(policies.own_department,)),
        Step("accept", (_D.NEGOTIATING,), _D.AGREED, ANSWER, "同意承接",
             guards=(policies.own_street,), needs="AnswerOffer"),
        Step("decline", (_D.NEGOTIATING,), _D.PROPOSED, ANSWER, "不同意承接",
             guards=(policies.own_street,), needs="AnswerOffer"),
        _equip("grant_authority", EQUIP, "授权", "GrantAuthority", policies.own_department),
        _equip("assign_staff", EQUIP, "配备人员", "AssignStaff", policies.own_department),
        _equip("appropriate_funds", FUND, "拨付经费", "AppropriateFunds"),
        _equip("waive_funds", FUND, "签署零经费说明", "WaiveMeans"),
        _equip("waive_staff", WAIVE_STAFF, "签署零人员说明", "WaiveMeans"),
        Step("activate", (_D.AGREED,), _D.ACTIVE, OFFER, "生效",
             guards=(policies.own_department, policies.means_are_complete)),
        Step("appropriate_funds", (_D.ACTIVE, _D.FUNDING_GAP, _D.SUSPENDED), _D.ACTIVE, FUND,
             "拨付经费", needs="AppropriateFunds"),
        Step("waive_funds", (_D.ACTIVE, _D.FUNDING_GAP, _D.SUSPENDED), _D.ACTIVE, FUND,
             "签署零经费说明", needs="WaiveMeans"),
        Step("tell_gap", (_D.ACTIVE,), _D.FUNDING_GAP, TELL_GAP, "报告经费用尽",
             guards=(policies.own_street_or_finance,), needs="TellGap"),
        Step("pay_in", (_D.AGREED,), _D.AGREED, FUND, "分期拨付", needs="PayIn"),
        Step("pay_in", _IN_FORCE, _D.ACTIVE, FUND, "分期拨付", needs="PayIn"),
        Step("exhaust", (_D.ACTIVE,), _D.FUNDING_GAP, SYSTEM, "经费用尽"),
        Step("run_dry", (_D.ACTIVE,), _D.FUNDING_GAP, SYSTEM, "新年度未拨付"),
        Step("suspend", (_D.FUNDING_GAP,), _D.SUSPENDED, SYSTEM, "宽限期满暂停"),
        *(Step("request_revocation", (state,), state, OFFER, "申请收回",
               guards=(policies.own_department,), needs="RequestRevocation")
          for state in _IN_FORCE),
        Step("revoke", _IN_FORCE, _D.REVOKED, REVOKE, "批准收回",
             guards=(policies.revocation_is_requested,), needs="RevokeDelegation"),
        Step("end", _OPEN, _D.REVOKED, SYSTEM, "终止"),
    ),
)  # fmt: skip
