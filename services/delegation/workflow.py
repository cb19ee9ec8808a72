"""What may happen to a batch, an item, an entry, a process-table row, a delegation."""

from enum import StrEnum

from services.delegation import policies
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow

MANAGE = "delegation.batch.manage"
READ = "delegation.batch.read"
REPORT = "delegation.item.report"
SUBMIT = "delegation.batch.submit"
REVIEW = "delegation.item.review"
CHALLENGE = "delegation.item.challenge"
ACKNOWLEDGE = "delegation.batch.acknowledge"
OBJECT = "delegation.batch.object"
APPROVE = "delegation.batch.approve"
SUSPEND_ENTRY = "delegation.entry.suspend"
DRAFT_ROW = "delegation.process_row.draft"
PUBLISH_ROW = "delegation.process_row.publish"
READ_ROW = "delegation.process_row.read"
PROPOSE = "delegation.delegation.propose"
OFFER = "delegation.delegation.offer"
ANSWER = "delegation.delegation.answer"
EQUIP = "delegation.delegation.equip"
FUND = "delegation.delegation.fund"
WAIVE_STAFF = "delegation.delegation.waive_staff"
TELL_GAP = "delegation.delegation.tell_gap"
REVOKE = "delegation.delegation.revoke"
READ_DELEGATION = "delegation.delegation.read"
DISPATCH = "delegation.dispatch.ask"


class BatchStatus(StrEnum):
    """Where a batch stands; the number of the round is beside it."""

    DRAFT = "DRAFT"
    REPORTING = "REPORTING"
    REVIEWING = "REVIEWING"
    RETURNED = "RETURNED"
    PUBLIC_NOTICE = "PUBLIC_NOTICE"
    OBJECTION_HANDLING = "OBJECTION_HANDLING"
    READY = "READY"
    PUBLISHED = "PUBLISHED"
    SUPERSEDED = "SUPERSEDED"


_B = BatchStatus


def _stay(name: str, states: tuple[BatchStatus, ...], permission: str, label: str) -> list[Step]:
    """Return a row for each state: something is done inside the batch, the batch stays."""
    return [Step(name, (state,), state, permission, label) for state in states]


