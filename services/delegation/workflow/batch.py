"""The life of a batch (domain §1.4)."""

from enum import StrEnum

from services.delegation import policies
from services.delegation.workflow.permissions import (
    ACKNOWLEDGE,
    APPROVE,
    CHALLENGE,
    COUNTERSIGN,
    MANAGE,
    OBJECT,
    REPORT,
    REVIEW,
    SUBMIT,
)
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


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
                     policies.items_of_unit_are_complete, policies.every_item_has_its_stance),
             needs="SubmitUnit"),
        Step("stance", (_B.REPORTING,), _B.REPORTING, REPORT, "事项表态",
             guards=(policies.unit_reports_now, policies.unit_has_not_submitted,
                     policies.round_asks_for_stances)),
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
        Step("countersign", (_B.RETURNED,), _B.RETURNED, COUNTERSIGN, "会签",
             guards=(policies.unit_countersigns,), needs="Countersign"),
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
