"""党群组织: what party offers."""

from services.party import events, handlers, queries, schemas, store, workflow
from shared.chassis.service import Service, operation, subscribe

assert store.mapper  # the mapping happens at import


class Party(Service):
    """Matters, from opening to closing."""

    name = "party"
    title = "党群组织"
    facts = events

    @operation(
        "GET /matters",
        permission=workflow.READ,
        takes=schemas.ListMatters,
        gives=schemas.MatterLine,
        paged=True,
    )
    def list_matters(self, uow, **command):
        """查询事项。"""
        return queries.matters(uow, **command)

    @operation(
        "GET /matters/{matter_id}",
        permission=workflow.READ,
        takes=schemas.MatterKey,
        gives=schemas.Matter,
    )
    def show_matter(self, uow, **command):
        """查看事项。"""
        return queries.matter(uow, **command)

    @operation(
        "POST /matters",
        permission=workflow.OPEN,
        takes=schemas.OpenMatter,
        gives=schemas.Matter,
        status=201,
    )
    def open_matter(self, uow, **command):
        """立项。"""
        return handlers.open_matter(uow, **command)

    @operation(
        "POST /matters/{matter_id}/actions/close",
        permission=workflow.CLOSE,
        takes=schemas.MatterKey,
        gives=schemas.Matter,
    )
    def close_matter(self, uow, **command):
        """办结。"""
        return handlers.close(uow, **command)

    @subscribe("party.calendar.loaded", fields=("year",))
    def recompute_deadlines(self, uow, **fact):
        """工作日历装载后，重新计算暂定期限。"""
        return handlers.recompute_deadlines(uow, **fact)
