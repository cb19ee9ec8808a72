"""Who may do what kind of thing: operation → the stories that may; written by hand, by service.

`ANYBODY` needs no account, `EVERYBODY` has one. Whether somebody may do it to *this* one is asked
by the policies of the service and by its WHERE clauses.
"""

from shared.testing.actors import stories

ANYBODY = frozenset(stories())
EVERYBODY = ANYBODY - {"reader"}

RESIDENTS = {"wang_xiuying", "li_wei"}
PROXY = {"daiban"}
WINDOWS = {"chuangkou", "gongping_window"}
STREET_STAFF = {"liucheng", "gongping"}
STREET_LEADERS = {"liucheng_leader", "gongping_leader"}
DEPARTMENT_STAFF = {"minzheng", "renshe"}
DEPARTMENT_LEADERS = {"minzheng_leader", "renshe_leader"}
COMMAND = {"zhihui"}

OFFICIALS = STREET_STAFF | STREET_LEADERS | DEPARTMENT_STAFF | DEPARTMENT_LEADERS | COMMAND
CASE_READERS = RESIDENTS | PROXY | WINDOWS | OFFICIALS | {"chengban", "fuzeren", "chujian"}
HANDS_IN = RESIDENTS | PROXY | WINDOWS
FIGURE_READERS = OFFICIALS | {"fuzeren"}
REVIEWERS = {"chengban"}
DECIDERS = {"fuzeren"} | DEPARTMENT_LEADERS

PUBLISHERS, APPROVERS = {"gongkai"}, {"gongkai_leader"}
RECORD_READERS = PUBLISHERS | APPROVERS | COMMAND | {"auditor"}

IDENTITY = {
    "health": ANYBODY,
    "log_in": ANYBODY,
    "exchange_token": ANYBODY,
    "list_units": ANYBODY,
    "show_unit": ANYBODY,
    "show_clock": ANYBODY,
    "show_me": EVERYBODY,
    "establish_unit": {"admin"},
    "rename_unit": {"admin"},
    "merge_unit": {"admin"},
    "open_account": {"admin"},
    "disable_account": {"admin"},
    "enable_account": {"admin"},
    "release_account": {"admin"},
    "set_password": {"admin"},
    "appoint_account": {"admin"},
    "dismiss_account": {"admin"},
    "list_accounts": {"admin", "operator", "auditor"},
    "show_account": {"admin", "operator", "auditor"},
    "list_roles": {"admin", "operator", "auditor"},
    "move_clock": {"operator"},
}

CENTERS = {
    "health": ANYBODY,
    "list_items": ANYBODY,
    "show_item": ANYBODY,
    "list_places": ANYBODY,
    "list_cases": CASE_READERS,
    "show_case": CASE_READERS,
    "explain_deadline": CASE_READERS,
    "list_statistics": FIGURE_READERS,
    "show_ratings": FIGURE_READERS,
    "submit_case": HANDS_IN,
    "resubmit_case": HANDS_IN,
    "supply_materials": HANDS_IN,
    "withdraw_case": HANDS_IN,
    "refuse_scope": WINDOWS,
    "notify_correction": WINDOWS,
    "accept_case": WINDOWS,
    "accept_tolerantly": WINDOWS,
    "decide_at_once": WINDOWS,
    "reveal_applicant": WINDOWS | REVIEWERS,
    "start_review": REVIEWERS,
    "pause_case": REVIEWERS,
    "resume_case": REVIEWERS,
    "extend_case": DECIDERS,
    "grant_case": DECIDERS,
    "deny_case": DECIDERS,
    "deliver_case": {"chujian"},
    "rate_case": RESIDENTS,
}

DISCLOSURE = {
    "health": ANYBODY,
    "list_public": ANYBODY,
    "read_public": ANYBODY,
    "list_overdue": ANYBODY,
    "show_catalogue": ANYBODY,
    "list_records": RECORD_READERS,
    "show_record": RECORD_READERS,
    "check_record": PUBLISHERS,
    "redact_record": PUBLISHERS,
    "publish_record": PUBLISHERS,
    "correct_record": PUBLISHERS,
    "archive_record": PUBLISHERS,
    "approve_record": APPROVERS,
    "withdraw_record": APPROVERS,
}

