"""Use cases of delegation, in the order in which a matter lives through them."""

from services.delegation.handlers.batches import (
    acknowledge,
    close_report,
    close_review,
    draft_batch,
    next_round,
    open_batch,
    start_notice,
    submit_unit,
)
from services.delegation.handlers.delegations import (
    accept_delegation,
    activate_delegation,
    appropriate_funds,
    assign_staff,
    decline_delegation,
    expire_delegation,
    grant_authority,
    offer_delegation,
    propose_delegation,
    request_revocation,
    revoke_delegation,
    run_dry,
    suspend_delegation,
    tell_gap,
    waive_funds,
    waive_staff,
)
from services.delegation.handlers.items import (
    challenge_item,
    give_opinion,
    lift_challenge,
    report_item,
    resolve_item,
)
from services.delegation.handlers.loading import load
from services.delegation.handlers.notice import (
    answer_objection,
    concur,
    end_notice,
    file_objection,
    send_back,
    settle_all,
)
from services.delegation.handlers.publication import (
    approve,
    resume_entry,
    suspend_entry,
    take_effect,
)
from services.delegation.handlers.rows import draft_row, publish_row, withdraw_row
from services.delegation.handlers.units import (
    learn_unit,
    merge_unit,
    recompute_deadlines,
    rename_unit,
)

__all__ = [
    "accept_delegation", "acknowledge", "activate_delegation", "answer_objection",
    "appropriate_funds", "approve", "assign_staff", "challenge_item", "close_report",
    "close_review", "concur", "decline_delegation", "draft_batch", "draft_row", "end_notice",
    "expire_delegation", "file_objection", "give_opinion", "grant_authority", "learn_unit",
    "lift_challenge", "load", "merge_unit", "next_round", "offer_delegation", "open_batch",
    "propose_delegation", "publish_row", "recompute_deadlines", "rename_unit", "report_item",
    "request_revocation", "resolve_item", "resume_entry", "revoke_delegation", "run_dry",
    "send_back", "settle_all", "start_notice", "submit_unit", "suspend_delegation",
    "suspend_entry", "take_effect", "tell_gap", "waive_funds", "waive_staff", "withdraw_row",
]  # fmt: skip
