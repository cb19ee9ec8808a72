"""A copy of a unit's name, learnt from identity's events."""

from dataclasses import dataclass

from shared.kernel.events import Aggregate


@dataclass(kw_only=True, eq=False)
class UnitName(Aggregate):
    """Code, path and name of one unit."""

    id: str
    path: str
    name: str
    version: int = 0
