"""The money of delegations: paid in, spent by the case, asked for when it will not last."""

from services.delegation import handlers, queries, schemas, workflow
from services.delegation.service.declare import show, step
from shared.chassis.service import subscribe

DELEGATION, SUPPLEMENT = "/delegations/{delegation_id}", "/supplements/{supplement_id}/actions"


class Ledger:
    """The money of delegations, and the cases that use it up."""

    @show(f"{DELEGATION}/ledger", workflow.READ_DELEGATION, schemas.ShowLedger, schemas.Ledger)
    def show_ledger(self, uow, **command):
        """查看年度经费账与承接能力。

        Money in fen; the volume by month is counted from cases, never typed.
        """
        return queries.ledger(uow, **command)

    @show(f"{DELEGATION}/bookings", workflow.READ_DELEGATION, schemas.ListBookings,
          schemas.Booking, paged=True)  # fmt: skip
    def list_bookings(self, uow, **command):
        """查询经费入账明细。"""
        return queries.bookings(uow, **command)

    @step(f"{DELEGATION}/actions/pay_in", workflow.FUND, schemas.PayIn, schemas.Delegation)
    def book_appropriation(self, uow, **command):
        """分期拨付已约定的经费。"""
        return handlers.pay_in(uow, **command)

    @show("/supplements", workflow.READ_DELEGATION, schemas.ListSupplements,
          schemas.Supplement, paged=True)  # fmt: skip
    def list_supplements(self, uow, **command):
        """查询追加经费申请。"""
        return queries.supplements(uow, **command)

    @step(f"{SUPPLEMENT}/grant", workflow.FUND, schemas.GrantSupplement, schemas.Supplement)
    def grant_supplement(self, uow, **command):
        """追加经费。"""
        return handlers.grant_supplement(uow, **command)

    @step(f"{SUPPLEMENT}/decline", workflow.FUND, schemas.DeclineSupplement, schemas.Supplement)
    def decline_supplement(self, uow, **command):
        """不予追加经费。"""
        return handlers.decline_supplement(uow, **command)

    @subscribe("centers.case.submitted", fields=("case_id", "case_no", "delegation_id"),
               only_with="delegation_id")  # fmt: skip
    def learn_case(self, uow, **fact):
        """记住由街道承办的办件。"""
        return handlers.learn_case(uow, **fact)

    @subscribe("centers.case.accepted", fields=("case_id", "accepted_at"))
    def count_accepted(self, uow, **fact):
        """受理后计入当月办件量。"""
        return handlers.count_case(uow, **fact)

    @subscribe("centers.case.accepted_tolerantly", fields=("case_id", "accepted_at"))
    def count_tolerated(self, uow, **fact):
        """容缺受理后计入当月办件量。"""
        return handlers.count_case(uow, **fact)

    @subscribe("centers.case.decided", fields=("case_id", "decided_at"))
    def charge_case(self, uow, **fact):
        """办结后按件列支，经费用尽时出现缺口。"""
        return handlers.charge_case(uow, **fact)

    @subscribe("centers.case.refused", fields=("case_id",))
    def end_refused(self, uow, **fact):
        """不予受理的办件不列支。"""
        return handlers.end_case(uow, **fact)

    @subscribe("centers.case.withdrawn", fields=("case_id",))
    def end_withdrawn(self, uow, **fact):
        """撤回的办件不列支。"""
        return handlers.end_case(uow, **fact)

    @subscribe("centers.case.deemed_withdrawn", fields=("case_id",))
    def end_lapsed(self, uow, **fact):
        """视为撤回的办件不列支。"""
        return handlers.end_case(uow, **fact)
