"""Facts of party: past tense, numbers of members, never a name."""

from services.party.events.organisations import (
    OrganisationActivated,
    OrganisationApproved,
    OrganisationDissolved,
    OrganisationMerged,
    OrganisationMoved,
    OrganisationProposed,
    OrganisationRejected,
    OrganisationReorganising,
    OrganisationResumed,
)

__all__ = [
    "OrganisationActivated",
    "OrganisationApproved",
    "OrganisationDissolved",
    "OrganisationMerged",
    "OrganisationMoved",
    "OrganisationProposed",
    "OrganisationRejected",
    "OrganisationReorganising",
    "OrganisationResumed",
]
