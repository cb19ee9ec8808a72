"""A copy of the units, as others' events told them: names and places of communities."""

from dataclasses import dataclass
from datetime import date

from shared.kernel.events import Aggregate


@dataclass(kw_only=True, eq=False)
class UnitName(Aggregate):
    """A unit: its code is the id; `valid_to` the last day of its life, None while it lives."""

    id: str
    path: str
    name: str
    kind: str
    valid_to: date | None = None
    version: int = 0
