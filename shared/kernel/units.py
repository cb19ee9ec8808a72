"""The copy of a unit that a service keeps of what identity announces."""

from dataclasses import dataclass
from datetime import date

from shared.kernel.events import Aggregate


@dataclass(kw_only=True, eq=False)
class KnownUnit(Aggregate):
    """Path, name, kind ("" where nobody told) and last day of a unit; `id` is its code.

    Each service keeps its own: a class of its own below this one, mapped onto its own table.
    """

    id: str
    path: str
    name: str
    kind: str = ""
    valid_to: date | None = None
    version: int = 0

    def exists(self, on: date) -> bool:
        """Say whether the unit still exists on that day; `valid_to` is its last."""
        return self.valid_to is None or on <= self.valid_to
