"""Delivery, rating, archive; the logged look at personal data."""

from services.centers import handlers, schemas, workflow
from shared.chassis.service import operation, timer


class Ending:
    """Delivery, rating, archive; the logged look at personal data."""

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
        secret=True,
    )
    def reveal_applicant(self, uow, **command):
        """查看完整个人信息（留痕）。"""
        return handlers.reveal(uow, **command)

    @timer("rating_closed")
    def archive_case(self, uow, **reminder):
        """评价期满，归档。"""
        return handlers.archive(uow, **reminder)
