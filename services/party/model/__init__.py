"""Aggregates of party."""

from services.party.model.elections import (
    Ballot,
    Election,
    Flaw,
)
from services.party.model.gatherings import (
    Gathering,
)
from services.party.model.inflows import (
    Inflow,
)
from services.party.model.organisations import (
    FOREVER,
    Approval,
    Node,
    Organisation,
    Placement,
    Task,
)
from services.party.model.postings import (
    Posting,
)
from services.party.model.units import (
    UnitName,
)

__all__ = [
    "FOREVER",
    "Approval",
    "Ballot",
    "Election",
    "Flaw",
    "Gathering",
    "Inflow",
    "Node",
    "Organisation",
    "Placement",
    "Posting",
    "Task",
    "UnitName",
]
