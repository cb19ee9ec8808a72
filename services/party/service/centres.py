"""党群服务中心 and the money put into them."""

from services.party import handlers, queries, schemas, workflow
from services.party.service.declare import create, show, step
from shared.chassis.service import subscribe, timer

ONE = "/centres/{centre_id}"
ACTIONS = f"{ONE}/actions"
MONEY = "/investments/{investment_id}"


class Centres:
    """党群服务中心, their standard, the money put into them."""

    @show("/centres", workflow.READ_CENTRE, schemas.ListCentres, schemas.Centre, paged=True)
    def list_centres(self, uow, **command):
        """查询党群服务中心。"""
        return queries.centres(uow, **command)

    @show(ONE, workflow.READ_CENTRE, schemas.CentreKey, schemas.Centre)
    def show_centre(self, uow, **command):
        """查看党群服务中心。"""
        return queries.centre(uow, **command)

    @create("/centres", workflow.KEEP_CENTRE, schemas.RegisterCentre, schemas.Centre)
    def register_centre(self, uow, **command):
        """登记党群服务中心。"""
        return handlers.register_centre(uow, **command)

    @step(f"{ACTIONS}/colocate", workflow.KEEP_CENTRE, schemas.ColocateCentre, schemas.Centre)
    def colocate_centre(self, uow, **command):
        """确认与便民服务场所同址。"""
        return handlers.colocate_centre(uow, **command)

    @step(f"{ACTIONS}/separate", workflow.KEEP_CENTRE, schemas.CentreKey, schemas.Centre)
    def separate_centre(self, uow, **command):
        """解除同址。"""
        return handlers.separate_centre(uow, **command)

    @step(f"{ACTIONS}/inspect", workflow.INSPECT_CENTRE, schemas.InspectCentre, schemas.Inspection)
    def inspect_centre(self, uow, **command):
        """标准化检查。"""
        return handlers.inspect_centre(uow, **command)

    @step(f"{ACTIONS}/close", workflow.KEEP_CENTRE, schemas.CloseCentre, schemas.Centre)
    def close_centre(self, uow, **command):
        """撤销党群服务中心。"""
        return handlers.close_centre(uow, **command)

    @show(f"{ONE}/inspections", workflow.READ_CENTRE, schemas.ListInspections,
          schemas.Inspection, paged=True)  # fmt: skip
    def list_inspections(self, uow, **command):
        """查询检查记录。"""
        return queries.inspections(uow, **command)

    @show("/centre-standard", workflow.READ_CENTRE, schemas.ReadStandard, schemas.CentreStandard)
    def show_centre_standard(self, uow, **command):
        """查看某日施行的标准化清单。"""
        return queries.centre_standard(uow, **command)

    @show("/centre-share", workflow.READ_CENTRE, schemas.OnDay, schemas.CentreShare)
    def show_centre_share(self, uow, **command):
        """查看某日标准化建设覆盖率。"""
        return queries.centre_share(uow, **command)

    @show("/investments", workflow.READ_INVESTMENT, schemas.ListInvestments,
          schemas.Investment, paged=True)  # fmt: skip
    def list_investments(self, uow, **command):
        """查询党群服务中心投入。"""
        return queries.investments(uow, **command)

    @show(MONEY, workflow.READ_INVESTMENT, schemas.InvestmentKey, schemas.Investment)
    def show_investment(self, uow, **command):
        """查看一笔投入。"""
        return queries.investment(uow, **command)

    @create(f"{ONE}/investments", workflow.BOOK_INVESTMENT,
            schemas.BookInvestment, schemas.Investment)  # fmt: skip
    def book_investment(self, uow, **command):
        """登记投入。"""
        return handlers.book_investment(uow, **command)

    @step(f"{MONEY}/actions/reverse", workflow.BOOK_INVESTMENT,
          schemas.ReverseInvestment, schemas.Investment)  # fmt: skip
    def reverse_investment(self, uow, **command):
        """冲销投入。

        By another hand than booked it; the line stays to be read.
        """
        return handlers.reverse_investment(uow, **command)

    @show("/investment-sums", workflow.READ_INVESTMENT, schemas.ReadSums, schemas.InvestmentSums)
    def show_investment_sums(self, uow, **command):
        """查看投入合计。"""
        return queries.investment_sums(uow, **command)

    @subscribe("centers.place.opened", fields=("place_id", "path", "kind", "name"))
    def learn_place(self, uow, **fact):
        """记住便民服务场所。"""
        return handlers.learn_place(uow, **fact)

    @subscribe("centers.place.moved", fields=("place_id", "since", "to_path"))
    def plan_move(self, uow, **fact):
        """场所迁址后，不再同址。"""
        return handlers.plan_move(uow, **fact)

    @subscribe("centers.place.closed", fields=("place_id",))
    def close_place(self, uow, **fact):
        """场所撤销后，不再同址。"""
        return handlers.close_place(uow, **fact)

    @timer("place_moves")
    def move_place(self, uow, **reminder):
        """场所迁址之日。"""
        return handlers.move_place(uow, **reminder)
