"""From application to acceptance, and what silence means."""

from services.centers import handlers, schemas, workflow
from shared.chassis.service import operation, timer


class Acceptance:
    """From application to acceptance, and what silence means."""

    @operation(
        "POST /cases",
        permission=workflow.SUBMIT,
        takes=schemas.SubmitCase,
        gives=schemas.Case,
        status=201,
    )
    def submit_case(self, uow, **command):
        """提交办件申请。

        Any center or station accepts; the case snapshots the published row version.
        """
        return handlers.submit(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/refuse_scope",
        permission=workflow.ACCEPT,
        takes=schemas.RefuseScope,
        gives=schemas.Case,
    )
    def refuse_scope(self, uow, **command):
        """不予受理并告知应向谁申请。"""
        return handlers.refuse_scope(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/notify_correction",
        permission=workflow.ACCEPT,
        takes=schemas.NotifyCorrection,
        gives=schemas.Case,
    )
    def notify_correction(self, uow, **command):
        """一次性告知补正。"""
        return handlers.notify_correction(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/resubmit",
        permission=workflow.SUBMIT,
        takes=schemas.HandIn,
        gives=schemas.Case,
    )
    def resubmit_case(self, uow, **command):
        """补正。"""
        return handlers.resubmit(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/accept",
        permission=workflow.ACCEPT,
        takes=schemas.CaseKey,
        gives=schemas.Case,
    )
    def accept_case(self, uow, **command):
        """受理。"""
        return handlers.accept(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/accept_tolerant",
        permission=workflow.ACCEPT,
        takes=schemas.AcceptTolerant,
        gives=schemas.Case,
    )
    def accept_tolerantly(self, uow, **command):
        """容缺受理。"""
        return handlers.accept_tolerant(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/supply",
        permission=workflow.SUBMIT,
        takes=schemas.HandIn,
        gives=schemas.Case,
    )
    def supply_materials(self, uow, **command):
        """补齐容缺材料。"""
        return handlers.supply(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/withdraw",
        permission=workflow.WITHDRAW,
        takes=schemas.CaseKey,
        gives=schemas.Case,
    )
    def withdraw_case(self, uow, **command):
        """撤回申请。"""
        return handlers.withdraw(uow, **command)

    @timer("notice_due")
    def deem_accepted(self, uow, **reminder):
        """逾期未告知，视为受理。"""
        return handlers.deem_accepted(uow, **reminder)

    @timer("reply_due")
    def note_late_reply(self, uow, **reminder):
        """网上申请逾期未答复，记入办理记录。"""
        return handlers.note_late_reply(uow, **reminder)

    @timer("correction_due")
    def deem_withdrawn(self, uow, **reminder):
        """逾期未补正，视为撤回。"""
        return handlers.deem_withdrawn(uow, **reminder)

    @timer("supply_due")
    def deem_unsupplied(self, uow, **reminder):
        """逾期未补齐容缺材料，视为撤回。"""
        return handlers.deem_withdrawn(uow, **reminder)
