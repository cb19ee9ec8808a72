"""Transfers and acceptance receipts."""

from services.centers import handlers, queries, schemas, workflow
from shared.chassis.service import operation, subscribe, timer
from shared.kernel.actor import PUBLIC


class Transfers:
    """Transfers and acceptance receipts."""

    @operation(
        "GET /transfers",
        permission=workflow.TRANSFER_READ,
        takes=schemas.ListTransfers,
        gives=schemas.Transfer,
        paged=True,
    )
    def list_transfers(self, uow, **command):
        """查询办件流转（含超时）。"""
        return queries.transfers(uow, **command)

    @operation(
        "POST /transfers/{case_id}/actions/send",
        permission=workflow.ACCEPT,
        takes=schemas.TransferKey,
        gives=schemas.Transfer,
        if_match=False,
    )
    def send_transfer(self, uow, **command):
        """向承办单位流转已受理的办件。"""
        return handlers.send_transfer(uow, **command)

    @operation(
        "POST /transfers/{case_id}/actions/receive",
        permission=workflow.REVIEW,
        takes=schemas.TransferKey,
        gives=schemas.Transfer,
        if_match=False,
    )
    def receive_transfer(self, uow, **command):
        """承办单位接收流转的办件。"""
        return handlers.receive_transfer(uow, **command)

    @operation(
        "GET /cases/{case_id}/receipt",
        permission=workflow.READ,
        takes=schemas.CaseKey,
        gives=schemas.Receipt,
    )
    def show_receipt(self, uow, **command):
        """查看受理通知书。"""
        return queries.receipt(uow, **command)

    @operation(
        "GET /receipts/{receipt_no}",
        permission=PUBLIC,
        takes=schemas.VerifyReceipt,
        gives=schemas.Verification,
    )
    def verify_receipt(self, uow, **command):
        """核验受理通知书。

        Shows item, unit, state and dates; nothing of the person.
        """
        return queries.verification(uow, **command)

    @timer("transfer_due")
    def tell_late_transfer(self, uow, **reminder):
        """流转超时。"""
        return handlers.lapse_transfer(uow, **reminder)

    @subscribe("centers.case.handed_back", fields=("case_id", "path"))
    def redirect_transfer(self, uow, **fact):
        """办件移交责任部门后，流转随之改道。"""
        return handlers.redirect_transfer(uow, **fact)

    @subscribe("centers.case.withdrawn", fields=("case_id",))
    def drop_transfer(self, uow, **fact):
        """申请撤回后，终止流转。"""
        return handlers.drop_transfer(uow, **fact)

    @subscribe("centers.case.deemed_withdrawn", fields=("case_id",))
    def drop_deemed_transfer(self, uow, **fact):
        """视为撤回后，终止流转。"""
        return handlers.drop_transfer(uow, **fact)
