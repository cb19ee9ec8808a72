"""What other services form, and what must therefore be published."""

from services.disclosure import handlers
from shared.chassis.service import subscribe


class Formed:
    """What other services form, and what must therefore be published."""

    @subscribe(
        "delegation.list_version.published",
        fields=(
            "list_version_id", "path", "list_code", "list_name", "number", "effective_from",
            "entries", "formed_at",
        ),
    )  # fmt: skip
    def draft_list(self, uow, **fact):
        """清单施行，形成待公开信息。"""
        return handlers.draft_list(uow, **fact)

    @subscribe(
        "centers.statistics.compiled",
        fields=(
            "statistics_id", "path", "period", "unit_name", "accepted", "granted", "denied",
            "on_time", "formed_at",
        ),
    )  # fmt: skip
    def draft_statistics(self, uow, **fact):
        """统计编成，形成待公开信息。"""
        return handlers.draft_statistics(uow, **fact)

    @subscribe(
        "delegation.evaluation.result_formed",
        fields=("evaluation_id", "path", "period", "title", "results", "formed_at"),
    )
    def draft_evaluation(self, uow, **fact):
        """年度绩效评价结果确定，形成待公开信息。"""
        return handlers.draft_evaluation(uow, **fact)

    @subscribe(
        "delegation.purchase.result_formed",
        fields=(
            "purchase_id", "path", "title", "entry_name", "supplier", "price_fen", "accepted",
            "score", "opinions", "reason", "formed_at",
        ),
    )  # fmt: skip
    def draft_purchase(self, uow, **fact):
        """购买服务验收或终止，形成待公开信息。"""
        return handlers.draft_purchase(uow, **fact)

    @subscribe(
        "incubation.award.formed",
        fields=(
            "venture_id", "path", "call", "title", "organisation", "grant_fen", "score", "rank",
            "document_no", "formed_at",
        ),
    )  # fmt: skip
    def draft_award(self, uow, **fact):
        """公益创投项目批准立项，形成待公开信息。"""
        return handlers.draft_award(uow, **fact)

    @subscribe(
        "incubation.venture.result_formed",
        fields=(
            "venture_id", "path", "call", "title", "organisation", "paid_fen", "score", "result",
            "reason", "recover_fen", "formed_at",
        ),
    )  # fmt: skip
    def draft_venture(self, uow, **fact):
        """公益创投项目验收、终止或评价，形成待公开信息。"""
        return handlers.draft_venture(uow, **fact)
