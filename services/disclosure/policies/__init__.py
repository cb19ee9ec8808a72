"""Rules about publishing: a name, one answer, the article it comes from."""

from services.disclosure.policies.attachments import (
    Attached,
    barred_in_tables,
    file_omissions,
    files_are_told_apart,
    files_hold_no_personal_data,
    files_keep_to_the_form_of_lists,
    has_attachments,
    is_attached,
    personal_places,
)
from services.disclosure.policies.lists import (
    Bar,
    ListRules,
    bars,
    hung_long_enough,
    keeps_to_the_form_of_lists,
)
from services.disclosure.policies.personal import (
    Finding,
    find_personal,
    holds_no_personal_data,
    says_nothing_personal,
)
from services.disclosure.policies.records import (
    CHECKS,
    all_checks_made,
    another_hand_approves,
    nothing_is_withheld,
    something_is_left,
    something_is_withheld,
)
from services.disclosure.policies.redaction import (
    Omission,
    Proposal,
    hide_all,
    names_only_what_was_found,
    omissions,
    propose,
)

__all__ = [
    "CHECKS",
    "Attached",
    "Bar",
    "Finding",
    "ListRules",
    "Omission",
    "Proposal",
    "all_checks_made",
    "another_hand_approves",
    "barred_in_tables",
    "bars",
    "file_omissions",
    "files_are_told_apart",
    "files_hold_no_personal_data",
    "files_keep_to_the_form_of_lists",
    "find_personal",
    "has_attachments",
    "hide_all",
    "holds_no_personal_data",
    "hung_long_enough",
    "is_attached",
    "keeps_to_the_form_of_lists",
    "names_only_what_was_found",
    "nothing_is_withheld",
    "omissions",
    "personal_places",
    "propose",
    "says_nothing_personal",
    "something_is_left",
    "something_is_withheld",
]
