"""Duties to publish, and what is public."""

from services.disclosure import handlers, queries, schemas, workflow
from shared.chassis.service import operation, subscribe, timer
from shared.kernel.actor import PUBLIC


class Records:
    """Duties to publish, and what is public."""

    # --- for any reader ----------------------------------------------------------------------

    @operation(
        "GET /public", permission=PUBLIC, takes=schemas.ListPublic, gives=schemas.RecordLine,
        paged=True,
    )  # fmt: skip
    def list_public(self, uow, **command):
        """查询已公开信息。"""
        return queries.public_records(uow, **command)

    @operation(
        "GET /public/{record_id}", permission=PUBLIC, takes=schemas.RecordKey,
        gives=schemas.PublicRecord,
    )  # fmt: skip
    def read_public(self, uow, **command):
        """阅读已公开信息。

        Every edition comes with the SHA-256 of its content; a withdrawn record says why.
        """
        return queries.public_record(uow, **command)

    @operation("GET /catalogue", permission=PUBLIC, gives=schemas.Duty, paged=True)
    def show_catalogue(self, uow, **command):
        """查看公开目录。"""
        return queries.catalogue(uow, **command)

    # --- the desk ----------------------------------------------------------------------------

    @operation(
        "GET /records",
        permission="disclosure.record.read",
        takes=schemas.ListRecords,
        gives=schemas.RecordLine,
        paged=True,
    )
    def list_records(self, uow, **command):
        """查询待公开和已公开信息。"""
        return queries.records(uow, **command)

    @operation(
        "GET /records/{record_id}",
        permission="disclosure.record.read",
        takes=schemas.RecordKey,
        gives=schemas.Record,
    )
    def show_record(self, uow, **command):
        """查看一条信息的办理情况。"""
        return queries.record(uow, **command)

    @operation(
        "POST /records/{record_id}/actions/check",
        permission=workflow.CHECK,
        takes=schemas.CheckRecord,
        gives=schemas.Record,
    )
    def check_record(self, uow, **command):
        """公开前审查。"""
        return handlers.check(uow, **command)

    @operation(
        "POST /records/{record_id}/actions/redact",
        permission=workflow.CHECK,
        takes=schemas.RedactRecord,
        gives=schemas.Record,
    )
    def redact_record(self, uow, **command):
        """区分处理。"""
        return handlers.redact(uow, **command)

    @operation(
        "GET /records/{record_id}/redaction",
        permission=workflow.CHECK,
        takes=schemas.RecordKey,
        gives=schemas.Redaction,
    )
    def propose_redaction(self, uow, **command):
        """查看系统的区分处理建议。

        Says where the scanner found what, and what would be left; numbers are not repeated.
        """
        return queries.redaction(uow, **command)

    @operation(
        "POST /records/{record_id}/actions/reveal",
        permission=workflow.REVEAL,
        takes=schemas.RevealOriginal,
        gives=schemas.OriginalContent,
        if_match=False,
        secret=True,
    )
    def reveal_original(self, uow, **command):
        """查看区分处理前的原件（留痕）。"""
        return handlers.reveal_original(uow, **command)

    @operation(
        "POST /records/{record_id}/actions/approve",
        permission=workflow.APPROVE,
        takes=schemas.RecordKey,
        gives=schemas.Record,
    )
    def approve_record(self, uow, **command):
        """批准公开。"""
        return handlers.approve(uow, **command)

    @operation(
        "POST /records/{record_id}/actions/publish",
        permission=workflow.PUBLISH,
        takes=schemas.RecordKey,
        gives=schemas.Record,
    )
    def publish_record(self, uow, **command):
        """公开。"""
        return handlers.publish(uow, **command)

    @operation(
        "POST /records/{record_id}/actions/correct",
        permission=workflow.PUBLISH,
        takes=schemas.CorrectRecord,
        gives=schemas.Record,
    )
    def correct_record(self, uow, **command):
        """更正。"""
        return handlers.correct(uow, **command)

    @operation(
        "POST /records/{record_id}/actions/withdraw",
        permission=workflow.APPROVE,
        takes=schemas.WithdrawRecord,
        gives=schemas.Record,
    )
    def withdraw_record(self, uow, **command):
        """撤回公开。"""
        return handlers.withdraw(uow, **command)

    @operation(
        "POST /records/{record_id}/actions/archive",
        permission=workflow.PUBLISH,
        takes=schemas.RecordKey,
        gives=schemas.Record,
    )
    def archive_record(self, uow, **command):
        """归档。"""
        return handlers.archive(uow, **command)

    # --- what makes a duty -------------------------------------------------------------------

    @subscribe("disclosure.calendar.loaded", fields=("year",))
    def recompute_deadlines(self, uow, **fact):
        """工作日历装载后，重新计算暂定期限。"""
        return handlers.recompute_deadlines(uow, **fact)

    @timer("notice_over")
    def take_off(self, uow, **reminder):
        """名单公示期满，撤下归档。"""
        return handlers.take_off(uow, **reminder)

    @timer("overdue")
    def run_late(self, uow, **reminder):
        """逾期未公开。"""
        return handlers.run_late(uow, **reminder)
