"""Who may do what kind of thing in party: operation → the stories that may; written by hand."""

from tests.contract._people import ANYBODY

OFFICER = {"zuzhi_dangjian"}
STREETS = {"liucheng_dangjian", "gongping_dangjian"}
COMMUNITY = {"heping_dangjian"}
SECRETARY = {"heping_shuji"}
READERS = OFFICER | STREETS | COMMUNITY | SECRETARY
DECIDERS = OFFICER | STREETS
KEEPERS = STREETS | COMMUNITY

PARTY = {
    "health": ANYBODY,
    "list_organisations": READERS,
    "show_organisation": READERS,
    "show_tree": READERS,
    "show_superiors": READERS,
    "propose_organisation": KEEPERS,
    "approve_organisation": DECIDERS,
    "reject_organisation": DECIDERS,
    "activate_organisation": KEEPERS,
    "move_organisation": DECIDERS,
    "reorganise_organisation": DECIDERS,
    "resume_organisation": DECIDERS,
    "merge_organisation": DECIDERS,
    "dissolve_organisation": DECIDERS,
    "count_members": KEEPERS,
    "show_totals": READERS,
    "record_election": KEEPERS,
    "list_elections": READERS,
    "shift_term": DECIDERS,
    "fill_post": KEEPERS,
    "list_postings": READERS,
    "relieve_posting": KEEPERS,
    "place_inflow": KEEPERS,
    "list_inflows": READERS,
    "report_inflow": KEEPERS,
    "note_home_report": KEEPERS,
    "end_inflow": KEEPERS,
    "check_organisations": READERS,
    "check_organisation": READERS,
    "check_gatherings": READERS,
    "check_units": READERS,
    "register_gathering": KEEPERS,
    "count_gathering": KEEPERS,
    "settle_gathering": KEEPERS,
}
