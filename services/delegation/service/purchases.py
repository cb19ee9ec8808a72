"""Purchases from social forces."""

from services.delegation import handlers, queries, schemas, workflow
from services.delegation.service.declare import create, show, step
from shared.chassis.schema import Paging
from shared.kernel.actor import PUBLIC

ONE = "/purchases/{purchase_id}"
ACTIONS = f"{ONE}/actions"


class Purchases:
    """Purchases from social forces."""

    @show("/purchases", workflow.READ_PURCHASE, schemas.ListPurchases,
          schemas.Purchase, paged=True)  # fmt: skip
    def list_purchases(self, uow, **command):
        """查询购买服务项目。"""
        return queries.purchases(uow, **command)

    @show(ONE, workflow.READ_PURCHASE, schemas.PurchaseKey, schemas.Purchase)
    def show_purchase(self, uow, **command):
        """查看购买服务项目。"""
        return queries.purchase(uow, **command)

    @show("/open-purchases", PUBLIC, Paging, schemas.OpenPurchase, paged=True)
    def list_open_purchases(self, uow, **command):
        """查询正在履约、可由服务对象评价的项目。"""
        return queries.open_purchases(uow, **command)

    @show(f"{ONE}/opinions", workflow.READ_PURCHASE, schemas.ListUserOpinions,
          schemas.UserOpinion, paged=True)  # fmt: skip
    def list_user_opinions(self, uow, **command):
        """查看服务对象评价。

        Nobody sees who gave an opinion.
        """
        return queries.user_opinions(uow, **command)

    @create("/purchases", workflow.PLAN_PURCHASE, schemas.PlanPurchase, schemas.Purchase)
    def plan_purchase(self, uow, **command):
        """提出购买服务计划。"""
        return handlers.plan_purchase(uow, **command)

    @step(f"{ACTIONS}/procure", workflow.DECIDE_PURCHASE,
          schemas.ProcurePurchase, schemas.Purchase)  # fmt: skip
    def procure_purchase(self, uow, **command):
        """批准采购。"""
        return handlers.procure_purchase(uow, **command)

    @step(f"{ACTIONS}/sign", workflow.DECIDE_PURCHASE, schemas.SignContract, schemas.Purchase)
    def sign_contract(self, uow, **command):
        """签订购买服务合同。"""
        return handlers.sign_contract(uow, **command)

    @step(f"{ACTIONS}/start", workflow.RUN_PURCHASE, schemas.PurchaseKey, schemas.Purchase)
    def start_purchase(self, uow, **command):
        """开始履约。"""
        return handlers.start_purchase(uow, **command)

    @step(f"{ACTIONS}/reach", workflow.RUN_PURCHASE, schemas.ReachMilestone, schemas.Purchase)
    def reach_milestone(self, uow, **command):
        """登记履约节点完成。"""
        return handlers.reach_milestone(uow, **command)

    @create(f"{ONE}/opinions", workflow.OPINE_PURCHASE,
            schemas.GiveUserOpinion, schemas.UserOpinion)  # fmt: skip
    def give_user_opinion(self, uow, **command):
        """服务对象评价。"""
        return handlers.give_user_opinion(uow, **command)

    @step(f"{ACTIONS}/judge", workflow.DECIDE_PURCHASE, schemas.JudgePurchase, schemas.Purchase)
    def judge_purchase(self, uow, **command):
        """验收。

        Accepted or failed by the score of the acceptance group and of the users together.
        """
        return handlers.judge_purchase(uow, **command)

    @step(f"{ACTIONS}/give_up", workflow.DECIDE_PURCHASE,
          schemas.GiveUpPurchase, schemas.Purchase)  # fmt: skip
    def give_up_purchase(self, uow, **command):
        """终止采购。"""
        return handlers.give_up_purchase(uow, **command)

    @step(f"{ACTIONS}/pay", workflow.PAY_PURCHASE, schemas.PayInstalment, schemas.Purchase)
    def pay_instalment(self, uow, **command):
        """支付服务费用。"""
        return handlers.pay_instalment(uow, **command)

    @step(f"{ACTIONS}/settle", workflow.PAY_PURCHASE, schemas.SettlePurchase, schemas.Purchase)
    def settle_purchase(self, uow, **command):
        """结清。"""
        return handlers.settle_purchase(uow, **command)