BATCH = Workflow(
    "delegation.batch",
    states=BatchStatus,
    initial=_B.DRAFT,
    final=(_B.SUPERSEDED,),
    labels={
        _B.DRAFT: "起草中",
        _B.REPORTING: "上报中",
        _B.REVIEWING: "审核中",
        _B.RETURNED: "反馈中",
        _B.PUBLIC_NOTICE: "公示中",
        _B.OBJECTION_HANDLING: "异议处理中",
        _B.READY: "待批准",
        _B.PUBLISHED: "已发布",
        _B.SUPERSEDED: "已被替代",
    },
    steps=(
        Step("open", (_B.DRAFT,), _B.REPORTING, MANAGE, "启动",
             guards=(policies.units_are_listed,)),
        Step("report_item", (_B.REPORTING,), _B.REPORTING, REPORT, "上报事项",
             guards=(policies.unit_reports_now, policies.unit_has_not_submitted),
             needs="ReportItem"),
        Step("submit_unit", (_B.REPORTING,), _B.REPORTING, SUBMIT, "签发上报",
             guards=(policies.unit_reports_now, policies.unit_has_not_submitted,
                     policies.items_of_unit_are_complete), needs="SubmitUnit"),
        Step("close_report", (_B.REPORTING,), _B.REVIEWING, MANAGE, "结束上报",
             needs="CloseReport"),
        Step("close_review", (_B.REVIEWING,), _B.RETURNED, MANAGE, "结束审核",
             guards=(policies.every_item_has_every_opinion,)),
        *_stay("resolve", (_B.REVIEWING, _B.RETURNED, _B.OBJECTION_HANDLING), MANAGE,
               "确定事项去向"),
        *_stay("challenge", (_B.REPORTING, _B.REVIEWING, _B.RETURNED), CHALLENGE, "质疑事项"),
        *_stay("lift", (_B.REPORTING, _B.REVIEWING, _B.RETURNED), MANAGE, "解除质疑"),
        *_stay("review", (_B.REVIEWING,), REVIEW, "审核事项"),
        Step("acknowledge", (_B.RETURNED,), _B.RETURNED, ACKNOWLEDGE, "确认反馈",
             guards=(policies.unit_is_returned_to,)),
        Step("next_round", (_B.RETURNED,), _B.REPORTING, MANAGE, "进入下一轮",
             guards=(policies.another_round_follows,)),
        Step("start_notice", (_B.RETURNED,), _B.PUBLIC_NOTICE, MANAGE, "开始公示",
             guards=(policies.last_round_is_over, policies.nothing_is_challenged,
                     policies.every_item_is_resolved)),
        Step("object", (_B.PUBLIC_NOTICE,), _B.PUBLIC_NOTICE, OBJECT, "提出异议",
             needs="FileObjection"),
        Step("end_notice", (_B.PUBLIC_NOTICE,), _B.READY, SYSTEM, "公示期满无异议",
             guards=(policies.objections_are_answered,)),
        Step("end_contested", (_B.PUBLIC_NOTICE,), _B.OBJECTION_HANDLING, SYSTEM,
             "公示期满有异议", guards=(policies.objections_are_open,)),
        *_stay("answer", (_B.PUBLIC_NOTICE, _B.OBJECTION_HANDLING), MANAGE, "答复异议"),
        Step("concur", (_B.OBJECTION_HANDLING,), _B.OBJECTION_HANDLING, REVIEW, "合法性审核同意",
             guards=(policies.legal_office_acts, policies.objections_are_answered)),
        Step("settle_all", (_B.OBJECTION_HANDLING,), _B.READY, MANAGE, "异议处理完毕",
             guards=(policies.objections_are_answered, policies.every_item_is_resolved,
                     policies.legal_office_concurred, policies.nothing_changed)),
        Step("renew_notice", (_B.OBJECTION_HANDLING,), _B.PUBLIC_NOTICE, MANAGE,
             "变更事项重新公示",
             guards=(policies.objections_are_answered, policies.every_item_is_resolved,
                     policies.legal_office_concurred, policies.something_changed)),
        Step("send_back", (_B.READY,), _B.OBJECTION_HANDLING, APPROVE, "退回修改",
             needs="SendBack"),
        Step("approve", (_B.READY,), _B.PUBLISHED, APPROVE, "批准发布",
             guards=(policies.another_hand_approves, policies.every_item_is_resolved),
             needs="ApproveBatch"),
        Step("supersede", (_B.PUBLISHED,), _B.SUPERSEDED, SYSTEM, "被新批次替代"),
    ),
)  # fmt: skip


class ItemStatus(StrEnum):
    """Where an item of a batch ends up; each ends in exactly one place (LST-01)."""

    PROPOSED = "PROPOSED"
    CHALLENGED = "CHALLENGED"
    OBJECTED = "OBJECTED"
    RETAINED = "RETAINED"
    AMENDED = "AMENDED"
    MERGED = "MERGED"
    REASSIGNED = "REASSIGNED"
    CANCELLED = "CANCELLED"


_I = ItemStatus
RESOLVED = (_I.RETAINED, _I.AMENDED, _I.MERGED, _I.REASSIGNED, _I.CANCELLED)
SURVIVES = (_I.RETAINED, _I.AMENDED, _I.REASSIGNED)
"""The items that become lines of a list."""

_UNDECIDED = (_I.PROPOSED, _I.OBJECTED, *RESOLVED)

