"""Questions of party. Who may see something stands in the WHERE."""

from services.party.queries.organisations import organisation, organisations, superiors, tree

__all__ = [
    "organisation",
    "organisations",
    "superiors",
    "tree",
]
