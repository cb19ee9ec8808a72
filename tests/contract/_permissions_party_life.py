"""Who may do what kind of thing with meetings, coverage and centres of the party."""

from tests.contract._permissions_party import COMMUNITY, DECIDERS, OFFICER, READERS, SECRETARY

KEEPERS = DECIDERS | COMMUNITY
OWN_STAFF = COMMUNITY | SECRETARY

PARTY_LIFE = {
    "list_meetings": READERS,
    "show_meeting": READERS,
    "draft_meeting": COMMUNITY,
    "hold_meeting": COMMUNITY,
    "correct_meeting": COMMUNITY,
    "cancel_meeting": COMMUNITY,
    "confirm_meeting": SECRETARY,
    "reveal_minutes": OWN_STAFF,
    "list_meeting_gaps": READERS,
    "check_meetings": OFFICER,
    "show_coverage": READERS,
    "list_coverage_gaps": READERS,
    "list_coverage_units": READERS,
    "show_coverage_unit": READERS,
    "register_coverage_unit": KEEPERS,
    "change_coverage": KEEPERS,
    "end_coverage_unit": KEEPERS,
    "reveal_instructor": DECIDERS,
    "download_unit_template": KEEPERS,
    "check_unit_sheet": KEEPERS,
    "import_unit_sheet": KEEPERS,
    "list_centres": READERS,
    "show_centre": READERS,
    "register_centre": DECIDERS,
    "colocate_centre": DECIDERS,
    "separate_centre": DECIDERS,
    "inspect_centre": DECIDERS,
    "close_centre": DECIDERS,
    "list_inspections": READERS,
    "show_centre_standard": READERS,
    "show_centre_share": READERS,
    "list_investments": READERS,
    "show_investment": READERS,
    "book_investment": DECIDERS,
    "reverse_investment": DECIDERS,
    "show_investment_sums": READERS,
}
