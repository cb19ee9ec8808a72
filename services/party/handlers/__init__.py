"""Use cases of party."""

from services.party.handlers.centres import (
    close_centre,
    close_place,
    colocate_centre,
    inspect_centre,
    learn_place,
    move_place,
    plan_move,
    register_centre,
    separate_centre,
)
from services.party.handlers.coverage import (
    change_coverage,
    end_coverage_unit,
    register_coverage_unit,
    reveal_instructor,
)
from services.party.handlers.investments import (
    book_investment,
    reverse_investment,
)
from services.party.handlers.loading import (
    SAMPLE_HOME,
    load,
)
from services.party.handlers.meeting_gaps import (
    check_meetings,
    end_pause,
    find_missing,
    learn_pause,
)
from services.party.handlers.meetings import (
    cancel_meeting,
    confirm_meeting,
    correct_meeting,
    draft_meeting,
    hold_meeting,
    reveal_minutes,
)
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
from services.party.handlers.unit_sheets import (
    check_unit_sheet,
    import_unit_sheet,
)
from services.party.handlers.units import (
    learn_unit,
    merge_unit,
    rename_unit,
)

__all__ = [
    "SAMPLE_HOME",
    "activate_organisation",
    "approve_organisation",
    "book_investment",
    "cancel_meeting",
    "change_coverage",
    "check_meetings",
    "check_unit_sheet",
    "close_centre",
    "close_place",
    "colocate_centre",
    "confirm_meeting",
    "correct_meeting",
    "count_gathering",
    "count_members",
    "dissolve_organisation",
    "draft_meeting",
    "end_coverage_unit",
    "end_inflow",
    "end_pause",
    "end_task",
    "fill_post",
    "find_missing",
    "hold_meeting",
    "import_unit_sheet",
    "inspect_centre",
    "learn_pause",
    "learn_place",
    "learn_unit",
    "load",
    "look_at_term",
    "merge_organisation",
    "merge_unit",
    "move_organisation",
    "move_place",
    "note_home_report",
    "place_inflow",
    "plan_move",
    "propose_organisation",
    "record_election",
    "register_centre",
    "register_coverage_unit",
    "register_gathering",
    "reject_organisation",
    "relieve_posting",
    "rename_unit",
    "reorganise_organisation",
    "report_inflow",
    "resume_organisation",
    "reveal_instructor",
    "reveal_minutes",
    "reverse_investment",
    "separate_centre",
    "settle_gathering",
    "shift_term",
]
