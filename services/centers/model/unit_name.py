"""A copy of a unit, learnt from identity's events."""

from dataclasses import dataclass

from shared.kernel.units import KnownUnit

STREETS = ("street", "town")
COMMUNITIES = ("community", "village")


@dataclass(kw_only=True, eq=False)
class UnitName(KnownUnit):
    """Centers' copy of a unit.

    `mark` changes with every decision that could leave a community of the street without a station:
    of two such decisions at once the later one is refused.
    """

    mark: str = ""
