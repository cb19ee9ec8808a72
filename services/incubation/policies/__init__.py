"""Named rules: one answer each."""

from services.incubation.policies.common import (
    first_day_after,
    last_day,
    names_no_responsible,
    own_jurisdiction,
    speaks_for_the_applicant,
)
from services.incubation.policies.filings import (
    FilingRules,
    another_hand_files,
    another_hand_opines,
    lies_in_a_community,
    may_be_filed,
    may_be_renewed,
)
from services.incubation.policies.organisations import (
    CheckResult,
    ListingKind,
    is_not_listed_yet,
    is_on_no_list,
    name_is_free,
    was_not_punished,
)
from services.incubation.policies.registrations import (
    RegistrationRules,
    another_hand_registers,
    credit_code_fits,
    may_be_registered,
    members_suffice,
)

__all__ = [
    "CheckResult",
    "FilingRules",
    "ListingKind",
    "RegistrationRules",
    "another_hand_files",
    "another_hand_opines",
    "another_hand_registers",
    "credit_code_fits",
    "first_day_after",
    "is_not_listed_yet",
    "is_on_no_list",
    "last_day",
    "lies_in_a_community",
    "may_be_filed",
    "may_be_registered",
    "may_be_renewed",
    "members_suffice",
    "name_is_free",
    "names_no_responsible",
    "own_jurisdiction",
    "speaks_for_the_applicant",
    "was_not_punished",
]
