"""Calls for ventures: needs, windows, rankings, objections."""

from services.incubation import handlers, queries, schemas, workflow
from services.incubation.service.declare import create, show, step
from shared.chassis.service import timer
from shared.kernel.actor import PUBLIC

ONE, NEED = "/venture-calls/{call_id}", "/needs/{need_id}"
ACTIONS = f"{ONE}/actions"
OBJECTION = "/ranking-objections/{objection_id}"


class Calls:
    """Calls for ventures."""

    @show("/venture-calls", PUBLIC, schemas.ListCalls, schemas.Call, paged=True)
    def list_calls(self, uow, **command):
        """查询公益创投。"""
        return queries.calls(uow, **command)

    @show(ONE, PUBLIC, schemas.CallKey, schemas.Call)
    def show_call(self, uow, **command):
        """查看公益创投。"""
        return queries.call(uow, **command)

    @create("/venture-calls", workflow.MANAGE_CALL, schemas.DraftCall, schemas.Call)
    def draft_call(self, uow, **command):
        """起草公益创投方案。"""
        return handlers.draft_call(uow, **command)

    @step(f"{ACTIONS}/collect", workflow.MANAGE_CALL, schemas.CallKey, schemas.Call)
    def collect_needs(self, uow, **command):
        """开始征集需求。"""
        return handlers.collect_needs(uow, **command)

    @step(f"{ACTIONS}/open", workflow.DECIDE_CALL, schemas.OpenCall, schemas.Call)
    def open_call(self, uow, **command):
        """发布项目征集。"""
        return handlers.open_call(uow, **command)

    @step(f"{ACTIONS}/rank", workflow.MANAGE_CALL, schemas.CallKey, schemas.Call)
    def rank_ventures(self, uow, **command):
        """汇总评分排名。

        Each panel has at least five judges, all of whom have scored; the highest and the lowest
        total are left out.
        """
        return handlers.rank_ventures(uow, **command)

    @step(f"{ACTIONS}/announce", workflow.MANAGE_CALL, schemas.AnnounceRanking, schemas.Call)
    def announce_ranking(self, uow, **command):
        """公示评审结果。"""
        return handlers.announce_ranking(uow, **command)

    @step(f"{ACTIONS}/settle", workflow.MANAGE_CALL, schemas.CallKey, schemas.Call)
    def settle_objections(self, uow, **command):
        """异议处理完毕。"""
        return handlers.settle_objections(uow, **command)

    @step(f"{ACTIONS}/renew_notice", workflow.MANAGE_CALL, schemas.CallKey, schemas.Call)
    def renew_ranking_notice(self, uow, **command):
        """调整后重新公示。"""
        return handlers.renew_ranking_notice(uow, **command)

    @step(f"{ACTIONS}/conclude", workflow.DECIDE_CALL, schemas.CallKey, schemas.Call)
    def conclude_call(self, uow, **command):
        """结束本届公益创投。"""
        return handlers.conclude_call(uow, **command)

    @create(f"{ONE}/needs", workflow.RAISE_NEED, schemas.RaiseNeed, schemas.Need)
    def raise_need(self, uow, **command):
        """提出需求。"""
        return handlers.raise_need(uow, **command)

    @show(f"{ONE}/needs", PUBLIC, schemas.ListPublishedNeeds, schemas.PublishedNeed, paged=True)
    def list_published_needs(self, uow, **command):
        """查询已发布的需求。"""
        return queries.published_needs(uow, **command)

    @show("/needs", workflow.READ_NEED, schemas.ListNeeds, schemas.Need, paged=True)
    def list_needs(self, uow, **command):
        """查询提出的需求。"""
        return queries.needs(uow, **command)

    @show(NEED, workflow.READ_NEED, schemas.NeedKey, schemas.Need)
    def show_need(self, uow, **command):
        """查看需求。"""
        return queries.need(uow, **command)

    @step(f"{NEED}/actions/publish", workflow.SIFT_NEED, schemas.PublishNeed, schemas.Need)
    def publish_need(self, uow, **command):
        """发布需求。"""
        return handlers.publish_need(uow, **command)

    @step(f"{NEED}/actions/decline", workflow.SIFT_NEED, schemas.DeclineNeed, schemas.Need)
    def decline_need(self, uow, **command):
        """不予采纳需求。"""
        return handlers.decline_need(uow, **command)

    @show(f"{ONE}/ranking", PUBLIC, schemas.ListRanking, schemas.RankedVenture, paged=True)
    def list_ranking(self, uow, **command):
        """查看公示的评审结果。"""
        return queries.ranking(uow, **command)

    @create(f"{ONE}/objections", workflow.OBJECT_RANKING,
            schemas.ObjectToRanking, schemas.RankingObjection)  # fmt: skip
    def object_to_ranking(self, uow, **command):
        """对公示的项目提出异议。"""
        return handlers.object_to_ranking(uow, **command)

    @show(f"{ONE}/objections", workflow.READ_OBJECTION, schemas.ListRankingObjections,
          schemas.RankingObjection, paged=True)  # fmt: skip
    def list_ranking_objections(self, uow, **command):
        """查询异议。"""
        return queries.ranking_objections(uow, **command)

    @show(OBJECTION, workflow.READ_OBJECTION, schemas.RankingObjectionKey,
          schemas.RankingObjection)  # fmt: skip
    def show_ranking_objection(self, uow, **command):
        """查看异议。"""
        return queries.ranking_objection(uow, **command)

    @step(f"{OBJECTION}/actions/answer", workflow.MANAGE_CALL,
          schemas.AnswerRankingObjection, schemas.RankingObjection)  # fmt: skip
    def answer_ranking_objection(self, uow, **command):
        """答复异议。"""
        return handlers.answer_ranking_objection(uow, **command)

    @timer(handlers.CLOSES)
    def close_call(self, uow, **fact):
        """项目征集截止。"""
        return handlers.close_call(uow, **fact)

    @timer(handlers.NOTICE_OVER)
    def end_ranking_notice(self, uow, **fact):
        """评审结果公示期满。"""
        return handlers.end_ranking_notice(uow, **fact)
