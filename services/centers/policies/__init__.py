"""Rules about cases: a name, one answer, the law it comes from."""

from services.centers.policies.cases import (
    acts_at_the_desk,
    acts_at_the_window,
    acts_for_the_applicant,
    agent_does_not_decide,
    extended_at_most_once,
    item_is_decided_at_once,
    materials_are_complete,
    names_nobody,
    needs_the_person,
    notice_is_given_once,
    only_deferrable_is_missing,
    proxy_does_not_decide,
)

__all__ = [
    "acts_at_the_desk", "acts_at_the_window", "acts_for_the_applicant", "agent_does_not_decide",
    "extended_at_most_once", "item_is_decided_at_once", "materials_are_complete", "names_nobody",
    "needs_the_person", "notice_is_given_once", "only_deferrable_is_missing",
    "proxy_does_not_decide",
]  # fmt: skip
