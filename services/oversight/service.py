"""综合指挥: what oversight offers."""

from services.oversight import events, handlers, queries, schemas, store
from shared.chassis.service import Service, operation, subscribe

assert store.mapper  # the mapping happens at import


class Oversight(Service):
    """The trace of any matter, and what departments' own systems hear of it."""

    name = "oversight"
    title = "综合指挥"
    facts = events
    courier = handlers.Desk()

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

    @operation(
        "GET /connections",
        permission="oversight.connection.read",
        takes=schemas.ListConnections,
        gives=schemas.Connection,
        paged=True,
    )
    def list_connections(self, uow, **command):
        """查询部门系统接入。"""
        return queries.connections(uow, **command)

    @operation(
        "GET /connections/{connection_id}",
        permission="oversight.connection.read",
        takes=schemas.ConnectionKey,
        gives=schemas.Connection,
    )
    def show_connection(self, uow, **command):
        """查看部门系统接入。"""
        return queries.connection(uow, **command)

    @operation(
        "GET /connections/{connection_id}/deliveries",
        permission="oversight.connection.read",
        takes=schemas.ListDeliveries,
        gives=schemas.Delivery,
        paged=True,
    )
    def list_deliveries(self, uow, **command):
        """查询投递记录。"""
        return queries.deliveries(uow, **command)

    @operation(
        "POST /connections/{connection_id}/actions/pause",
        permission="oversight.connection.manage",
        takes=schemas.ConnectionKey,
        gives=schemas.Connection,
    )
    def pause_connection(self, uow, **command):
        """暂停投递。

        Events are kept for it meanwhile.
        """
        return handlers.pause(uow, **command)

    @operation(
        "POST /connections/{connection_id}/actions/resume",
        permission="oversight.connection.manage",
        takes=schemas.ConnectionKey,
        gives=schemas.Connection,
    )
    def resume_connection(self, uow, **command):
        """恢复投递。

        What was kept is sent first.
        """
        return handlers.resume(uow, **command)

    @operation(
        "POST /connections/{connection_id}/actions/replay",
        permission="oversight.connection.replay",
        takes=schemas.Replay,
        gives=schemas.Connection,
        if_match=False,
    )
    def replay_deliveries(self, uow, **command):
        """重新投递。

        One delivery, or all since a time; receivers know a repeat by the event's id.
        """
        return handlers.replay(uow, **command)

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

    @subscribe("party.#")
    def trace_party(self, uow, **fact):
        """记录党群组织的办理。"""
        return handlers.append(uow, **fact)

    @subscribe("incubation.#")
    def trace_incubation(self, uow, **fact):
        """记录社会组织孵化的办理。"""
        return handlers.append(uow, **fact)
