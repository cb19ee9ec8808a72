"""Use cases of party."""

from services.party.handlers.organisations import (
    activate_organisation,
    approve_organisation,
    dissolve_organisation,
    merge_organisation,
    move_organisation,
    propose_organisation,
    reject_organisation,
    reorganise_organisation,
    resume_organisation,
)
from services.party.handlers.units import learn_unit, merge_unit, rename_unit

__all__ = [
    "activate_organisation",
    "approve_organisation",
    "dissolve_organisation",
    "learn_unit",
    "merge_organisation",
    "merge_unit",
    "move_organisation",
    "propose_organisation",
    "reject_organisation",
    "rename_unit",
    "reorganise_organisation",
    "resume_organisation",
]
