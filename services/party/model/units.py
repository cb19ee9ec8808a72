"""What party knows of the units of the district."""

from dataclasses import dataclass

from shared.kernel.units import KnownUnit


@dataclass(kw_only=True, eq=False)
class UnitName(KnownUnit):
    """Party's copy of a unit: where organisations stand."""
