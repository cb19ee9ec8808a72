"""Who may do what kind of thing in incubation."""

from tests.contract._people import ANYBODY, COMMAND, PROXY, STREET_LEADERS, STREET_STAFF
from tests.contract._permissions_ventures import VENTURES

ORGANISATIONS = {"yixin", "lvyuan", "nuanxiang", "qingshui"}
OFFICER, LEADER = {"shezu"}, {"shezu_leader"}
MANAGERS = {"fuhua", "fuhua_qu"}
COMMUNITY_LEADERS = {"heping_leader"}
READERS = (ORGANISATIONS | OFFICER | LEADER | MANAGERS | PROXY | COMMUNITY_LEADERS | STREET_STAFF
           | STREET_LEADERS | COMMAND | {"auditor"})  # fmt: skip

GRADING_READERS = READERS - PROXY - COMMUNITY_LEADERS
STAY_REVIEWERS = OFFICER | STREET_LEADERS

INCUBATION = {
    "health": ANYBODY,
    "list_organisations": READERS,
    "show_organisation": READERS,
    "change_filing": STREET_LEADERS,
    "renew_filing": STREET_LEADERS,
    "cancel_filing": STREET_LEADERS,
    "change_registration": LEADER,
    "cancel_registration": LEADER,
    "enlist_organisation": OFFICER,
    "delist_organisation": OFFICER,
    "punish_organisation": OFFICER,
    "check_organisation": OFFICER,
    "link_account": OFFICER,
    "reveal_responsible": OFFICER | STREET_STAFF,
    "list_filings": READERS,
    "show_filing": READERS,
    "explain_filing_deadline": READERS,
    "apply_filing": ORGANISATIONS | PROXY,
    "send_filing": STREET_STAFF,
    "give_opinion": COMMUNITY_LEADERS,
    "file_organisation": STREET_LEADERS,
    "refuse_filing": STREET_LEADERS,
    "withdraw_filing": ORGANISATIONS | PROXY,
    "list_registrations": READERS,
    "show_registration": READERS,
    "explain_registration_deadline": READERS,
    "apply_registration": ORGANISATIONS,
    "apply_promotion": ORGANISATIONS,
    "accept_registration": OFFICER,
    "register_organisation": LEADER,
    "refuse_registration": LEADER,
    "withdraw_registration": ORGANISATIONS,
    "list_incubators": READERS,
    "count_incubated": READERS,
    "list_stays": READERS,
    "show_stay": READERS,
    "explain_stay_deadline": READERS,
    "list_supports": READERS,
    "total_supports": READERS,
    "list_projects": READERS,
    "establish_incubator": MANAGERS,
    "screen_stay": MANAGERS,
    "reject_stay": MANAGERS,
    "admit_stay": MANAGERS,
    "start_stay": MANAGERS,
    "check_stay": MANAGERS,
    "track_stay": MANAGERS,
    "exit_stay": MANAGERS,
    "hand_over_stay": MANAGERS,
    "give_support": MANAGERS,
    "correct_support": MANAGERS,
    "record_project": MANAGERS,
    "review_stay": STAY_REVIEWERS,
    "decline_stay": STAY_REVIEWERS,
    "extend_stay": STAY_REVIEWERS,
    "graduate_stay": STAY_REVIEWERS,
    "apply_stay": ORGANISATIONS | PROXY,
    "withdraw_stay": ORGANISATIONS | PROXY,
    "list_public_gradings": ANYBODY,
    "list_gradings": GRADING_READERS,
    "show_grading": GRADING_READERS,
    "explain_grading_deadline": GRADING_READERS,
    "apply_grading": ORGANISATIONS,
    "withdraw_grading": ORGANISATIONS,
    "assess_grading": OFFICER,
    "decline_grading": OFFICER,
    "publish_grading": OFFICER,
    "grant_grading": LEADER,
    "deny_grading": LEADER,
    "revoke_grading": LEADER,
    **VENTURES,
}
