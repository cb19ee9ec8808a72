"""Admissions: work that no list names, let into communities for a time."""

from services.delegation import handlers, queries, schemas, workflow
from services.delegation.service.declare import create, show, step
from shared.chassis.service import timer

ADMISSION = "/admissions/{admission_id}/actions"


class Admissions:
    """Admissions: work that no list names, let into communities for a time."""

    @show("/admissions", workflow.READ_ADMISSION, schemas.ListAdmissions,
          schemas.AdmissionLine, paged=True)  # fmt: skip
    def list_admissions(self, uow, **command):
        """查询准入事项。"""
        return queries.admissions(uow, **command)

    @show("/admissions/{admission_id}", workflow.READ_ADMISSION,
          schemas.AdmissionKey, schemas.Admission)  # fmt: skip
    def show_admission(self, uow, **command):
        """查看准入事项。"""
        return queries.admission(uow, **command)

    @create("/admissions", workflow.APPLY_ADMISSION, schemas.ApplyAdmission, schemas.Admission)
    def apply_admission(self, uow, **command):
        """申请准入。"""
        return handlers.apply_admission(uow, **command)

    @create("/dispatch", workflow.URGE_ADMISSION, schemas.DispatchUrgently, schemas.Ruling)
    def dispatch_urgently(self, uow, **command):
        """紧急下派，先行进入社区，同时启动准入。

        Refused like any dispatch by the negative list and for cancelled items. What is not approved
        in time is withdrawn by itself.
        """
        return handlers.dispatch_urgently(uow, **command)

    @step(f"{ADMISSION}/begin_review", workflow.REVIEW_ADMISSION,
          schemas.AdmissionKey, schemas.Admission)  # fmt: skip
    def begin_admission_review(self, uow, **command):
        """牵头部门受理准入审核。"""
        return handlers.begin_review(uow, **command)

    @step(f"{ADMISSION}/review", workflow.REVIEW_ADMISSION,
          schemas.ReviewAdmission, schemas.Admission)  # fmt: skip
    def review_admission(self, uow, **command):
        """提出准入审核意见。"""
        return handlers.review_admission(uow, **command)

    @step(f"{ADMISSION}/approve", workflow.APPROVE_ADMISSION,
          schemas.ApproveAdmission, schemas.Admission)  # fmt: skip
    def approve_admission(self, uow, **command):
        """批准准入。"""
        return handlers.approve_admission(uow, **command)

    @step(f"{ADMISSION}/refuse", workflow.APPROVE_ADMISSION,
          schemas.RefuseAdmission, schemas.Admission)  # fmt: skip
    def refuse_admission(self, uow, **command):
        """不予准入。"""
        return handlers.refuse_admission(uow, **command)

    @step(f"{ADMISSION}/withdraw", workflow.APPLY_ADMISSION,
          schemas.WithdrawAdmission, schemas.Admission)  # fmt: skip
    def withdraw_admission(self, uow, **command):
        """撤回准入申请。"""
        return handlers.withdraw_admission(uow, **command)

    @step(f"{ADMISSION}/finish", workflow.APPLY_ADMISSION,
          schemas.FinishAdmission, schemas.Admission)  # fmt: skip
    def finish_admission(self, uow, **command):
        """工作完成，退出社区。"""
        return handlers.finish_admission(uow, **command)

    @timer("admission_begins")
    def enter_admission(self, uow, **reminder):
        """准入生效。"""
        return handlers.enter_admission(uow, **reminder)

    @timer("admission_expires")
    def expire_admission(self, uow, **reminder):
        """准入期满。"""
        return handlers.expire_admission(uow, **reminder)

    @timer("admission_grace_over")
    def lapse_admission(self, uow, **reminder):
        """紧急先行逾期未批，自动撤回。"""
        return handlers.lapse_admission(uow, **reminder)
