"""Gradings."""

from services.incubation import handlers, queries, schemas, workflow
from services.incubation.service.declare import create, show, step
from shared.chassis.explained import DeadlineView
from shared.chassis.service import timer
from shared.kernel.actor import PUBLIC

ONE = "/gradings/{grading_id}"
ACTIONS = f"{ONE}/actions"


class Gradings:
    """Gradings."""

    @show("/public-gradings", PUBLIC, schemas.ListPublicGradings,
          schemas.PublicGrading, paged=True)  # fmt: skip
    def list_public_gradings(self, uow, **command):
        """查询公示中的评估结果和有效的评估等级。"""
        return queries.public_gradings(uow, **command)

    @show("/gradings", workflow.READ_GRADING, schemas.ListGradings, schemas.Grading, paged=True)
    def list_gradings(self, uow, **command):
        """查询等级评估。"""
        return queries.gradings(uow, **command)

    @show(ONE, workflow.READ_GRADING, schemas.GradingKey, schemas.Grading)
    def show_grading(self, uow, **command):
        """查看等级评估。"""
        return queries.grading(uow, **command)

    @show(f"{ONE}/deadline", workflow.READ_GRADING, schemas.GradingKey, DeadlineView)
    def explain_grading_deadline(self, uow, **command):
        """说明公示期限逐日如何计算。"""
        return queries.why_grading(uow, **command)

    @create("/organisations/{organisation_id}/gradings", workflow.APPLY_GRADING,
            schemas.ApplyGrading, schemas.Grading)  # fmt: skip
    def apply_grading(self, uow, **command):
        """申请等级评估。"""
        return handlers.apply_grading(uow, **command)

    @step(f"{ACTIONS}/assess", workflow.HANDLE_GRADING, schemas.AssessGrading, schemas.Grading)
    def assess_grading(self, uow, **command):
        """登记评估结果。"""
        return handlers.assess_grading(uow, **command)

    @step(f"{ACTIONS}/decline", workflow.HANDLE_GRADING, schemas.DeclineGrading, schemas.Grading)
    def decline_grading(self, uow, **command):
        """不予评估。"""
        return handlers.decline_grading(uow, **command)

    @step(f"{ACTIONS}/withdraw", workflow.APPLY_GRADING, schemas.GradingKey, schemas.Grading)
    def withdraw_grading(self, uow, **command):
        """撤回等级评估申请。"""
        return handlers.withdraw_grading(uow, **command)

    @step(f"{ACTIONS}/publish", workflow.HANDLE_GRADING, schemas.GradingKey, schemas.Grading)
    def publish_grading(self, uow, **command):
        """公示评估结果。"""
        return handlers.publish_grading(uow, **command)

    @step(f"{ACTIONS}/grant", workflow.DECIDE_GRADING, schemas.GrantGrading, schemas.Grading)
    def grant_grading(self, uow, **command):
        """授予评估等级。"""
        return handlers.grant_grading(uow, **command)

    @step(f"{ACTIONS}/deny", workflow.DECIDE_GRADING, schemas.DenyGrading, schemas.Grading)
    def deny_grading(self, uow, **command):
        """不予授予评估等级。"""
        return handlers.deny_grading(uow, **command)

    @step(f"{ACTIONS}/revoke", workflow.DECIDE_GRADING, schemas.RevokeGrading, schemas.Grading)
    def revoke_grading(self, uow, **command):
        """取消评估等级。"""
        return handlers.revoke_grading(uow, **command)

    @timer(handlers.NOTICE)
    def tell_notice_over(self, uow, **fact):
        """评估结果公示期满。"""
        return handlers.notice_over(uow, **fact)

    @timer(handlers.VALIDITY)
    def expire_grading(self, uow, **fact):
        """评估等级到期。"""
        return handlers.validity_over(uow, **fact)
