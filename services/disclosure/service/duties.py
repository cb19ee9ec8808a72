"""Duties entered by hand, annual reports, what is kept back; guide and directory."""

from services.disclosure import handlers, queries, schemas, workflow
from shared.chassis.schema import Paging
from shared.chassis.service import operation, timer
from shared.kernel.actor import PUBLIC


class Duties:
    """Who must publish what, and what becomes of what is kept back."""

    @operation("GET /guide", permission=PUBLIC, gives=schemas.Guide)
    def show_guide(self, uow, **command):
        """查看政府信息公开指南。"""
        return queries.guide(uow, **command)

    @operation(
        "GET /directory", permission=PUBLIC, takes=schemas.ListDirectory,
        gives=schemas.DirectoryEntry, paged=True,
    )  # fmt: skip
    def list_directory(self, uow, **command):
        """查询政府信息公开目录。"""
        return queries.directory(uow, **command)

    @operation(
        "GET /overdue", permission=PUBLIC, takes=Paging, gives=schemas.OverdueRecord, paged=True
    )
    def list_overdue(self, uow, **command):
        """查询逾期未公开事项和责任单位。"""
        return queries.overdue(uow, **command)

    @operation(
        "POST /records",
        permission=workflow.DRAFT,
        takes=schemas.DraftRecord,
        gives=schemas.Record,
        status=201,
    )
    def draft_record(self, uow, **command):
        """登记本单位应当公开的信息。"""
        return handlers.draft_record(uow, **command)

    @operation(
        "POST /records/{record_id}/actions/write",
        permission=workflow.DRAFT,
        takes=schemas.WriteRecord,
        gives=schemas.Record,
    )
    def write_record(self, uow, **command):
        """填写应当公开的内容。"""
        return handlers.write_record(uow, **command)

    @operation(
        "POST /records/{record_id}/actions/withhold",
        permission=workflow.APPROVE,
        takes=schemas.WithholdRecord,
        gives=schemas.Record,
    )
    def withhold_record(self, uow, **command):
        """确定不主动公开，写明理由。"""
        return handlers.withhold(uow, **command)

    @operation(
        "POST /records/{record_id}/actions/keep_withheld",
        permission=workflow.APPROVE,
        takes=schemas.ReviewRecord,
        gives=schemas.Record,
    )
    def keep_record_withheld(self, uow, **command):
        """复核后仍不公开。"""
        return handlers.keep_withheld(uow, **command)

    @operation(
        "POST /records/{record_id}/actions/release",
        permission=workflow.APPROVE,
        takes=schemas.ReviewRecord,
        gives=schemas.Record,
    )
    def release_record(self, uow, **command):
        """复核后转为公开。"""
        return handlers.release(uow, **command)

    @operation(
        "GET /withheld", permission="disclosure.record.read", takes=schemas.ListWithheld,
        gives=schemas.WithheldRecord, paged=True,
    )  # fmt: skip
    def list_withheld(self, uow, **command):
        """查询不主动公开和待复核的信息。"""
        return queries.withheld(uow, **command)

    @timer("annual_reports")
    def arise_reports(self, uow, **reminder):
        """新年到来，各单位形成上一年度报告的公开义务。"""
        return handlers.arise_reports(uow, **reminder)

    @timer("withheld_review")
    def tell_review(self, uow, **reminder):
        """不公开信息满一年，应当复核。"""
        return handlers.tell_review(uow, **reminder)
