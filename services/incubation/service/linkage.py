"""三社联动: joint projects and the ledger of consultations."""

from services.incubation import handlers, queries, schemas, workflow
from services.incubation.service.declare import create, show, step
from shared.chassis.service import timer

ONE, ISSUE = "/linkages/{linkage_id}", "/issues/{issue_id}"


class Linkages:
    """Joint projects and the ledger of consultations."""

    @show("/linkages", workflow.READ_LINKAGE, schemas.ListLinkages, schemas.Linkage, paged=True)
    def list_linkages(self, uow, **command):
        """查询三社联动项目。"""
        return queries.linkages(uow, **command)

    @show(ONE, workflow.READ_LINKAGE, schemas.LinkageKey, schemas.Linkage)
    def show_linkage(self, uow, **command):
        """查看三社联动项目。"""
        return queries.linkage(uow, **command)

    @create("/linkages", workflow.RUN_LINKAGE, schemas.PlanLinkage, schemas.Linkage)
    def plan_linkage(self, uow, **command):
        """策划三社联动项目。"""
        return handlers.plan_linkage(uow, **command)

    @step(f"{ONE}/actions/start", workflow.RUN_LINKAGE, schemas.LinkageKey, schemas.Linkage)
    def start_linkage(self, uow, **command):
        """启动联动项目。"""
        return handlers.start_linkage(uow, **command)

    @step(f"{ONE}/actions/complete", workflow.RUN_LINKAGE, schemas.CompleteLinkage,
          schemas.Linkage)  # fmt: skip
    def complete_linkage(self, uow, **command):
        """完成联动项目。"""
        return handlers.complete_linkage(uow, **command)

    @step(f"{ONE}/actions/stop", workflow.RUN_LINKAGE, schemas.StopLinkage, schemas.Linkage)
    def stop_linkage(self, uow, **command):
        """中止联动项目。"""
        return handlers.stop_linkage(uow, **command)

    @create("/meetings", workflow.CONSULT, schemas.HoldMeeting, schemas.Meeting)
    def hold_meeting(self, uow, **command):
        """登记联系会商。"""
        return handlers.hold_meeting(uow, **command)

    @show("/meetings", workflow.READ_LINKAGE, schemas.ListMeetings, schemas.Meeting, paged=True)
    def list_meetings(self, uow, **command):
        """查询联系会商。"""
        return queries.meetings(uow, **command)

    @show("/issues", workflow.READ_LINKAGE, schemas.ListIssues, schemas.Issue, paged=True)
    def list_issues(self, uow, **command):
        """查询会商问题台账。"""
        return queries.issues(uow, **command)

    @show(ISSUE, workflow.READ_LINKAGE, schemas.IssueKey, schemas.Issue)
    def show_issue(self, uow, **command):
        """查看会商问题。"""
        return queries.issue(uow, **command)

    @step(f"{ISSUE}/actions/settle", workflow.CONSULT, schemas.SettleIssue, schemas.Issue)
    def settle_issue(self, uow, **command):
        """办结会商问题。"""
        return handlers.settle_issue(uow, **command)

    @timer(handlers.ISSUE_OVERDUE)
    def tell_issue_overdue(self, uow, **fact):
        """会商问题逾期。"""
        return handlers.issue_over(uow, **fact)
