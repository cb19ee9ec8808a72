"""The way of a matter: opened, then closed."""

from enum import StrEnum

from services.incubation import policies
from shared.kernel.workflow import Step, Workflow


class Status(StrEnum):
    """Where a matter stands."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"


READ = "incubation.matter.read"
OPEN = "incubation.matter.open"
CLOSE = "incubation.matter.close"

MATTER = Workflow(
    "incubation.matter",
    states=Status,
    initial=Status.OPEN,
    final=(Status.CLOSED,),
    labels={Status.OPEN: "办理中", Status.CLOSED: "已办结"},
    steps=(
        Step("close", (Status.OPEN,), Status.CLOSED, CLOSE, "办结",
             guards=(policies.another_hand_closes,)),
    ),
)  # fmt: skip
