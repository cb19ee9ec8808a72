"""Answers to bad ratings, indicators, duties to talk."""

from services.centers import handlers, queries, schemas, workflow
from shared.chassis.service import operation, timer


class Rectifications:
    """Answers to bad ratings, indicators, duties to talk."""

    @operation(
        "GET /rectifications",
        permission=workflow.RECTIFICATION_READ,
        takes=schemas.ListRectifications,
        gives=schemas.RectificationLine,
        paged=True,
    )
    def list_rectifications(self, uow, **command):
        """查询差评整改。"""
        return queries.rectifications(uow, **command)

    @operation(
        "GET /rectifications/{rectification_id}",
        permission=workflow.RECTIFICATION_READ,
        takes=schemas.RectificationKey,
        gives=schemas.Rectification,
    )
    def show_rectification(self, uow, **command):
        """查看差评整改。"""
        return queries.rectification(uow, **command)

    @operation(
        "POST /rectifications/{rectification_id}/actions/take",
        permission=workflow.HANDLE,
        takes=schemas.RectificationKey,
        gives=schemas.Rectification,
    )
    def take_rectification(self, uow, **command):
        """领办差评。"""
        return handlers.take(uow, **command)

    @operation(
        "POST /rectifications/{rectification_id}/actions/release",
        permission=workflow.APPEAL,
        takes=schemas.RectificationKey,
        gives=schemas.Rectification,
    )
    def release_rectification(self, uow, **command):
        """退回差评，由他人重新领办。"""
        return handlers.release(uow, **command)

    @operation(
        "POST /rectifications/{rectification_id}/actions/contact",
        permission=workflow.HANDLE,
        takes=schemas.RectificationKey,
        gives=schemas.Rectification,
    )
    def contact_rater(self, uow, **command):
        """联系实名评价人。"""
        return handlers.contact(uow, **command)

    @operation(
        "POST /rectifications/{rectification_id}/actions/fix_now",
        permission=workflow.HANDLE,
        takes=schemas.RectificationKey,
        gives=schemas.Rectification,
    )
    def fix_now(self, uow, **command):
        """立即整改。"""
        return handlers.fix_now(uow, **command)

    @operation(
        "POST /rectifications/{rectification_id}/actions/fix_by",
        permission=workflow.HANDLE,
        takes=schemas.PromiseFix,
        gives=schemas.Rectification,
    )
    def promise_fix(self, uow, **command):
        """限期整改。"""
        return handlers.promise_fix(uow, **command)

    @operation(
        "POST /rectifications/{rectification_id}/actions/explain",
        permission=workflow.HANDLE,
        takes=schemas.Explain,
        gives=schemas.Rectification,
    )
    def explain_refusal(self, uow, **command):
        """解释说明（诉求于法无据）。"""
        return handlers.explain(uow, **command)

    @operation(
        "POST /rectifications/{rectification_id}/actions/dispute",
        permission=workflow.HANDLE,
        takes=schemas.Dispute,
        gives=schemas.Rectification,
    )
    def dispute_rating(self, uow, **command):
        """误评申诉。"""
        return handlers.dispute(uow, **command)

    @operation(
        "POST /rectifications/{rectification_id}/actions/uphold",
        permission=workflow.APPEAL,
        takes=schemas.ReviewAppeal,
        gives=schemas.Rectification,
    )
    def uphold_appeal(self, uow, **command):
        """认定误评。"""
        return handlers.uphold_appeal(uow, **command)

    @operation(
        "POST /rectifications/{rectification_id}/actions/reject",
        permission=workflow.APPEAL,
        takes=schemas.ReviewAppeal,
        gives=schemas.Rectification,
    )
    def reject_appeal(self, uow, **command):
        """驳回误评申诉。"""
        return handlers.reject_appeal(uow, **command)

    @operation(
        "POST /rectifications/{rectification_id}/actions/finish",
        permission=workflow.HANDLE,
        takes=schemas.FinishFix,
        gives=schemas.Rectification,
    )
    def finish_fix(self, uow, **command):
        """整改完成。"""
        return handlers.finish_fix(uow, **command)

    @operation(
        "POST /rectifications/{rectification_id}/actions/call_back",
        permission=workflow.HANDLE,
        takes=schemas.CallBack,
        gives=schemas.Rectification,
    )
    def call_back(self, uow, **command):
        """回访实名评价人。"""
        return handlers.call_back(uow, **command)

    @operation(
        "POST /rectifications/{rectification_id}/actions/close",
        permission=workflow.HANDLE,
        takes=schemas.RectificationKey,
        gives=schemas.Rectification,
    )
    def close_rectification(self, uow, **command):
        """差评办结。"""
        return handlers.close_rectification(uow, **command)

    @operation(
        "POST /rectifications/{rectification_id}/actions/reveal",
        permission=workflow.HANDLE,
        takes=schemas.RevealRater,
        gives=schemas.RaterContact,
        if_match=False,
        secret=True,
    )
    def reveal_rater(self, uow, **command):
        """查看实名评价人联系方式（留痕）。"""
        return handlers.reveal_rater(uow, **command)

    @operation(
        "POST /tickets/{ticket_id}/actions/rate",
        permission=workflow.RATE,
        takes=schemas.RateVisit,
        gives=schemas.VisitRating,
        if_match=False,
    )
    def rate_visit(self, uow, **command):
        """评价一次现场办理（好差评）。

        Voluntary, once a visit, always anonymous.
        """
        return handlers.rate_visit(uow, **command)

    @operation(
        "GET /ratings/indicators",
        permission="centers.statistics.read",
        takes=schemas.AskRatings,
        gives=schemas.Indicators,
    )
    def show_indicators(self, uow, **command):
        """查看好差评考核指标。"""
        return queries.indicators(uow, **command)

    @operation(
        "GET /ratings/talks",
        permission="centers.statistics.read",
        takes=schemas.ListStatistics,
        gives=schemas.Talk,
        paged=True,
    )
    def list_talks(self, uow, **command):
        """查询应予约谈的服务场所。"""
        return queries.talks(uow, **command)

    @timer("rectification_opened")
    def open_rectification(self, uow, **reminder):
        """匿名差评，次日转整改。"""
        return handlers.open_anonymous(uow, **reminder)

    @timer("rectification_contact_due")
    def tell_late_contact(self, uow, **reminder):
        """联系评价人超时。"""
        return handlers.contact_lapsed(uow, **reminder)

    @timer("rectification_fix_due")
    def tell_late_fix(self, uow, **reminder):
        """整改超时。"""
        return handlers.fix_lapsed(uow, **reminder)
