"""Public notices that other services ask for, and objections to them."""

from services.disclosure import handlers, queries, schemas, workflow
from shared.chassis.service import operation, subscribe, timer
from shared.kernel.actor import PUBLIC


class Notices:
    """Public notices and objections."""

    @operation(
        "GET /notices", permission=PUBLIC, takes=schemas.ListNotices, gives=schemas.NoticeLine,
        paged=True,
    )  # fmt: skip
    def list_notices(self, uow, **command):
        """查询公示。"""
        return queries.notices(uow, **command)

    @operation(
        "GET /notices/{notice_id}", permission=PUBLIC, takes=schemas.NoticeKey,
        gives=schemas.PublicNotice,
    )  # fmt: skip
    def read_notice(self, uow, **command):
        """阅读公示。"""
        return queries.notice(uow, **command)

    @operation(
        "POST /notices/{notice_id}/objections",
        permission=workflow.NOTICE_OBJECT,
        takes=schemas.ObjectToNotice,
        gives=schemas.NoticeObjection,
        status=201,
    )
    def object_to_notice(self, uow, **command):
        """对公示提出实名异议。

        Residents object themselves; of whoever comes to a window the clerk writes it down.
        """
        return handlers.object_to_notice(uow, **command)

    @operation(
        "GET /notice-objections", permission=workflow.OBJECTION_READ,
        takes=schemas.ListNoticeObjections, gives=schemas.NoticeObjection, paged=True,
    )  # fmt: skip
    def list_notice_objections(self, uow, **command):
        """查询公示异议。"""
        return queries.notice_objections(uow, **command)

    @operation(
        "GET /notice-objections/{objection_id}", permission=workflow.OBJECTION_READ,
        takes=schemas.ObjectionKey, gives=schemas.NoticeObjection,
    )  # fmt: skip
    def show_notice_objection(self, uow, **command):
        """查看公示异议。"""
        return queries.notice_objection(uow, **command)

    @operation(
        "POST /notice-objections/{objection_id}/actions/answer",
        permission=workflow.NOTICE_ANSWER,
        takes=schemas.AnswerNoticeObjection,
        gives=schemas.NoticeObjection,
    )
    def answer_notice_objection(self, uow, **command):
        """答复公示异议；内容有实质变更的，重新公示。"""
        return handlers.answer_notice_objection(uow, **command)

    @operation(
        "POST /notice-objections/{objection_id}/actions/reveal",
        permission=workflow.NOTICE_ANSWER,
        takes=schemas.RevealObjector,
        gives=schemas.Objector,
        if_match=False,
        secret=True,
    )
    def reveal_objector(self, uow, **command):
        """查看异议人完整信息（留痕）。"""
        return handlers.reveal_objector(uow, **command)

    @operation(
        "GET /notice-desk", permission=workflow.NOTICE_MANAGE, takes=schemas.ListNotices,
        gives=schemas.NoticeLine, paged=True,
    )  # fmt: skip
    def list_notice_desk(self, uow, **command):
        """查询各状态的公示。"""
        return queries.notice_desk(uow, **command)

    @operation(
        "GET /notice-desk/{notice_id}", permission=workflow.NOTICE_MANAGE,
        takes=schemas.NoticeKey, gives=schemas.Notice,
    )  # fmt: skip
    def show_desk_notice(self, uow, **command):
        """查看公示的办理情况。"""
        return queries.desk_notice(uow, **command)

    @operation(
        "POST /notice-desk/{notice_id}/actions/clear",
        permission=workflow.NOTICE_MANAGE,
        takes=schemas.ClearNotice,
        gives=schemas.Notice,
    )
    def clear_notice(self, uow, **command):
        """删去不得公开的内容后公示。"""
        return handlers.clear_notice(uow, **command)

    @subscribe(
        "delegation.notice.asked",
        fields=("matter_id", "path", "unit", "kind", "title", "content", "period", "basis"),
    )
    def show_for_delegation(self, uow, **fact):
        """提请公示，扫描后开始公示。"""
        return handlers.show_for_delegation(uow, **fact)

    @timer("notice_period_over")
    def end_notice(self, uow, **reminder):
        """公示期满。"""
        return handlers.end_notice(uow, **reminder)

    @timer("notice_objection_due")
    def tell_late_objection(self, uow, **reminder):
        """公示异议逾期未答复。"""
        return handlers.objection_lapsed(uow, **reminder)
