"""The way of a matter: opened, then closed."""

from enum import StrEnum

from services.party import policies
from shared.kernel.workflow import Step, Workflow


class Status(StrEnum):
    """Where a matter stands."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"


READ = "party.matter.read"
OPEN = "party.matter.open"
CLOSE = "party.matter.close"

MATTER = Workflow(
    "party.matter",
    states=Status,
    initial=Status.OPEN,
    final=(Status.CLOSED,),
    labels={Status.OPEN: "办理中", Status.CLOSED: "已办结"},
    steps=(
        Step("close", (Status.OPEN,), Status.CLOSED, CLOSE, "办结",
             guards=(policies.another_hand_closes,)),
    ),
)  # fmt: skip
