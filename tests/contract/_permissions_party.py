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
}
