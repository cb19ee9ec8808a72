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
HALL, MACHINE = {"dating"}, {"quhaoji"}

OFFICIALS = STREET_STAFF | STREET_LEADERS | DEPARTMENT_STAFF | DEPARTMENT_LEADERS | COMMAND
CASE_READERS = RESIDENTS | PROXY | WINDOWS | OFFICIALS | {"chengban", "fuzeren", "chujian"}
HANDS_IN = RESIDENTS | PROXY | WINDOWS
FIGURE_READERS = OFFICIALS | {"fuzeren"}
REVIEWERS = {"chengban"}
ANSWERS_RATINGS = STREET_STAFF | DEPARTMENT_STAFF
DECIDERS = {"fuzeren"} | DEPARTMENT_LEADERS
REFERS = PROXY | WINDOWS | STREET_STAFF

PUBLISHERS, APPROVERS = {"gongkai"}, {"gongkai_leader"}
RECORD_READERS = PUBLISHERS | APPROVERS | COMMAND | {"auditor"}
ASKS = RESIDENTS | PUBLISHERS
"""Who asks for information: residents; for one who wrote on paper, the office that enters it."""

IDENTITY = {
    "health": ANYBODY,
    "log_in": ANYBODY,
    "grant_client": ANYBODY,
    "open_client": {"admin"},
    "rotate_client": {"admin"},
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
    "show_place": ANYBODY,
    "show_hours": ANYBODY,
    "establish_place": STREET_STAFF,
    "change_place": STREET_STAFF,
    "move_place": STREET_STAFF,
    "close_place": STREET_STAFF,
    "keep_place": STREET_STAFF,
    "cancel_place": STREET_STAFF,
    "check_network": OFFICIALS,
    "show_local_figures": OFFICIALS,
    "make_referral": REFERS,
    "take_referral": REFERS,
    "return_referral": REFERS,
    "answer_referral": REFERS,
    "recall_referral": REFERS,
    "list_referrals": REFERS | STREET_LEADERS | COMMAND,
    "import_spots": COMMAND,
    "list_spots": OFFICIALS,
    "show_coverage": OFFICIALS,
    "propose_stations": OFFICIALS,
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
    "list_transfers": OFFICIALS | WINDOWS | REVIEWERS | {"fuzeren"},
    "send_transfer": WINDOWS,
    "receive_transfer": REVIEWERS,
    "show_receipt": CASE_READERS,
    "verify_receipt": ANYBODY,
    "list_rectifications": OFFICIALS,
    "show_rectification": OFFICIALS,
    "take_rectification": ANSWERS_RATINGS,
    "release_rectification": STREET_LEADERS | DEPARTMENT_LEADERS,
    "contact_rater": ANSWERS_RATINGS,
    "fix_now": ANSWERS_RATINGS,
    "promise_fix": ANSWERS_RATINGS,
    "explain_refusal": ANSWERS_RATINGS,
    "dispute_rating": ANSWERS_RATINGS,
    "uphold_appeal": STREET_LEADERS | DEPARTMENT_LEADERS,
    "reject_appeal": STREET_LEADERS | DEPARTMENT_LEADERS,
    "finish_fix": ANSWERS_RATINGS,
    "call_back": ANSWERS_RATINGS,
    "close_rectification": ANSWERS_RATINGS,
    "reveal_rater": ANSWERS_RATINGS,
    "rate_visit": RESIDENTS,
    "show_indicators": FIGURE_READERS,
    "list_talks": FIGURE_READERS,
    "save_filter": CASE_READERS,
    "list_filters": CASE_READERS,
    "drop_filter": CASE_READERS,
    "export_cases": OFFICIALS - COMMAND,
}

QUEUE_WORKERS = WINDOWS | HALL
TICKET_TAKERS = RESIDENTS | WINDOWS | HALL | MACHINE
QUEUE_READERS = WINDOWS | HALL | STREET_LEADERS | COMMAND

