"""Use cases of party."""

from services.party.handlers.loading import load
from services.party.handlers.members import (
    count_gathering,
    count_members,
    end_inflow,
    fill_post,
    note_home_report,
    place_inflow,
    register_gathering,
    relieve_posting,
    report_inflow,
    settle_gathering,
)
from services.party.handlers.organisations import (
    activate_organisation,
    approve_organisation,
    dissolve_organisation,
    end_task,
    merge_organisation,
    move_organisation,
    propose_organisation,
    reject_organisation,
    reorganise_organisation,
    resume_organisation,
)
from services.party.handlers.terms import (
    look_at_term,
    record_election,
    shift_term,
)
from services.party.handlers.units import (
    learn_unit,
    merge_unit,
    rename_unit,
)

__all__ = [
    "activate_organisation",
    "approve_organisation",
    "count_gathering",
    "count_members",
    "dissolve_organisation",
    "end_inflow",
    "end_task",
    "fill_post",
    "learn_unit",
    "load",
    "look_at_term",
    "merge_organisation",
    "merge_unit",
    "move_organisation",
    "note_home_report",
    "place_inflow",
    "propose_organisation",
    "record_election",
    "register_gathering",
    "reject_organisation",
    "relieve_posting",
    "rename_unit",
    "reorganise_organisation",
    "report_inflow",
    "resume_organisation",
    "settle_gathering",
    "shift_term",
]
