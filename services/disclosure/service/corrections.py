"""Corrections of records about oneself (更正本人信息, 条例 §41)."""

from services.disclosure import handlers, queries, schemas, workflow
from shared.chassis.service import operation, timer


class Corrections:
    """Records about oneself that are wrong, from the evidence to an answer."""

    @operation(
        "POST /corrections",
        permission=workflow.REQUEST_APPLY,
        takes=schemas.AskDataCorrection,
        gives=schemas.DataCorrection,
        status=201,
    )
    def ask_data_correction(self, uow, **command):
        """申请更正与本人相关的政府信息记录。

        Residents ask by the web; what came on paper is entered by the openness office.
        """
        return handlers.ask_data_correction(uow, **command)

    @operation(
        "GET /corrections", permission=workflow.REQUEST_READ, takes=schemas.ListCorrections,
        gives=schemas.CorrectionLine, paged=True,
    )  # fmt: skip
    def list_data_corrections(self, uow, **command):
        """查询更正申请。"""
        return queries.data_corrections(uow, **command)

    @operation(
        "GET /corrections/{correction_id}", permission=workflow.REQUEST_READ,
        takes=schemas.CorrectionKey, gives=schemas.DataCorrection,
    )  # fmt: skip
    def show_data_correction(self, uow, **command):
        """查看更正申请。"""
        return queries.data_correction(uow, **command)

    @operation(
        "POST /corrections/{correction_id}/actions/withdraw",
        permission=workflow.REQUEST_APPLY,
        takes=schemas.CorrectionKey,
        gives=schemas.DataCorrection,
    )
    def withdraw_data_correction(self, uow, **command):
        """撤回更正申请。"""
        return handlers.withdraw_data_correction(uow, **command)

    @operation(
        "POST /corrections/{correction_id}/actions/transfer",
        permission=workflow.REQUEST_HANDLE,
        takes=schemas.TransferCorrection,
        gives=schemas.DataCorrection,
    )
    def transfer_data_correction(self, uow, **command):
        """转送有权更正的机关。"""
        return handlers.transfer_data_correction(uow, **command)

    @operation(
        "POST /corrections/{correction_id}/actions/correct",
        permission=workflow.REQUEST_HANDLE,
        takes=schemas.CorrectData,
        gives=schemas.DataCorrection,
    )
    def correct_personal_data(self, uow, **command):
        """更正并告知申请人。"""
        return handlers.correct_data(uow, **command)

    @operation(
        "POST /corrections/{correction_id}/actions/redirect",
        permission=workflow.REQUEST_HANDLE,
        takes=schemas.RedirectCorrection,
        gives=schemas.DataCorrection,
    )
    def redirect_data_correction(self, uow, **command):
        """告知向有权机关提出。"""
        return handlers.redirect_data_correction(uow, **command)

    @operation(
        "POST /corrections/{correction_id}/actions/propose_refusal",
        permission=workflow.REQUEST_HANDLE,
        takes=schemas.ProposeRefusal,
        gives=schemas.DataCorrection,
    )
    def propose_refusal(self, uow, **command):
        """拟不予更正报批。"""
        return handlers.propose_refusal(uow, **command)

    @operation(
        "POST /corrections/{correction_id}/actions/approve_refusal",
        permission=workflow.REQUEST_APPROVE,
        takes=schemas.ApproveRefusal,
        gives=schemas.DataCorrection,
    )
    def approve_refusal(self, uow, **command):
        """批准不予更正。"""
        return handlers.approve_refusal(uow, **command)

    @operation(
        "POST /corrections/{correction_id}/actions/return_refusal",
        permission=workflow.REQUEST_APPROVE,
        takes=schemas.CorrectionKey,
        gives=schemas.DataCorrection,
    )
    def return_refusal(self, uow, **command):
        """退回重新核查。"""
        return handlers.return_refusal(uow, **command)

    @operation(
        "POST /corrections/{correction_id}/actions/reveal",
        permission=workflow.REQUEST_HANDLE,
        takes=schemas.RevealCorrectionApplicant,
        gives=schemas.FullCorrectionApplicant,
        if_match=False,
        secret=True,
    )
    def reveal_correction_applicant(self, uow, **command):
        """查看更正申请人完整信息（留痕）。"""
        return handlers.reveal_correction_applicant(uow, **command)

    @timer("data_correction_due")
    def tell_late_correction(self, uow, **reminder):
        """更正申请逾期未答复。"""
        return handlers.data_correction_lapsed(uow, **reminder)