CENTERS |= {
    "list_slots": ANYBODY,
    "book_appointment": RESIDENTS | HALL,
    "list_appointments": TICKET_TAKERS,
    "show_appointment": TICKET_TAKERS,
    "cancel_appointment": RESIDENTS | HALL,
    "call_off_appointment": HALL,
    "keep_appointment": TICKET_TAKERS,
    "reveal_booker": HALL,
    "show_board": ANYBODY,
    "take_ticket": TICKET_TAKERS,
    "show_ticket": TICKET_TAKERS,
    "requeue_ticket": TICKET_TAKERS,
    "leave_queue": TICKET_TAKERS,
    "list_tickets": QUEUE_READERS,
    "show_queue": QUEUE_READERS,
    "call_next": QUEUE_WORKERS,
    "recall_ticket": QUEUE_WORKERS,
    "pass_ticket": QUEUE_WORKERS,
    "serve_ticket": QUEUE_WORKERS,
    "finish_ticket": QUEUE_WORKERS,
    "transfer_ticket": QUEUE_WORKERS,
    "reclassify_ticket": HALL,
    "open_desk": QUEUE_WORKERS,
    "pause_desk": QUEUE_WORKERS,
    "resume_desk": QUEUE_WORKERS,
    "close_desk": QUEUE_WORKERS,
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
    "propose_redaction": PUBLISHERS,
    "reveal_original": APPROVERS,
    "apply_for_information": ASKS,
    "list_requests": ASKS | APPROVERS,
    "show_request": ASKS | APPROVERS,
    "explain_answer_deadline": ASKS | APPROVERS,
    "acknowledge_request": PUBLISHERS,
    "confirm_request": ASKS,
    "ask_correction": PUBLISHERS,
    "correct_request": ASKS,
    "excuse_request": PUBLISHERS,
    "withdraw_request": ASKS,
    "consult_party": PUBLISHERS,
    "record_opinion": PUBLISHERS,
    "propose_extension": PUBLISHERS,
    "approve_extension": APPROVERS,
    "reject_extension": APPROVERS,
    "ask_reasons": PUBLISHERS,
    "give_reasons": ASKS,
    "charge_request": PUBLISHERS,
    "pay_request": PUBLISHERS,
    "answer_request": PUBLISHERS,
    "propose_answer": PUBLISHERS,
    "approve_answer": APPROVERS,
    "return_answer": APPROVERS,
    "reveal_information_applicant": PUBLISHERS,
}

OVERSIGHT = {
    "health": ANYBODY,
    "read_trace": STREET_LEADERS | COMMAND | {"auditor"},
    "list_connections": {"operator", "auditor"},
    "show_connection": {"operator", "auditor"},
    "list_deliveries": {"operator", "auditor"},
    "pause_connection": {"operator"},
    "resume_connection": {"operator"},
    "replay_deliveries": {"operator"},
}

COMPILER = {"bianban"}
LIST_REVIEWERS = {"bianban", "mz_review", "sifa", "caizheng", "zhengwu", "zhengfu"}
DEPARTMENTS = DEPARTMENT_STAFF | DEPARTMENT_LEADERS
STREETS = STREET_STAFF | STREET_LEADERS
REPORTERS = DEPARTMENT_STAFF | STREET_STAFF
SIGNERS = DEPARTMENT_LEADERS | STREET_LEADERS
GOVERNMENT, TREASURY = {"zhengfu"}, {"caizheng"}
COMMITTEE, COMMUNITY_LEADERS = {"quwei"}, {"heping_leader"}

BATCH_READERS = LIST_REVIEWERS | DEPARTMENTS | STREETS | PROXY | COMMAND | {"auditor"}
ASKERS = (LIST_REVIEWERS | DEPARTMENTS | STREETS | PROXY | WINDOWS | COMMAND | COMMITTEE
          | COMMUNITY_LEADERS)  # fmt: skip
ROW_READERS = (ASKERS - COMMITTEE - COMMUNITY_LEADERS) | {"chengban", "fuzeren", "auditor"}
DELEGATION_READERS = LIST_REVIEWERS | DEPARTMENTS | STREETS | COMMAND | {"fuzeren", "auditor"}
PURCHASE_READERS = DEPARTMENTS | STREETS | GOVERNMENT | TREASURY | COMMAND | {"auditor"}
CHALLENGERS = LIST_REVIEWERS | DEPARTMENTS | STREETS
ADMISSION_REVIEWERS = LIST_REVIEWERS | {"zuzhi"}
ADMISSION_READERS = BATCH_READERS | {"zuzhi"} | COMMITTEE | COMMUNITY_LEADERS
SEAL_READERS = STREETS | PROXY | COMMUNITY_LEADERS

