"""Rules of lists, process tables and delegations: a name, one answer, where it comes from."""

from services.delegation.policies.batches import (
    another_hand_approves,
    another_round_follows,
    every_item_has_every_opinion,
    every_item_is_resolved,
    everyone_acknowledged,
    everyone_submitted,
    items_of_unit_are_complete,
    last_round_is_over,
    legal_office_acts,
    legal_office_concurred,
    nothing_changed,
    nothing_is_challenged,
    notice_is_long_enough,
    notice_is_open,
    objections_are_answered,
    objections_are_open,
    something_changed,
    unit_has_not_submitted,
    unit_is_returned_to,
    unit_reports_now,
    units_are_listed,
)
from services.delegation.policies.delegations import (
    funds_cover_the_volume,
    means_are_complete,
    own_department,
    own_street,
    own_street_or_finance,
    revocation_is_requested,
)
from services.delegation.policies.dispatch import Mode, Ruling, dispatch, matches, probes, seal
from services.delegation.policies.items import (
    another_unit_reviews,
    merge_has_a_target,
    nothing_is_merged_into_it,
    tombstone_is_named,
    unit_is_a_reviewer,
)
from services.delegation.policies.lists import ListRules, conserves, publishable
from services.delegation.policies.names import normalised
from services.delegation.policies.procedures import procedure_is_whole
from services.delegation.policies.rows import RowRules, another_hand_publishes, row_is_publishable
from shared.kernel.workflow import Guard

__all__ = [
    "Guard", "ListRules", "Mode", "RowRules", "Ruling", "another_hand_approves",
    "another_hand_publishes", "another_round_follows", "another_unit_reviews", "conserves",
    "dispatch", "every_item_has_every_opinion", "every_item_is_resolved",
    "everyone_acknowledged", "everyone_submitted", "funds_cover_the_volume",
    "items_of_unit_are_complete", "last_round_is_over", "legal_office_acts",
    "legal_office_concurred", "matches", "means_are_complete", "merge_has_a_target",
    "normalised", "nothing_changed", "nothing_is_challenged", "nothing_is_merged_into_it",
    "notice_is_long_enough", "notice_is_open", "objections_are_answered", "objections_are_open",
    "own_department", "own_street", "own_street_or_finance", "probes", "procedure_is_whole",
    "publishable", "revocation_is_requested", "row_is_publishable", "seal",
    "something_changed", "tombstone_is_named", "unit_has_not_submitted", "unit_is_a_reviewer",
    "unit_is_returned_to", "unit_reports_now", "units_are_listed",
]  # fmt: skip
