"""The three-level network: places, opening hours, referrals, what is lacking and achieved."""

from services.centers import handlers, queries, schemas, workflow
from shared.chassis.service import operation, subscribe, timer
from shared.kernel.actor import PUBLIC


class Network:
    """The three-level network: places, opening hours, referrals, what is lacking and achieved."""

    @operation(
        "GET /places",
        permission=PUBLIC,
        takes=schemas.FilterPlaces,
        gives=schemas.ShownPlace,
        paged=True,
    )
    def list_places(self, uow, **command):
        """查询便民服务中心和站点。"""
        return queries.places(uow, **command)

    @operation(
        "POST /places",
        permission=workflow.MANAGE_NETWORK,
        takes=schemas.EstablishPlace,
        gives=schemas.PlaceDetail,
        status=201,
    )
    def establish_place(self, uow, **command):
        """设立便民服务中心或站点。"""
        return handlers.establish_place(uow, **command)

    @operation(
        "GET /places/{place_id}",
        permission=PUBLIC,
        takes=schemas.ShowPlace,
        gives=schemas.PlaceOnDay,
    )
    def show_place(self, uow, **command):
        """查看场所及其沿革。"""
        return queries.place(uow, **command)

    @operation(
        "GET /places/{place_id}/hours",
        permission=PUBLIC,
        takes=schemas.AskHours,
        gives=schemas.OpenDays,
    )
    def show_hours(self, uow, **command):
        """查看逐日开放时间。"""
        return queries.place_hours(uow, **command)

    @operation(
        "POST /places/{place_id}/actions/change",
        permission=workflow.MANAGE_NETWORK,
        takes=schemas.ChangePlace,
        gives=schemas.PlaceDetail,
    )
    def change_place(self, uow, **command):
        """变更场所。"""
        return handlers.change_place(uow, **command)

    @operation(
        "POST /places/{place_id}/actions/move",
        permission=workflow.MANAGE_NETWORK,
        takes=schemas.MovePlace,
        gives=schemas.PlaceDetail,
    )
    def move_place(self, uow, **command):
        """场所迁址。"""
        return handlers.move_place(uow, **command)

    @operation(
        "POST /places/{place_id}/actions/close",
        permission=workflow.MANAGE_NETWORK,
        takes=schemas.ClosePlace,
        gives=schemas.PlaceDetail,
    )
    def close_place(self, uow, **command):
        """撤销场所并指定承接。"""
        return handlers.close_place(uow, **command)

    @operation(
        "POST /places/{place_id}/actions/keep",
        permission=workflow.MANAGE_NETWORK,
        takes=schemas.PlaceKey,
        gives=schemas.PlaceDetail,
    )
    def keep_place(self, uow, **command):
        """取消撤销。"""
        return handlers.keep_place(uow, **command)

    @operation(
        "POST /places/{place_id}/actions/cancel",
        permission=workflow.MANAGE_NETWORK,
        takes=schemas.PlaceKey,
        gives=schemas.PlaceDetail,
    )
    def cancel_place(self, uow, **command):
        """取消筹建。"""
        return handlers.cancel_place(uow, **command)

    @operation(
        "GET /network/health",
        permission=workflow.READ_NETWORK,
        takes=schemas.AskNetwork,
        gives=schemas.NetworkHealth,
    )
    def check_network(self, uow, **command):
        """检查缺中心的街道、缺站点的社区。"""
        return queries.network_health(uow, **command)

    @operation(
        "GET /network/figures",
        permission=workflow.READ_NETWORK,
        takes=schemas.AskLocal,
        gives=schemas.LocalFigures,
    )
    def show_local_figures(self, uow, **command):
        """查看“不出社区”办结率。"""
        return queries.local_figures(uow, **command)

    @timer("place_due")
    def turn_place(self, uow, **reminder):
        """场所的开放、变更或撤销到期生效。"""
        return handlers.turn_place(uow, **reminder)

    @subscribe(
        "identity.unit.established", fields=("unit_code", "path", "name", "kind", "valid_to")
    )
    def learn_unit(self, uow, **fact):
        """记住单位名称和种类。"""
        return handlers.learn_kind(uow, **fact)

    @subscribe("identity.unit.merged", fields=("unit_code", "valid_to"))
    def end_unit(self, uow, **fact):
        """单位撤并后，不再要求配站。"""
        return handlers.end_unit(uow, **fact)


class Referrals:
    """From one level of the network to the next, up or down."""

    @operation(
        "POST /referrals",
        permission=workflow.REFER,
        takes=schemas.MakeReferral,
        gives=schemas.Referral,
        status=201,
    )
    def make_referral(self, uow, **command):
        """向上一级或下一级场所转介。"""
        return handlers.refer(uow, **command)

    @operation(
        "GET /referrals",
        permission=workflow.READ_REFERRALS,
        takes=schemas.ListReferrals,
        gives=schemas.Referral,
        paged=True,
    )
    def list_referrals(self, uow, **command):
        """查询转介。"""
        return queries.referrals(uow, **command)

    @operation(
        "POST /referrals/{referral_id}/actions/take",
        permission=workflow.ANSWER_REFERRAL,
        takes=schemas.ReferralKey,
        gives=schemas.Referral,
    )
    def take_referral(self, uow, **command):
        """接收转介。"""
        return handlers.take_referral(uow, **command)

    @operation(
        "POST /referrals/{referral_id}/actions/return",
        permission=workflow.ANSWER_REFERRAL,
        takes=schemas.AnswerReferral,
        gives=schemas.Referral,
    )
    def return_referral(self, uow, **command):
        """退回转介并说明理由。"""
        return handlers.return_referral(uow, **command)

    @operation(
        "POST /referrals/{referral_id}/actions/answer",
        permission=workflow.ANSWER_REFERRAL,
        takes=schemas.AnswerReferral,
        gives=schemas.Referral,
    )
    def answer_referral(self, uow, **command):
        """答复转介。"""
        return handlers.answer_referral(uow, **command)

    @operation(
        "POST /referrals/{referral_id}/actions/recall",
        permission=workflow.REFER,
        takes=schemas.ReferralKey,
        gives=schemas.Referral,
    )
    def recall_referral(self, uow, **command):
        """收回转介。"""
        return handlers.recall_referral(uow, **command)

    @timer("referral_due")
    def note_referral_overdue(self, uow, **reminder):
        """转介逾期未答复。"""
        return handlers.note_referral_overdue(uow, **reminder)
