"""What comes in and what is shown."""

from services.party.schemas.organisations import (
    ActivateOrganisation,
    ApproveOrganisation,
    DissolveOrganisation,
    ListOrganisations,
    MergeOrganisation,
    MoveOrganisation,
    Node,
    Organisation,
    OrganisationKey,
    OrganisationLine,
    ProposeOrganisation,
    RejectOrganisation,
    ReorganiseOrganisation,
    ShowSuperiors,
    ShowTree,
    Superiors,
)

__all__ = [
    "ActivateOrganisation",
    "ApproveOrganisation",
    "DissolveOrganisation",
    "ListOrganisations",
    "MergeOrganisation",
    "MoveOrganisation",
    "Node",
    "Organisation",
    "OrganisationKey",
    "OrganisationLine",
    "ProposeOrganisation",
    "RejectOrganisation",
    "ReorganiseOrganisation",
    "ShowSuperiors",
    "ShowTree",
    "Superiors",
]
