"""Who may do what kind of thing in incubation."""

from tests.contract._people import ANYBODY, COMMAND, PROXY, STREET_LEADERS, STREET_STAFF
from tests.contract._permissions_ventures import VENTURES

ORGANISATIONS = {"yixin", "lvyuan"}
OFFICER, LEADER = {"shezu"}, {"shezu_leader"}
MANAGERS = {"fuhua", "fuhua_qu"}
COMMUNITY_LEADERS = {"heping_leader"}
READERS = (ORGANISATIONS | OFFICER | LEADER | MANAGERS | PROXY | COMMUNITY_LEADERS | STREET_STAFF
           | STREET_LEADERS | COMMAND | {"auditor"})  # fmt: skip

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
    **VENTURES,
}
