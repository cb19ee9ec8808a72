"""综合指挥: what oversight offers."""

from services.oversight import events, handlers, queries, schemas, store
from shared.chassis.service import Service, operation, subscribe

assert store.mapper  # the mapping happens at import


class Oversight(Service):
    """The trace of any matter."""

    name = "oversight"
    title = "综合指挥"
    facts = events

    @operation(
        "GET /traces/{matter_id}",
        permission="oversight.trace.read",
        takes=schemas.TraceKey,
        gives=schemas.Trace,
    )
    def read_trace(self, uow, **command):
        """查看事项全链条。

        Every act in order, who, under which unit, what it did to the clock, which event carried it.
        """
        return queries.trace(uow, **command)

    @subscribe("identity.unit.established")
    def trace_unit(self, uow, **fact):
        """记录单位设立。"""
        return handlers.append_unit(uow, **fact)

    @subscribe("identity.unit.renamed")
    def trace_rename(self, uow, **fact):
        """记录单位更名。"""
        return handlers.append_unit(uow, **fact)

    @subscribe("identity.#")
    def trace_identity(self, uow, **fact):
        """记录统一身份的办理。"""
        return handlers.append(uow, **fact)

    @subscribe("delegation.#")
    def trace_delegation(self, uow, **fact):
        """记录事项下沉的办理。"""
        return handlers.append(uow, **fact)

    @subscribe("centers.#")
    def trace_centers(self, uow, **fact):
        """记录便民服务的办理。"""
        return handlers.append(uow, **fact)

    @subscribe("disclosure.#")
    def trace_disclosure(self, uow, **fact):
        """记录公开监管的办理。"""
        return handlers.append(uow, **fact)
