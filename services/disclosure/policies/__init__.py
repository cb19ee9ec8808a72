"""Rules about publishing: a name, one answer, the article it comes from."""

from services.disclosure.policies.records import (
    CHECKS,
    all_checks_made,
    another_hand_approves,
    holds_no_personal_data,
    nothing_is_withheld,
    personal_data,
    says_nothing_personal,
    something_is_left,
    something_is_withheld,
)

__all__ = [
    "CHECKS",
    "all_checks_made",
    "another_hand_approves",
    "holds_no_personal_data",
    "nothing_is_withheld",
    "personal_data",
    "says_nothing_personal",
    "something_is_left",
    "something_is_withheld",
]
