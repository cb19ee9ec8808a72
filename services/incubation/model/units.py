"""A copy of the units, as others' events told them: names and places of communities."""

from dataclasses import dataclass

from shared.kernel.units import KnownUnit


@dataclass(kw_only=True, eq=False)
class UnitName(KnownUnit):
    """Incubation's copy of a unit: names and places of communities."""
