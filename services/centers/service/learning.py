"""What is learnt from others, monthly figures, dates that become true."""

from services.centers import handlers
from shared.chassis.service import subscribe, timer


class Learning:
    """What is learnt from others, monthly figures, dates that become true."""

    @timer("month_end")
    def compile_statistics(self, uow, **reminder):
        """编制上月办件统计。"""
        return handlers.compile_month(uow, **reminder)

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

    @subscribe("delegation.delegation.revoked", fields=("delegation_id", "path", "mode"))
    def end_delegation(self, uow, **fact):
        """下放收回后，新办件回到部门；决定移交的，在办件一并移交。"""
        return handlers.hand_back(uow, **fact)

    @subscribe("delegation.delegation.suspended", fields=("delegation_id",))
    def suspend_delegation(self, uow, **fact):
        """下放暂停后，新办件回到部门。"""
        return handlers.end_delegation(uow, **fact)

    @subscribe("identity.unit.renamed", fields=("unit_code", "path", "name"))
    def rename_unit(self, uow, **fact):
        """单位更名。"""
        return handlers.learn_unit(uow, **fact)
