"""Lists as documents: on any day, compared, as sheets and as papers."""

from services.delegation import handlers, queries, schemas, workflow
from services.delegation.service.declare import show
from shared.chassis.files import File
from shared.chassis.service import operation
from shared.kernel.actor import PUBLIC

VERSION, BATCH = "/lists/{list_version_id}", "/batches/{batch_id}/sheets"


class Papers:
    """Lists as documents: on any day, compared, as sheets and as papers."""

    @show("/days/{on}/lists/{list_code}", PUBLIC, schemas.ListOnDay, schemas.ListVersion)
    def show_list_on(self, uow, **command):
        """查看某日有效的清单版本及其校验码。"""
        return queries.list_on(uow, **command)

    @show(f"{VERSION}/difference", PUBLIC, schemas.CompareVersions, schemas.Difference)
    def compare_versions(self, uow, **command):
        """比较清单的两个版本：新增、删除、修改、调入调出。"""
        return queries.compare_versions(uow, **command)

    @show(f"{VERSION}/sheet", PUBLIC, schemas.ListVersionKey, File)
    def export_version(self, uow, **command):
        """导出清单版本（Excel）。"""
        return queries.export_version(uow, **command)

    @show(f"{VERSION}/paper", PUBLIC, schemas.PrintVersion, File)
    def print_version(self, uow, **command):
        """打印清单版本（PDF、Word）。"""
        return queries.print_version(uow, **command)

    @show("/sheets/entries", PUBLIC, schemas.ExportEntries, File)
    def export_entries(self, uow, **command):
        """导出某日有效的清单事项（Excel）。"""
        return queries.export_entries(uow, **command)

    @show("/sheets/template", PUBLIC, schemas.SheetTemplate, File)
    def download_template(self, uow, **command):
        """下载清单上报模板（Excel）。"""
        return queries.template(uow, **command)

    @show("/notices/{batch_id}/paper", PUBLIC, schemas.PrintNotice, File)
    def print_notice(self, uow, **command):
        """打印公示（PDF、Word）。"""
        return queries.print_notice(uow, **command)

    @show("/rows/{row_id}/paper", workflow.READ_ROW, schemas.PrintRow, File)
    def print_row(self, uow, **command):
        """打印流程表（PDF、Word）。"""
        return queries.print_row(uow, **command)

    @operation(f"POST {BATCH}/check", permission=workflow.REPORT, takes=schemas.CheckSheet,
               gives=schemas.SheetReport, if_match=False)  # fmt: skip
    def check_sheet(self, uow, **command):
        """校验填好的清单表，逐格指出错误；不上报任何事项。"""
        return handlers.check_sheet(uow, **command)

    @operation(f"POST {BATCH}/marked", permission=workflow.REPORT, takes=schemas.CheckSheet,
               gives=File, if_match=False)  # fmt: skip
    def mark_sheet(self, uow, **command):
        """取回标明错误的清单表；不上报任何事项。"""
        return handlers.mark_sheet(uow, **command)

    @operation(f"POST {BATCH}", permission=workflow.REPORT, takes=schemas.ImportSheet,
               gives=schemas.SheetReport, status=201)  # fmt: skip
    def import_sheet(self, uow, **command):
        """确认导入校验过的清单表：全部上报，或全部不报。"""
        return handlers.import_sheet(uow, **command)
