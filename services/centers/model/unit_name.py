"""A copy of a unit, learnt from identity's events."""

from dataclasses import dataclass
from datetime import date

from shared.kernel.events import Aggregate

STREETS = ("street", "town")
COMMUNITIES = ("community", "village")


@dataclass(kw_only=True, eq=False)
class UnitName(Aggregate):
    """Code, path and name of one unit, its kind ("" where nobody told) and its last day.

    `mark` changes with every decision that could leave a community of the street without a station:
    of two such decisions at once the later one is refused.
    """

    id: str
    path: str
    name: str
    kind: str = ""
    valid_to: date | None = None
    mark: str = ""
    version: int = 0

    def exists(self, on: date) -> bool:
        """Say whether the unit has not ended before that day."""
        return self.valid_to is None or on <= self.valid_to
