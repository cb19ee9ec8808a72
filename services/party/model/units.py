"""What party knows of the units of the district."""

from dataclasses import dataclass
from datetime import date

from shared.kernel.events import Aggregate


@dataclass(kw_only=True, eq=False)
class UnitName(Aggregate):
    """A copy of a unit of identity, by its code: its name, place, kind and last day."""

    id: str
    path: str
    name: str
    kind: str
    valid_to: date | None = None
    version: int = 0

    def exists(self, on: date) -> bool:
        """Say whether the unit is there on a day."""
        return self.valid_to is None or on <= self.valid_to