OVERSIGHT = {
    "health": ANYBODY,
    "read_trace": STREET_LEADERS | COMMAND | {"auditor"},
}

COMPILER = {"bianban"}
LIST_REVIEWERS = {"bianban", "mz_review", "sifa", "caizheng", "zhengwu", "zhengfu"}
DEPARTMENTS = DEPARTMENT_STAFF | DEPARTMENT_LEADERS
STREETS = STREET_STAFF | STREET_LEADERS
REPORTERS = DEPARTMENT_STAFF | STREET_STAFF
SIGNERS = DEPARTMENT_LEADERS | STREET_LEADERS
GOVERNMENT, TREASURY = {"zhengfu"}, {"caizheng"}

BATCH_READERS = LIST_REVIEWERS | DEPARTMENTS | STREETS | PROXY | COMMAND | {"auditor"}
ASKERS = LIST_REVIEWERS | DEPARTMENTS | STREETS | PROXY | WINDOWS | COMMAND
ROW_READERS = ASKERS | {"chengban", "fuzeren", "auditor"}
DELEGATION_READERS = LIST_REVIEWERS | DEPARTMENTS | STREETS | COMMAND | {"fuzeren", "auditor"}
CHALLENGERS = LIST_REVIEWERS | DEPARTMENTS | STREETS

DELEGATION = {
    "health": ANYBODY,
    "list_versions": ANYBODY,
    "show_version": ANYBODY,
    "list_entries": ANYBODY,
    "show_entry": ANYBODY,
    "count_cancelled": ANYBODY,
    "list_item_types": ANYBODY,
    "list_matters": ANYBODY,
    "list_procedures": ANYBODY,
    "list_notices": ANYBODY,
    "show_notice": ANYBODY,
    "list_batches": BATCH_READERS,
    "show_batch": BATCH_READERS,
    "list_items": BATCH_READERS,
    "show_item": BATCH_READERS,
    "draft_batch": COMPILER,
    "open_batch": COMPILER,
    "report_item": REPORTERS,
    "submit_unit": SIGNERS,
    "close_report": COMPILER,
    "give_opinion": LIST_REVIEWERS,
    "challenge_item": CHALLENGERS,
    "lift_challenge": COMPILER,
    "resolve_item": COMPILER,
    "close_review": COMPILER,
    "acknowledge_return": DEPARTMENTS | STREETS,
    "begin_round": COMPILER,
    "start_notice": COMPILER,
    "file_objection": REPORTERS | PROXY | RESIDENTS,
    "list_objections": COMPILER,
    "answer_objection": COMPILER,
    "concur_settlement": LIST_REVIEWERS,
    "settle_objections": COMPILER,
    "send_back": GOVERNMENT,
    "approve_batch": GOVERNMENT,
    "suspend_entry": COMPILER,
    "resume_entry": COMPILER,
    "decide_dispatch": ASKERS,
    "check_seal": ASKERS,
    "list_rows": ROW_READERS,
    "show_row": ROW_READERS,
    "draft_row": DEPARTMENT_STAFF,
    "publish_row": DEPARTMENT_LEADERS,
    "withdraw_row": DEPARTMENT_LEADERS,
    "list_delegations": DELEGATION_READERS,
    "show_delegation": DELEGATION_READERS,
    "propose_delegation": DEPARTMENT_STAFF,
    "offer_delegation": DEPARTMENT_LEADERS,
    "accept_delegation": STREET_LEADERS,
    "decline_delegation": STREET_LEADERS,
    "grant_authority": DEPARTMENT_LEADERS,
    "appropriate_funds": TREASURY,
    "waive_funds": TREASURY,
    "assign_staff": DEPARTMENT_LEADERS,
    "waive_staff": COMPILER,
    "activate_delegation": DEPARTMENT_LEADERS,
    "tell_gap": STREET_LEADERS | TREASURY,
    "request_revocation": DEPARTMENT_LEADERS,
    "revoke_delegation": GOVERNMENT,
}

TABLES = {
    "delegation": DELEGATION,
    "identity": IDENTITY,
    "centers": CENTERS,
    "disclosure": DISCLOSURE,
    "oversight": OVERSIGHT,
}
