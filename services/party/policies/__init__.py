"""Named rules of party."""

from services.party.policies.sizes import (
    Sizes,
    joint_units_fit,
    size_fits_form,
    task_fits_form,
)
from services.party.policies.structure import (
    Structure,
    another_hand_decides,
    day_is_in_order,
    form_fits_level,
    nobody_is_left,
    nothing_is_below,
    parent_fits,
    successor_fits,
    superior_decides,
    takes_subordinates,
)

__all__ = [
    "Sizes",
    "Structure",
    "another_hand_decides",
    "day_is_in_order",
    "form_fits_level",
    "joint_units_fit",
    "nobody_is_left",
    "nothing_is_below",
    "parent_fits",
    "size_fits_form",
    "successor_fits",
    "superior_decides",
    "takes_subordinates",
    "task_fits_form",
]