ITEM = Workflow(
    "delegation.item",
    states=ItemStatus,
    initial=_I.PROPOSED,
    final=(),
    labels={
        _I.PROPOSED: "已上报",
        _I.CHALLENGED: "受质疑",
        _I.OBJECTED: "有异议",
        _I.RETAINED: "保留",
        _I.AMENDED: "修改后保留",
        _I.MERGED: "合并",
        _I.REASSIGNED: "调整清单",
        _I.CANCELLED: "取消",
    },
    steps=(
        Step("challenge", (_I.PROPOSED, *RESOLVED), _I.CHALLENGED, CHALLENGE, "质疑",
             needs="ChallengeItem"),
        Step("lift", (_I.CHALLENGED,), _I.PROPOSED, MANAGE, "解除质疑"),
        Step("retain", _UNDECIDED, _I.RETAINED, MANAGE, "保留", needs="ResolveItem"),
        Step("amend", (*_UNDECIDED, _I.CHALLENGED), _I.AMENDED, MANAGE, "修改后保留",
             needs="ResolveItem"),
        Step("merge", (*_UNDECIDED, _I.CHALLENGED), _I.MERGED, MANAGE, "合并",
             needs="ResolveItem"),
        Step("reassign", (*_UNDECIDED, _I.CHALLENGED), _I.REASSIGNED, MANAGE, "调整清单",
             needs="ResolveItem"),
        Step("cancel", (*_UNDECIDED, _I.CHALLENGED), _I.CANCELLED, MANAGE, "取消",
             needs="ResolveItem"),
        Step("object", (*RESOLVED, _I.OBJECTED), _I.OBJECTED, OBJECT, "提出异议",
             needs="FileObjection"),
    ),
)  # fmt: skip


class EntryStatus(StrEnum):
    """Where a line of a list stands after publication."""

    EFFECTIVE = "EFFECTIVE"
    SUSPENDED = "SUSPENDED"
    REPLACED = "REPLACED"
    CANCELLED = "CANCELLED"


_E = EntryStatus

ENTRY = Workflow(
    "delegation.entry",
    states=EntryStatus,
    initial=_E.EFFECTIVE,
    final=(_E.REPLACED, _E.CANCELLED),
    labels={
        _E.EFFECTIVE: "有效",
        _E.SUSPENDED: "暂停",
        _E.REPLACED: "已被新内容替代",
        _E.CANCELLED: "已取消",
    },
    steps=(
        Step("suspend", (_E.EFFECTIVE,), _E.SUSPENDED, SUSPEND_ENTRY, "暂停",
             needs="SuspendEntry"),
        Step("resume", (_E.SUSPENDED,), _E.EFFECTIVE, SUSPEND_ENTRY, "恢复"),
        Step("replace", (_E.EFFECTIVE, _E.SUSPENDED), _E.REPLACED, SYSTEM, "被新内容替代"),
        Step("cancel", (_E.EFFECTIVE, _E.SUSPENDED), _E.CANCELLED, SYSTEM, "取消"),
    ),
)  # fmt: skip


class RowStatus(StrEnum):
    """Where a version of a process-table row stands."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    SUPERSEDED = "SUPERSEDED"
    WITHDRAWN = "WITHDRAWN"


_R = RowStatus

ROW = Workflow(
    "delegation.process_row",
    states=RowStatus,
    initial=_R.DRAFT,
    final=(_R.SUPERSEDED, _R.WITHDRAWN),
    labels={
        _R.DRAFT: "草稿",
        _R.PUBLISHED: "已发布",
        _R.SUPERSEDED: "已被新版替代",
        _R.WITHDRAWN: "已撤下",
    },
    steps=(
        Step("publish", (_R.DRAFT,), _R.PUBLISHED, PUBLISH_ROW, "发布",
             guards=(policies.own_department, policies.another_hand_publishes)),
        Step("withdraw", (_R.DRAFT, _R.PUBLISHED), _R.WITHDRAWN, PUBLISH_ROW, "撤下",
             guards=(policies.own_department,), needs="WithdrawRow"),
        Step("supersede", (_R.PUBLISHED,), _R.SUPERSEDED, SYSTEM, "被新版替代"),
        Step("fall", (_R.PUBLISHED,), _R.WITHDRAWN, SYSTEM, "随清单事项撤下"),
    ),
)  # fmt: skip


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
