"""Who may do what kind of thing in calls for ventures, joint projects, social work and support."""

from tests.contract._people import (
    ANYBODY,
    COMMAND,
    PROXY,
    RESIDENTS,
    STREET_LEADERS,
    STREET_STAFF,
)

ORGANISATIONS = {"yixin", "lvyuan", "nuanxiang", "qingshui"}
CIVIL, CIVIL_LEADER = {"shezu"}, {"shezu_leader"}
MANAGERS = {"fuhua", "fuhua_qu"}
OFFICER, LEADER = {"shegong"}, {"shegong_leader"}
JUDGES = {f"pingwei{number}" for number in range(1, 7)}
TREASURY = {"caizheng"}
COMMUNITY_LEADERS = {"heping_leader"}

RAISE = RESIDENTS | PROXY | COMMUNITY_LEADERS
NEED_READERS = RAISE | OFFICER | LEADER
OBJECT = RESIDENTS | ORGANISATIONS
OBJECTION_READERS = OBJECT | OFFICER | LEADER
VENTURE_READERS = (ORGANISATIONS | OFFICER | LEADER | TREASURY | CIVIL | CIVIL_LEADER | COMMAND
                   | {"auditor"})  # fmt: skip
SEAT_READERS = OFFICER | LEADER | JUDGES
LINKAGE_READERS = (PROXY | COMMUNITY_LEADERS | STREET_STAFF | STREET_LEADERS | CIVIL
                   | CIVIL_LEADER | COMMAND)  # fmt: skip
RUNS = PROXY | STREET_STAFF
CONSULTS = RUNS | CIVIL
REGISTERS = STREET_STAFF | CIVIL
COUNTS = REGISTERS | STREET_LEADERS | CIVIL_LEADER | COMMAND
ASKERS = ORGANISATIONS | MANAGERS

VENTURES = {
    "list_calls": ANYBODY,
    "show_call": ANYBODY,
    "draft_call": OFFICER,
    "collect_needs": OFFICER,
    "open_call": LEADER,
    "rank_ventures": OFFICER,
    "announce_ranking": OFFICER,
    "settle_objections": OFFICER,
    "renew_ranking_notice": OFFICER,
    "conclude_call": LEADER,
    "raise_need": RAISE,
    "list_published_needs": ANYBODY,
    "list_needs": NEED_READERS,
    "show_need": NEED_READERS,
    "publish_need": OFFICER,
    "decline_need": OFFICER,
    "list_ranking": ANYBODY,
    "object_to_ranking": OBJECT,
    "list_ranking_objections": OBJECTION_READERS,
    "show_ranking_objection": OBJECTION_READERS,
    "answer_ranking_objection": OFFICER,
    "list_ventures": VENTURE_READERS,
    "show_venture": VENTURE_READERS,
    "list_awards": ANYBODY,
    "list_venture_reports": ANYBODY,
    "list_bans": VENTURE_READERS,
    "apply_venture": ORGANISATIONS,
    "shortlist_venture": OFFICER,
    "reject_venture": OFFICER,
    "award_venture": LEADER,
    "decline_venture": LEADER,
    "sign_agreement": OFFICER,
    "pay_tranche": TREASURY,
    "publish_venture_report": ORGANISATIONS,
    "judge_midterm": OFFICER,
    "rectify_venture": ORGANISATIONS,
    "accept_venture": OFFICER,
    "end_for_breach": LEADER,
    "recover_money": TREASURY,
    "evaluate_venture": OFFICER,
    "seat_judge": OFFICER,
    "list_seats": SEAT_READERS,
    "show_seat": SEAT_READERS,
    "list_applicants": JUDGES,
    "declare_ties": JUDGES,
    "recuse_judge": OFFICER,
    "stand_down_judge": OFFICER,
    "list_ties": OFFICER,
    "show_panels": OFFICER,
    "list_files": JUDGES,
    "show_file": JUDGES,
    "export_files": JUDGES,
    "score_file": JUDGES,
    "list_scores": SEAT_READERS,
    "list_linkages": LINKAGE_READERS,
    "show_linkage": LINKAGE_READERS,
    "plan_linkage": RUNS,
    "start_linkage": RUNS,
    "complete_linkage": RUNS,
    "stop_linkage": RUNS,
    "hold_meeting": CONSULTS,
    "list_meetings": LINKAGE_READERS,
    "list_issues": LINKAGE_READERS,
    "show_issue": LINKAGE_READERS,
    "settle_issue": CONSULTS,
    "list_workers": LINKAGE_READERS,
    "show_worker": LINKAGE_READERS,
    "register_worker": REGISTERS,
    "record_training": REGISTERS,
    "renew_registration": REGISTERS,
    "post_worker": REGISTERS,
    "end_posting": REGISTERS,
    "cancel_worker": REGISTERS,
    "reveal_worker": REGISTERS,
    "show_post_gaps": COUNTS,
    "show_worker_density": COUNTS,
    "record_population": REGISTERS,
    "list_support_centers": ANYBODY,
    "show_support_center": ANYBODY,
    "open_support_center": MANAGERS,
    "offer_services": MANAGERS,
    "close_support_center": MANAGERS,
    "ask_service": ORGANISATIONS,
    "list_service_requests": ASKERS,
    "show_service_request": ASKERS,
    "accept_service": MANAGERS,
    "decline_service": MANAGERS,
    "finish_service": MANAGERS,
    "rate_service": ORGANISATIONS,
}
