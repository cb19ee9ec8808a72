"""便民服务: what centers offers."""

from services.centers import events, handlers, queries, schemas, store, workflow
from shared.chassis.service import Service, operation, subscribe, timer
from shared.kernel.actor import PUBLIC

READ = "centers.case.read"

assert store.mapper  # the mapping happens at import


class Centers(Service):
    """Cases, the services they are about, the places where people are served."""

    name = "centers"
    title = "便民服务"
    facts = events

    # --- what is offered, where --------------------------------------------------------------

    @operation(
        "GET /items", permission=PUBLIC, takes=schemas.ListItems, gives=schemas.Item, paged=True
    )
    def list_items(self, uow, **command):
        """查询服务事项。"""
        return queries.items(uow, **command)

    @operation("GET /items/{row_id}", permission=PUBLIC, takes=schemas.ItemKey, gives=schemas.Guide)
    def show_item(self, uow, **command):
        """查看办事指南。"""
        return queries.guide(uow, **command)

    @operation(
        "GET /places", permission=PUBLIC, takes=schemas.ListPlaces, gives=schemas.Place, paged=True
    )
    def list_places(self, uow, **command):
        """查询便民服务中心和站点。"""
        return queries.places(uow, **command)

    # --- cases: reading ----------------------------------------------------------------------

    @operation(
        "GET /cases", permission=READ, takes=schemas.ListCases, gives=schemas.CaseLine, paged=True
    )
    def list_cases(self, uow, **command):
        """查询办件。"""
        return queries.cases(uow, **command)

    @operation("GET /cases/{case_id}", permission=READ, takes=schemas.CaseKey, gives=schemas.Case)
    def show_case(self, uow, **command):
        """查看办件。"""
        return queries.case(uow, **command)

    @operation(
        "GET /cases/{case_id}/deadline",
        permission=READ,
        takes=schemas.CaseKey,
        gives=schemas.DeadlineView,
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

    # --- cases: acceptance -------------------------------------------------------------------

    @operation(
        "POST /cases",
        permission=workflow.SUBMIT,
        takes=schemas.SubmitCase,
        gives=schemas.Case,
        status=201,
    )
    def submit_case(self, uow, **command):
        """提交办件申请。

        Any center or station accepts; the case snapshots the published row version.
        """
        return handlers.submit(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/refuse_scope",
        permission=workflow.ACCEPT,
        takes=schemas.RefuseScope,
        gives=schemas.Case,
    )
    def refuse_scope(self, uow, **command):
        """不予受理并告知应向谁申请。"""
        return handlers.refuse_scope(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/notify_correction",
        permission=workflow.ACCEPT,
        takes=schemas.NotifyCorrection,
        gives=schemas.Case,
    )
    def notify_correction(self, uow, **command):
        """一次性告知补正。"""
        return handlers.notify_correction(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/resubmit",
        permission=workflow.SUBMIT,
        takes=schemas.HandIn,
        gives=schemas.Case,
    )
    def resubmit_case(self, uow, **command):
        """补正。"""
        return handlers.resubmit(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/accept",
        permission=workflow.ACCEPT,
        takes=schemas.CaseKey,
        gives=schemas.Case,
    )
    def accept_case(self, uow, **command):
        """受理。"""
        return handlers.accept(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/accept_tolerant",
        permission=workflow.ACCEPT,
        takes=schemas.AcceptTolerant,
        gives=schemas.Case,
    )
    def accept_tolerantly(self, uow, **command):
        """容缺受理。"""
        return handlers.accept_tolerant(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/supply",
        permission=workflow.SUBMIT,
        takes=schemas.HandIn,
        gives=schemas.Case,
    )
    def supply_materials(self, uow, **command):
        """补齐容缺材料。"""
        return handlers.supply(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/withdraw",
        permission=workflow.WITHDRAW,
        takes=schemas.CaseKey,
        gives=schemas.Case,
    )
    def withdraw_case(self, uow, **command):
        """撤回申请。"""
        return handlers.withdraw(uow, **command)

    # --- cases: review and decision ----------------------------------------------------------

    @operation(
        "POST /cases/{case_id}/actions/start",
        permission=workflow.REVIEW,
        takes=schemas.CaseKey,
        gives=schemas.Case,
    )
    def start_review(self, uow, **command):
        """开始审查。"""
        return handlers.start(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/pause",
        permission=workflow.REVIEW,
        takes=schemas.Pause,
        gives=schemas.Case,
    )
    def pause_case(self, uow, **command):
        """启动特别程序（中止计时）。"""
        return handlers.pause(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/resume",
        permission=workflow.REVIEW,
        takes=schemas.CaseKey,
        gives=schemas.Case,
    )
    def resume_case(self, uow, **command):
        """结束特别程序（恢复计时）。"""
        return handlers.resume(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/extend",
        permission=workflow.DECIDE,
        takes=schemas.Extend,
        gives=schemas.Case,
    )
    def extend_case(self, uow, **command):
        """延长期限。"""
        return handlers.extend(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/grant",
        permission=workflow.DECIDE,
        takes=schemas.Grant,
        gives=schemas.Case,
    )
    def grant_case(self, uow, **command):
        """准予。"""
        return handlers.grant(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/deny",
        permission=workflow.DECIDE,
        takes=schemas.Deny,
        gives=schemas.Case,
    )
    def deny_case(self, uow, **command):
        """不予批准。"""
        return handlers.deny(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/grant_at_once",
        permission=workflow.DECIDE_AT_ONCE,
        takes=schemas.Grant,
        gives=schemas.Case,
    )
    def decide_at_once(self, uow, **command):
        """即时办结。"""
        return handlers.decide_at_once(uow, **command)

    # --- cases: the end ----------------------------------------------------------------------

    @operation(
        "POST /cases/{case_id}/actions/deliver",
        permission=workflow.DELIVER,
        takes=schemas.Deliver,
        gives=schemas.Case,
    )
    def deliver_case(self, uow, **command):
        """送达。"""
        return handlers.deliver(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/rate",
        permission=workflow.RATE,
        takes=schemas.Rate,
        gives=schemas.Case,
    )
    def rate_case(self, uow, **command):
        """评价（好差评）。

        Voluntary, once; nobody on the staff can see who rated.
        """
        return handlers.rate(uow, **command)

    @operation(
        "POST /cases/{case_id}/actions/reveal",
        permission="centers.case.reveal",
        takes=schemas.Reveal,
        gives=schemas.FullApplicant,
        if_match=False,
    )
    def reveal_applicant(self, uow, **command):
        """查看完整个人信息（留痕）。"""
        return handlers.reveal(uow, **command)

    # --- timers ------------------------------------------------------------------------------

    @timer("notice_due")
    def deem_accepted(self, uow, **reminder):
        """逾期未告知，视为受理。"""
        return handlers.deem_accepted(uow, **reminder)

    @timer("correction_due")
    def deem_withdrawn(self, uow, **reminder):
        """逾期未补正，视为撤回。"""
        return handlers.deem_withdrawn(uow, **reminder)

    @timer("supply_due")
    def deem_unsupplied(self, uow, **reminder):
        """逾期未补齐容缺材料，视为撤回。"""
        return handlers.deem_withdrawn(uow, **reminder)

    @timer("rating_closed")
    def archive_case(self, uow, **reminder):
        """评价期满，归档。"""
        return handlers.archive(uow, **reminder)

    @timer("month_end")
    def compile_statistics(self, uow, **reminder):
        """编制上月办件统计。"""
        return handlers.compile_month(uow, **reminder)

    # --- what is learnt from others ----------------------------------------------------------

    @subscribe("centers.calendar.loaded", fields=("year",))
    def recompute_deadlines(self, uow, **fact):
        """工作日历装载后，重新计算暂定期限。"""
        return handlers.recompute_deadlines(uow, **fact)

    @subscribe(
        "delegation.process_row.published",
        fields=(
            "row_id", "lineage_id", "number", "item_id", "item_name", "department",
            "department_path", "row",
        ),
    )  # fmt: skip
    def learn_offer(self, uow, **fact):
        """流程表发布后，按新版本受理。"""
        return handlers.learn_offer(uow, **fact)

    @subscribe("delegation.process_row.withdrawn", fields=("row_id",))
    def withdraw_offer(self, uow, **fact):
        """流程表撤下后，不再受理新申请。"""
        return handlers.withdraw_offer(uow, **fact)

    @subscribe(
        "delegation.delegation.activated",
        fields=("delegation_id", "item_id", "street_path", "valid_from", "valid_to"),
    )
    def learn_delegation(self, uow, **fact):
        """下放生效后，由街道办理。"""
        return handlers.learn_delegation(uow, **fact)

    @subscribe("delegation.delegation.revoked", fields=("delegation_id",))
    def end_delegation(self, uow, **fact):
        """下放收回后，新办件回到部门。"""
        return handlers.end_delegation(uow, **fact)

    @subscribe("delegation.delegation.suspended", fields=("delegation_id",))
    def suspend_delegation(self, uow, **fact):
        """下放暂停后，新办件回到部门。"""
        return handlers.end_delegation(uow, **fact)

    @subscribe("identity.unit.established", fields=("unit_code", "path", "name"))
    def learn_unit(self, uow, **fact):
        """记住单位名称。"""
        return handlers.learn_unit(uow, **fact)

    @subscribe("identity.unit.renamed", fields=("unit_code", "path", "name"))
    def rename_unit(self, uow, **fact):
        """单位更名。"""
        return handlers.learn_unit(uow, **fact)
