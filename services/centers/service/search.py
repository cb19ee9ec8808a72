"""Saved filters and exports."""

from services.centers import handlers, queries, schemas, workflow
from shared.chassis.service import operation


class Search:
    """Saved filters and exports."""

    @operation(
        "POST /filters",
        permission=workflow.READ,
        takes=schemas.SaveFilter,
        gives=schemas.SavedFilter,
        status=201,
    )
    def save_filter(self, uow, **command):
        """保存筛选条件。"""
        return handlers.save_filter(uow, **command)

    @operation(
        "GET /filters",
        permission=workflow.READ,
        takes=schemas.ListFilters,
        gives=schemas.SavedFilter,
        paged=True,
    )
    def list_filters(self, uow, **command):
        """查询本人保存的筛选条件。"""
        return queries.filters(uow, **command)

    @operation(
        "POST /filters/{filter_id}/actions/drop",
        permission=workflow.READ,
        takes=schemas.FilterKey,
        gives=schemas.SavedFilter,
        if_match=False,
    )
    def drop_filter(self, uow, **command):
        """删除保存的筛选条件。"""
        return handlers.drop_filter(uow, **command)

    @operation(
        "POST /cases/exports",
        permission="centers.case.export",
        takes=schemas.ExportCases,
        gives=schemas.Exported,
    )
    def export_cases(self, uow, **command):
        """批量导出办件（脱敏、留痕）。

        Masked as in lists, inside the jurisdiction, at most as many as the rule pack allows.
        """
        return handlers.export_cases(uow, **command)
