"""Dates that become true."""

from services.incubation import handlers
from shared.chassis.service import subscribe


class Learning:
    """Dates that become true."""

    @subscribe("incubation.calendar.loaded", fields=("year",))
    def recompute_deadlines(self, uow, **fact):
        """工作日历装载后，重新计算暂定期限。"""
        return handlers.recompute_deadlines(uow, **fact)
