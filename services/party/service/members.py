"""Members as numbers, elections and terms, posts, guests."""

from services.party import handlers, queries, schemas, workflow
from services.party.handlers.organisations import TASK_OVER
from services.party.handlers.terms import TERM
from services.party.service.declare import create, show, step
from shared.chassis.schema import Paging
from shared.chassis.service import timer

ONE = "/organisations/{organisation_id}"
ACTIONS = f"{ONE}/actions"
POSTING = "/postings/{posting_id}/actions"
INFLOW = "/inflows/{inflow_id}/actions"


class Members:
    """Members as numbers, elections and terms, posts, guests."""

    @step(f"{ACTIONS}/count", workflow.KEEP, schemas.CountMembers, schemas.Organisation)
    def count_members(self, uow, **command):
        """更新党员数。"""
        return handlers.count_members(uow, **command)

    @show(f"{ONE}/totals", workflow.READ, schemas.OrganisationKey, schemas.Totals)
    def show_totals(self, uow, **command):
        """查看本级及下级党员总数。

        Nobody is counted twice: groups are parts of branches, guests are counted at home.
        """
        return queries.totals(uow, **command)

    @create(f"{ONE}/elections", workflow.KEEP, schemas.RecordElection, schemas.Election)
    def record_election(self, uow, **command):
        """登记换届选举。

        One that breaks a rule is kept with its reasons, and begins no term.
        """
        return handlers.record_election(uow, **command)

    @show(f"{ONE}/elections", workflow.READ, schemas.ListOfOrganisation,
          schemas.Election, paged=True)  # fmt: skip
    def list_elections(self, uow, **command):
        """查询换届选举。"""
        return queries.elections(uow, **command)

    @step(f"{ACTIONS}/shift", workflow.DECIDE, schemas.ShiftTerm, schemas.Organisation)
    def shift_term(self, uow, **command):
        """批准延期或提前换届。"""
        return handlers.shift_term(uow, **command)

    @timer(TERM)
    def look_at_term(self, uow, **due):
        """任期提醒或届满。"""
        return handlers.look_at_term(uow, **due)

    @timer(TASK_OVER)
    def end_task(self, uow, **due):
        """临时党支部随任务结束撤销。"""
        return handlers.end_task(uow, **due)

    @create(f"{ONE}/postings", workflow.KEEP, schemas.FillPost, schemas.Posting)
    def fill_post(self, uow, **command):
        """登记任职。"""
        return handlers.fill_post(uow, **command)

    @show(f"{ONE}/postings", workflow.READ_POSTING, schemas.ListOfOrganisation,
          schemas.Posting, paged=True)  # fmt: skip
    def list_postings(self, uow, **command):
        """查询任职。"""
        return queries.postings(uow, **command)

    @step(f"{POSTING}/relieve", workflow.KEEP, schemas.RelievePosting, schemas.Posting)
    def relieve_posting(self, uow, **command):
        """登记免职。"""
        return handlers.relieve_posting(uow, **command)

    @create(f"{ONE}/inflows", workflow.KEEP_INFLOW, schemas.PlaceInflow, schemas.Inflow)
    def place_inflow(self, uow, **command):
        """核实并编入流动党员。

        Only numbers; they are counted and vote at home.
        """
        return handlers.place_inflow(uow, **command)

    @show("/inflows", workflow.READ_INFLOW, Paging, schemas.Inflow, paged=True)
    def list_inflows(self, uow, **command):
        """查询流动党员编入情况。"""
        return queries.inflows(uow, **command)

    @step(f"{INFLOW}/report", workflow.KEEP_INFLOW, schemas.InflowKey, schemas.Inflow)
    def report_inflow(self, uow, **command):
        """向上级党组织报告流动党员。"""
        return handlers.report_inflow(uow, **command)

    @step(f"{INFLOW}/note_home_report", workflow.KEEP_INFLOW,
          schemas.NoteHomeReport, schemas.Inflow)  # fmt: skip
    def note_home_report(self, uow, **command):
        """登记流动党员向流出地汇报。"""
        return handlers.note_home_report(uow, **command)

    @step(f"{INFLOW}/end", workflow.KEEP_INFLOW, schemas.EndInflow, schemas.Inflow)
    def end_inflow(self, uow, **command):
        """登记流动党员离开。"""
        return handlers.end_inflow(uow, **command)
