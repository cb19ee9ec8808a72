"""Projects of a call: application, award, agreement, money, examinations, results."""

from services.incubation import handlers, queries, schemas, workflow
from services.incubation.service.declare import create, show, step
from shared.chassis.service import timer
from shared.kernel.actor import PUBLIC

ONE = "/ventures/{venture_id}"
ACTIONS = f"{ONE}/actions"


class Ventures:
    """Projects of a call."""

    @show("/ventures", workflow.READ_VENTURE, schemas.ListVentures, schemas.Venture, paged=True)
    def list_ventures(self, uow, **command):
        """查询公益创投项目。"""
        return queries.ventures(uow, **command)

    @show(ONE, workflow.READ_VENTURE, schemas.VentureKey, schemas.Venture)
    def show_venture(self, uow, **command):
        """查看公益创投项目。"""
        return queries.venture(uow, **command)

    @show("/awards", PUBLIC, schemas.ListAwards, schemas.Award, paged=True)
    def list_awards(self, uow, **command):
        """查询立项资助的项目。"""
        return queries.awards(uow, **command)

    @show(f"{ONE}/reports", PUBLIC, schemas.ListVentureReports,
          schemas.VentureReport, paged=True)  # fmt: skip
    def list_venture_reports(self, uow, **command):
        """查看项目公布的进展。"""
        return queries.venture_reports(uow, **command)

    @show("/venture-bans", workflow.READ_VENTURE, schemas.ListBans,
          schemas.VentureBan, paged=True)  # fmt: skip
    def list_bans(self, uow, **command):
        """查询限制申报的组织。"""
        return queries.bans(uow, **command)

    @create("/venture-calls/{call_id}/ventures", workflow.APPLY_VENTURE,
            schemas.ApplyVenture, schemas.Venture)  # fmt: skip
    def apply_venture(self, uow, **command):
        """申报项目。"""
        return handlers.apply_venture(uow, **command)

    @step(f"{ACTIONS}/shortlist", workflow.SCREEN_VENTURE, schemas.VentureKey, schemas.Venture)
    def shortlist_venture(self, uow, **command):
        """初审入围。"""
        return handlers.shortlist_venture(uow, **command)

    @step(f"{ACTIONS}/reject", workflow.SCREEN_VENTURE, schemas.RejectVenture, schemas.Venture)
    def reject_venture(self, uow, **command):
        """初审不通过。"""
        return handlers.reject_venture(uow, **command)

    @step(f"{ACTIONS}/award", workflow.AWARD_VENTURE, schemas.AwardVenture, schemas.Venture)
    def award_venture(self, uow, **command):
        """批准立项。

        The grant is charged to the budget of the call, which is never exceeded.
        """
        return handlers.award_venture(uow, **command)

    @step(f"{ACTIONS}/decline", workflow.AWARD_VENTURE, schemas.RejectVenture, schemas.Venture)
    def decline_venture(self, uow, **command):
        """不予立项。"""
        return handlers.decline_venture(uow, **command)

    @step(f"{ACTIONS}/sign", workflow.SCREEN_VENTURE, schemas.SignAgreement, schemas.Venture)
    def sign_agreement(self, uow, **command):
        """签订资助协议。"""
        return handlers.sign_agreement(uow, **command)

    @step(f"{ACTIONS}/pay", workflow.PAY_VENTURE, schemas.PayTranche, schemas.Venture)
    def pay_tranche(self, uow, **command):
        """拨付资助款。"""
        return handlers.pay_tranche(uow, **command)

    @create(f"{ONE}/reports", workflow.REPORT_VENTURE,
            schemas.PublishVentureReport, schemas.VentureReport)  # fmt: skip
    def publish_venture_report(self, uow, **command):
        """公布项目进展或全面报告。"""
        return handlers.publish_venture_report(uow, **command)

    @step(f"{ACTIONS}/midterm", workflow.EXAMINE_VENTURE, schemas.JudgeMidterm, schemas.Venture)
    def judge_midterm(self, uow, **command):
        """中期评估。

        Below the passing score the project is to be mended within a month, and then ends.
        """
        return handlers.judge_midterm(uow, **command)

    @step(f"{ACTIONS}/rectify", workflow.REPORT_VENTURE, schemas.RectifyVenture, schemas.Venture)
    def rectify_venture(self, uow, **command):
        """提交整改情况。"""
        return handlers.rectify_venture(uow, **command)

    @step(f"{ACTIONS}/accept", workflow.EXAMINE_VENTURE, schemas.AcceptVenture, schemas.Venture)
    def accept_venture(self, uow, **command):
        """项目验收。

        Passed with 80 % of each target and sound accounts; otherwise to be mended.
        """
        return handlers.accept_venture(uow, **command)

    @step(f"{ACTIONS}/end_for_breach", workflow.END_VENTURE, schemas.EndForBreach,
          schemas.Venture)  # fmt: skip
    def end_for_breach(self, uow, **command):
        """违约终止项目。"""
        return handlers.end_for_breach(uow, **command)

    @step(f"{ACTIONS}/recover", workflow.PAY_VENTURE, schemas.RecoverMoney, schemas.Venture)
    def recover_money(self, uow, **command):
        """登记收回资金。"""
        return handlers.recover_money(uow, **command)

    @step(f"{ACTIONS}/evaluate", workflow.EXAMINE_VENTURE, schemas.EvaluateVenture,
          schemas.Venture)  # fmt: skip
    def evaluate_venture(self, uow, **command):
        """社会效益综合评价。"""
        return handlers.evaluate_venture(uow, **command)

    @timer(handlers.REPORT_NEAR)
    def remind_of_report(self, uow, **fact):
        """项目进展公布即将到期。"""
        return handlers.remind_of_report(uow, **fact)

    @timer(handlers.REPORT_LATE)
    def miss_report(self, uow, **fact):
        """项目进展逾期未公布。"""
        return handlers.miss_report(uow, **fact)

    @timer(handlers.MENDING_OVER)
    def end_mending(self, uow, **fact):
        """整改期满。"""
        return handlers.mending_over(uow, **fact)
