"""Incubators, stays, the support ledger."""

from services.incubation import handlers, queries, schemas, workflow
from services.incubation.service.declare import create, show, step
from shared.chassis.explained import DeadlineView
from shared.chassis.service import operation, timer

ONE = "/stays/{stay_id}"
ACTIONS = f"{ONE}/actions"
PROJECTS = "/organisations/{organisation_id}/projects"


class Stays:
    """Incubators, stays, the support ledger."""

    @show("/incubators", workflow.READ_STAY, schemas.ListIncubators,
          schemas.Incubator, paged=True)  # fmt: skip
    def list_incubators(self, uow, **command):
        """查询孵化基地。"""
        return queries.incubators(uow, **command)

    @create("/incubators", workflow.KEEP_INCUBATOR, schemas.EstablishIncubator, schemas.Incubator)
    def establish_incubator(self, uow, **command):
        """设立孵化基地。"""
        return handlers.establish_incubator(uow, **command)

    @operation("GET /incubated", permission=workflow.READ_STAY, gives=schemas.Incubated)
    def count_incubated(self, uow, **command):
        """统计已孵化社会组织。

        Graduated, followed or finished; each organisation once, at its latest graduation.
        """
        return queries.incubated(uow, **command)

    @show("/stays", workflow.READ_STAY, schemas.ListStays, schemas.StayLine, paged=True)
    def list_stays(self, uow, **command):
        """查询孵化。"""
        return queries.stays(uow, **command)

    @show(ONE, workflow.READ_STAY, schemas.StayKey, schemas.Stay)
    def show_stay(self, uow, **command):
        """查看孵化。"""
        return queries.stay(uow, **command)

    @show(f"{ONE}/deadline", workflow.READ_STAY, schemas.StayKey, DeadlineView)
    def explain_stay_deadline(self, uow, **command):
        """说明初审告知或退出交接期限逐日如何计算。"""
        return queries.why_stay(uow, **command)

    @create("/stays", workflow.APPLY_STAY, schemas.ApplyStay, schemas.Stay)
    def apply_stay(self, uow, **command):
        """申请入壳孵化。"""
        return handlers.apply_stay(uow, **command)

    @step(f"{ACTIONS}/screen", workflow.MANAGE_STAY, schemas.StayKey, schemas.Stay)
    def screen_stay(self, uow, **command):
        """初审通过。"""
        return handlers.screen_stay(uow, **command)

    @step(f"{ACTIONS}/reject", workflow.MANAGE_STAY, schemas.RejectStay, schemas.Stay)
    def reject_stay(self, uow, **command):
        """初审不通过。"""
        return handlers.reject_stay(uow, **command)

    @step(f"{ACTIONS}/review", workflow.REVIEW_STAY, schemas.ReviewStay, schemas.Stay)
    def review_stay(self, uow, **command):
        """评审通过。"""
        return handlers.review_stay(uow, **command)

    @step(f"{ACTIONS}/decline", workflow.REVIEW_STAY, schemas.RejectStay, schemas.Stay)
    def decline_stay(self, uow, **command):
        """评审不通过。"""
        return handlers.decline_stay(uow, **command)

    @step(f"{ACTIONS}/admit", workflow.MANAGE_STAY, schemas.AdmitStay, schemas.Stay)
    def admit_stay(self, uow, **command):
        """签约入壳。"""
        return handlers.admit_stay(uow, **command)

    @step(f"{ACTIONS}/withdraw", workflow.APPLY_STAY, schemas.StayKey, schemas.Stay)
    def withdraw_stay(self, uow, **command):
        """撤回入壳申请。"""
        return handlers.withdraw_stay(uow, **command)

    @step(f"{ACTIONS}/start", workflow.MANAGE_STAY, schemas.StayKey, schemas.Stay)
    def start_stay(self, uow, **command):
        """开始孵化。"""
        return handlers.start_stay(uow, **command)

    @step(f"{ACTIONS}/check", workflow.MANAGE_STAY, schemas.CheckStay, schemas.Stay)
    def check_stay(self, uow, **command):
        """中期检查。"""
        return handlers.check_stay(uow, **command)

    @step(f"{ACTIONS}/extend", workflow.REVIEW_STAY, schemas.ExtendStay, schemas.Stay)
    def extend_stay(self, uow, **command):
        """批准延期孵化。"""
        return handlers.extend_stay(uow, **command)

    @step(f"{ACTIONS}/graduate", workflow.REVIEW_STAY, schemas.GraduateStay, schemas.Stay)
    def graduate_stay(self, uow, **command):
        """准予出壳。"""
        return handlers.graduate_stay(uow, **command)

    @step(f"{ACTIONS}/track", workflow.MANAGE_STAY, schemas.StayKey, schemas.Stay)
    def track_stay(self, uow, **command):
        """开始跟踪服务。"""
        return handlers.track_stay(uow, **command)

    @step(f"{ACTIONS}/exit", workflow.MANAGE_STAY, schemas.ExitStay, schemas.Stay)
    def exit_stay(self, uow, **command):
        """退出孵化。"""
        return handlers.exit_stay(uow, **command)

    @step(f"{ACTIONS}/hand_over", workflow.MANAGE_STAY, schemas.HandOverStay, schemas.Stay)
    def hand_over_stay(self, uow, **command):
        """完成退出交接。"""
        return handlers.hand_over_stay(uow, **command)

    @show(f"{ONE}/supports", workflow.READ_STAY, schemas.ListSupports,
          schemas.Support, paged=True)  # fmt: skip
    def list_supports(self, uow, **command):
        """查询支持台账。"""
        return queries.supports(uow, **command)

    @show(f"{ONE}/support-totals", workflow.READ_STAY, schemas.StayKey, schemas.SupportTotals)
    def total_supports(self, uow, **command):
        """汇总支持台账。"""
        return queries.support_totals(uow, **command)

    @create(f"{ONE}/supports", workflow.MANAGE_STAY, schemas.GiveSupport, schemas.Support)
    def give_support(self, uow, **command):
        """登记支持。"""
        return handlers.give_support(uow, **command)

    @create(f"{ONE}/supports/{{support_id}}/corrections", workflow.MANAGE_STAY,
            schemas.CorrectSupport, schemas.Support)  # fmt: skip
    def correct_support(self, uow, **command):
        """冲正支持记录。"""
        return handlers.correct_support(uow, **command)

    @show(PROJECTS, workflow.READ_STAY, schemas.ListProjects,
          schemas.CompletedProject, paged=True)  # fmt: skip
    def list_projects(self, uow, **command):
        """查询已完成项目。"""
        return queries.projects(uow, **command)

    @create(PROJECTS, workflow.MANAGE_STAY, schemas.RecordProject, schemas.CompletedProject)
    def record_project(self, uow, **command):
        """登记已完成项目。"""
        return handlers.record_project(uow, **command)

    @timer(handlers.LIMIT)
    def tell_stay_overdue(self, uow, **fact):
        """初审告知或退出交接逾期。"""
        return handlers.stay_lapsed(uow, **fact)

    @timer(handlers.TERM)
    def tell_term_over(self, uow, **fact):
        """孵化期满。"""
        return handlers.stay_term_over(uow, **fact)

    @timer(handlers.TRACKING)
    def finish_tracking(self, uow, **fact):
        """跟踪服务期满。"""
        return handlers.tracking_over(uow, **fact)
