"""Cases and figures, read."""

from services.centers import queries, schemas, workflow
from shared.chassis.explained import DeadlineView
from shared.chassis.service import operation


class Cases:
    """Cases and figures, read."""

    @operation(
        "GET /cases",
        permission=workflow.READ,
        takes=schemas.ListCases,
        gives=schemas.CaseLine,
        paged=True,
    )
    def list_cases(self, uow, **command):
        """查询办件。"""
        return queries.cases(uow, **command)

    @operation(
        "GET /cases/{case_id}", permission=workflow.READ, takes=schemas.CaseKey, gives=schemas.Case
    )
    def show_case(self, uow, **command):
        """查看办件。"""
        return queries.case(uow, **command)

    @operation(
        "GET /cases/{case_id}/deadline",
        permission=workflow.READ,
        takes=schemas.CaseKey,
        gives=DeadlineView,
    )
    def explain_deadline(self, uow, **command):
        """查看期限是怎样算出来的。"""
        return queries.why_this_date(uow, **command)

    @operation(
        "GET /statistics",
        permission="centers.statistics.read",
        takes=schemas.ListStatistics,
        gives=schemas.Statistics,
        paged=True,
    )
    def list_statistics(self, uow, **command):
        """查询办件月度统计。"""
        return queries.statistics(uow, **command)

    @operation(
        "GET /ratings/figures",
        permission="centers.statistics.read",
        takes=schemas.AskRatings,
        gives=schemas.RatingFigures,
    )
    def show_ratings(self, uow, **command):
        """查看好差评月度指标。

        Counts and rates only; no rating is shown with its case or its rater.
        """
        return queries.ratings(uow, **command)
