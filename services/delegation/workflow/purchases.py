"""The life of a purchase from social forces (domain §3.2)."""

from enum import StrEnum

from services.delegation import policies
from services.delegation.workflow.permissions import (
    DECIDE_PURCHASE,
    OPINE_PURCHASE,
    PAY_PURCHASE,
    RUN_PURCHASE,
)
from shared.kernel.workflow import Step, Workflow


class PurchaseStatus(StrEnum):
    """Where a purchase stands."""

    PLANNED = "PLANNED"
    PROCURING = "PROCURING"
    SIGNED = "SIGNED"
    RUNNING = "RUNNING"
    ACCEPTED = "ACCEPTED"
    FAILED = "FAILED"
    SETTLED = "SETTLED"


_P = PurchaseStatus
_DECIDE = (policies.own_purchase, policies.another_hand_decides)

PURCHASE = Workflow(
    "delegation.purchase",
    states=PurchaseStatus,
    initial=_P.PLANNED,
    final=(_P.SETTLED,),
    labels={
        _P.PLANNED: "已计划",
        _P.PROCURING: "采购中",
        _P.SIGNED: "已签约",
        _P.RUNNING: "履约中",
        _P.ACCEPTED: "验收合格",
        _P.FAILED: "未通过",
        _P.SETTLED: "已结清",
    },
    steps=(
        Step("procure", (_P.PLANNED,), _P.PROCURING, DECIDE_PURCHASE, "批准采购",
             guards=_DECIDE, needs="ProcurePurchase"),
        Step("sign", (_P.PROCURING,), _P.SIGNED, DECIDE_PURCHASE, "签订合同",
             guards=_DECIDE, needs="SignContract"),
        Step("start", (_P.SIGNED,), _P.RUNNING, RUN_PURCHASE, "开始履约",
             guards=(policies.own_purchase,)),
        Step("reach", (_P.RUNNING,), _P.RUNNING, RUN_PURCHASE, "登记节点完成",
             guards=(policies.own_purchase,), needs="ReachMilestone"),
        Step("opine", (_P.RUNNING,), _P.RUNNING, OPINE_PURCHASE, "服务对象评价",
             guards=(policies.serves_the_user,), needs="GiveUserOpinion"),
        Step("accept", (_P.RUNNING,), _P.ACCEPTED, DECIDE_PURCHASE, "验收合格",
             guards=(*_DECIDE, policies.milestones_are_reached), needs="JudgePurchase"),
        Step("fail", (_P.RUNNING,), _P.FAILED, DECIDE_PURCHASE, "验收不合格",
             guards=_DECIDE, needs="JudgePurchase"),
        Step("give_up", (_P.PLANNED, _P.PROCURING, _P.SIGNED, _P.RUNNING), _P.FAILED,
             DECIDE_PURCHASE, "终止采购", guards=_DECIDE, needs="GiveUpPurchase"),
        *(Step("pay", (state,), state, PAY_PURCHASE, "支付", needs="PayInstalment")
          for state in (_P.RUNNING, _P.ACCEPTED)),
        Step("settle", (_P.ACCEPTED,), _P.SETTLED, PAY_PURCHASE, "结清",
             guards=(policies.everything_is_paid,), needs="SettlePurchase"),
        Step("settle", (_P.FAILED,), _P.SETTLED, PAY_PURCHASE, "结清", needs="SettlePurchase"),
    ),
)  # fmt: skip