APPEAL_REVIEWERS = {"sifa"}
INSPECTORS = COMPILER | APPEAL_REVIEWERS | {"auditor"}
EVALUATION_READERS = INSPECTORS | DEPARTMENTS | STREETS | GOVERNMENT | COMMAND

DELEGATION = {
    "health": ANYBODY,
    "list_versions": ANYBODY,
    "show_version": ANYBODY,
    "list_entries": ANYBODY,
    "show_entry": ANYBODY,
    "count_cancelled": ANYBODY,
    "show_list_on": ANYBODY,
    "compare_versions": ANYBODY,
    "export_version": ANYBODY,
    "export_entries": ANYBODY,
    "download_template": ANYBODY,
    "print_version": ANYBODY,
    "print_notice": ANYBODY,
    "print_row": ROW_READERS,
    "check_sheet": REPORTERS,
    "mark_sheet": REPORTERS,
    "import_sheet": REPORTERS,
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
    "take_stance": REPORTERS,
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
    "dispatch_urgently": DEPARTMENT_LEADERS,
    "list_admissions": ADMISSION_READERS,
    "show_admission": ADMISSION_READERS,
    "apply_admission": DEPARTMENTS,
    "begin_admission_review": ADMISSION_REVIEWERS,
    "review_admission": ADMISSION_REVIEWERS,
    "approve_admission": COMMITTEE,
    "refuse_admission": COMMITTEE,
    "withdraw_admission": DEPARTMENTS,
    "finish_admission": DEPARTMENTS,
    "list_seals": SEAL_READERS,
    "register_seal": STREET_STAFF,
    "retire_seal": STREET_STAFF,
    "list_seal_requests": SEAL_READERS,
    "show_seal_request": SEAL_READERS,
    "request_seal": PROXY,
    "check_seal_request": PROXY,
    "reject_seal_request": PROXY,
    "decline_seal_request": COMMUNITY_LEADERS,
    "approve_seal_request": COMMUNITY_LEADERS,
    "stamp_seal_request": PROXY,
    "file_seal_request": PROXY,
    "reveal_seal_applicant": PROXY | COMMUNITY_LEADERS,
    "verify_sealed_paper": ANYBODY,
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
    "show_ledger": DELEGATION_READERS,
    "list_bookings": DELEGATION_READERS,
    "book_appropriation": TREASURY,
    "list_supplements": DELEGATION_READERS,
    "grant_supplement": TREASURY,
    "decline_supplement": TREASURY,
    "list_open_purchases": ANYBODY,
    "list_purchases": PURCHASE_READERS,
    "show_purchase": PURCHASE_READERS,
    "list_user_opinions": PURCHASE_READERS,
    "plan_purchase": STREET_STAFF,
    "procure_purchase": STREET_LEADERS,
    "sign_contract": STREET_LEADERS,
    "start_purchase": STREET_STAFF,
    "reach_milestone": STREET_STAFF,
    "give_user_opinion": RESIDENTS,
    "judge_purchase": STREET_LEADERS,
    "give_up_purchase": STREET_LEADERS,
    "pay_instalment": TREASURY,
    "settle_purchase": TREASURY,
    "list_evaluations": EVALUATION_READERS,
    "show_evaluation": EVALUATION_READERS,
    "list_appeals": EVALUATION_READERS,
    "list_snapshots": EVALUATION_READERS,
    "open_evaluation": COMPILER,
    "engage_assessor": COMPILER,
    "begin_scoring": COMPILER,
    "assess_self": STREET_LEADERS,
    "assess_peer": STREET_LEADERS | DEPARTMENT_LEADERS,
    "assess_third": COMPILER,
    "close_scoring": COMPILER,
    "start_evaluation_notice": COMPILER,
    "veto_result": GOVERNMENT,
    "reweight_result": GOVERNMENT,
    "file_appeal": STREET_LEADERS,
    "answer_appeal": APPEAL_REVIEWERS,
    "list_scores": INSPECTORS,
    "show_snapshot": INSPECTORS,
    "list_evaluation_notices": ANYBODY,
    "show_evaluation_notice": ANYBODY,
}

TABLES = {
    "delegation": DELEGATION,
    "identity": IDENTITY,
    "centers": CENTERS,
    "disclosure": DISCLOSURE,
    "oversight": OVERSIGHT,
}
