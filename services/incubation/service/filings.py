"""Applications for filing."""

from services.incubation import handlers, queries, schemas, workflow
from services.incubation.service.declare import create, show, step
from shared.chassis.explained import DeadlineView
from shared.chassis.service import timer

ONE = "/filings/{filing_id}"
ACTIONS = f"{ONE}/actions"


class Filings:
    """Applications for filing."""

    @show("/filings", workflow.READ_ORGANISATION, schemas.ListFilings,
          schemas.FilingLine, paged=True)  # fmt: skip
    def list_filings(self, uow, **command):
        """查询备案申请。"""
        return queries.filings(uow, **command)

    @show(ONE, workflow.READ_ORGANISATION, schemas.FilingKey, schemas.Filing)
    def show_filing(self, uow, **command):
        """查看备案申请。"""
        return queries.filing(uow, **command)

    @show(f"{ONE}/deadline", workflow.READ_ORGANISATION, schemas.FilingKey, DeadlineView)
    def explain_filing_deadline(self, uow, **command):
        """说明街道审核期限逐日如何计算。"""
        return queries.why_filing(uow, **command)

    @create("/filings", workflow.APPLY_FILING, schemas.ApplyFiling, schemas.Filing)
    def apply_filing(self, uow, **command):
        """申请社区社会组织备案。"""
        return handlers.apply_filing(uow, **command)

    @step(f"{ACTIONS}/send", workflow.HANDLE_FILING, schemas.FilingKey, schemas.Filing)
    def send_filing(self, uow, **command):
        """转社区征求意见。"""
        return handlers.send_filing(uow, **command)

    @step(f"{ACTIONS}/opine", workflow.OPINE_FILING, schemas.GiveOpinion, schemas.Filing)
    def give_opinion(self, uow, **command):
        """出具社区意见。"""
        return handlers.give_opinion(uow, **command)

    @step(f"{ACTIONS}/file", workflow.DECIDE_FILING, schemas.FileOrganisation, schemas.Filing)
    def file_organisation(self, uow, **command):
        """准予备案。"""
        return handlers.file_organisation(uow, **command)

    @step(f"{ACTIONS}/refuse", workflow.DECIDE_FILING, schemas.RefuseFiling, schemas.Filing)
    def refuse_filing(self, uow, **command):
        """不予备案。"""
        return handlers.refuse_filing(uow, **command)

    @step(f"{ACTIONS}/withdraw", workflow.APPLY_FILING, schemas.FilingKey, schemas.Filing)
    def withdraw_filing(self, uow, **command):
        """撤回备案申请。"""
        return handlers.withdraw_filing(uow, **command)

    @timer(handlers.REVIEW)
    def tell_filing_overdue(self, uow, **fact):
        """街道审核逾期。"""
        return handlers.filing_lapsed(uow, **fact)
