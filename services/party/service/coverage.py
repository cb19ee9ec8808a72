"""Coverage of organisation and of work."""

from services.party import handlers, queries, schemas, workflow
from services.party.service.declare import create, show, step
from shared.chassis.files import File
from shared.chassis.service import operation, subscribe

ONE = "/coverage-units/{unit_id}"
ACTIONS = f"{ONE}/actions"


class Coverage:
    """Units that are to be covered, and how far they are."""

    @show("/coverage", workflow.READ_COVERAGE, schemas.OnDay, schemas.CoverageReport)
    def show_coverage(self, uow, **command):
        """查看某日党的组织覆盖和工作覆盖。"""
        return queries.coverage(uow, **command)

    @show("/coverage-gaps", workflow.READ_COVERAGE, schemas.ListCoverageGaps,
          schemas.CoverageGap, paged=True)  # fmt: skip
    def list_coverage_gaps(self, uow, **command):
        """查询某日未覆盖的单元和应当采取的措施。"""
        return queries.coverage_gaps(uow, **command)

    @show("/coverage-units", workflow.READ_COVERAGE, schemas.ListCoverageUnits,
          schemas.CoverageUnit, paged=True)  # fmt: skip
    def list_coverage_units(self, uow, **command):
        """查询覆盖单元。"""
        return queries.coverage_units(uow, **command)

    @show(ONE, workflow.READ_COVERAGE, schemas.CoverageUnitKey, schemas.CoverageUnit)
    def show_coverage_unit(self, uow, **command):
        """查看覆盖单元。"""
        return queries.coverage_unit(uow, **command)

    @create("/coverage-units", workflow.KEEP_COVERAGE,
            schemas.RegisterCoverageUnit, schemas.CoverageUnit)  # fmt: skip
    def register_coverage_unit(self, uow, **command):
        """登记覆盖单元。"""
        return handlers.register_coverage_unit(uow, **command)

    @step(f"{ACTIONS}/change", workflow.KEEP_COVERAGE,
          schemas.ChangeCoverage, schemas.CoverageUnit)  # fmt: skip
    def change_coverage(self, uow, **command):
        """变更覆盖情况。

        From a day on; earlier days stay as they were.
        """
        return handlers.change_coverage(uow, **command)

    @step(f"{ACTIONS}/end", workflow.KEEP_COVERAGE, schemas.EndCoverageUnit, schemas.CoverageUnit)
    def end_coverage_unit(self, uow, **command):
        """注销覆盖单元。"""
        return handlers.end_coverage_unit(uow, **command)

    @operation(
        f"POST {ACTIONS}/reveal",
        permission=workflow.REVEAL_INSTRUCTOR,
        takes=schemas.RevealInstructor,
        gives=schemas.FullInstructor,
        if_match=False,
        secret=True,
    )
    def reveal_instructor(self, uow, **command):
        """查看党建指导员姓名（留痕）。"""
        return handlers.reveal_instructor(uow, **command)

    @subscribe("party.organisation.merged",
               fields=("organisation_id", "successor_id", "dissolved_on"))  # fmt: skip
    def follow_merger(self, uow, **fact):
        """党组织合并后，由承继者覆盖。"""
        return handlers.follow_merger(uow, **fact)

    @show("/coverage-units/template", workflow.KEEP_COVERAGE, schemas.UnitSheetTemplate, File)
    def download_unit_template(self, uow, **command):
        """下载覆盖单元登记模板。"""
        return queries.unit_sheet_template(uow, **command)

    @operation(
        "POST /coverage-units/check",
        permission=workflow.KEEP_COVERAGE,
        takes=schemas.CheckUnitSheet,
        gives=schemas.UnitSheetReport,
    )
    def check_unit_sheet(self, uow, **command):
        """校验覆盖单元登记表。

        Says all that is wrong with it; nothing is registered.
        """
        return handlers.check_unit_sheet(uow, **command)

    @create("/coverage-units/import", workflow.KEEP_COVERAGE,
            schemas.ImportUnitSheet, schemas.UnitSheetReport)  # fmt: skip
    def import_unit_sheet(self, uow, **command):
        """导入覆盖单元登记表。

        Exactly the file that was checked, and all of it or nothing.
        """
        return handlers.import_unit_sheet(uow, **command)
