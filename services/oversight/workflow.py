"""The life of a department's connection. A trace has none: it is appended."""

from enum import StrEnum

from shared.kernel.workflow import Step, Workflow


class Status(StrEnum):
    """Where a connection stands."""

    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    ENDED = "ENDED"


MANAGE = "oversight.connection.manage"

CONNECTION = Workflow(
    "oversight.connection",
    states=Status,
    initial=Status.ACTIVE,
    final=(Status.ENDED,),
    labels={Status.ACTIVE: "投递中", Status.PAUSED: "已暂停", Status.ENDED: "已断开"},
    steps=(
        Step("pause", (Status.ACTIVE,), Status.PAUSED, MANAGE, "暂停投递"),
        Step("resume", (Status.PAUSED,), Status.ACTIVE, MANAGE, "恢复投递"),
        Step("end", (Status.ACTIVE, Status.PAUSED), Status.ENDED, MANAGE, "断开"),
    ),
)
