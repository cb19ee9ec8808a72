"""Aggregates of party."""

from services.party.model.organisations import (
    FOREVER,
    Approval,
    Node,
    Organisation,
    Placement,
    Task,
)
from services.party.model.units import UnitName

__all__ = [
    "FOREVER",
    "Approval",
    "Node",
    "Organisation",
    "Placement",
    "Task",
    "UnitName",
]
