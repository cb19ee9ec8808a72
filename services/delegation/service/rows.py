"""The process table."""

from services.delegation import handlers, queries, schemas, workflow
from services.delegation.service.declare import create, show, step

ROW = "/rows/{row_id}/actions"


class Rows:
    """The process table."""

    @show("/rows", workflow.READ_ROW, schemas.ListRows, schemas.ProcessRowLine, paged=True)
    def list_rows(self, uow, **command):
        """查询流程表。"""
        return queries.rows(uow, **command)

    @show("/rows/{row_id}", workflow.READ_ROW, schemas.RowKey, schemas.ProcessRow)
    def show_row(self, uow, **command):
        """查看流程表。"""
        return queries.row(uow, **command)

    @create("/rows", workflow.DRAFT_ROW, schemas.DraftRow, schemas.ProcessRow)
    def draft_row(self, uow, **command):
        """起草流程表。"""
        return handlers.draft_row(uow, **command)

    @step(f"{ROW}/publish", workflow.PUBLISH_ROW, schemas.RowKey, schemas.ProcessRow)
    def publish_row(self, uow, **command):
        """发布流程表。"""
        return handlers.publish_row(uow, **command)

    @step(f"{ROW}/withdraw", workflow.PUBLISH_ROW, schemas.WithdrawRow, schemas.ProcessRow)
    def withdraw_row(self, uow, **command):
        """撤下流程表。"""
        return handlers.withdraw_row(uow, **command)
