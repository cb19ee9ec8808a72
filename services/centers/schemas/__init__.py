"""What comes in and what is shown. Personal fields are masked wherever they are shown."""

from services.centers.schemas.commands import (
    AcceptTolerant,
    Applicant,
    Authorisation,
    CaseKey,
    Defect,
    Deliver,
    Deny,
    Extend,
    GivenMaterial,
    Grant,
    HandIn,
    ListCases,
    NotifyCorrection,
    Pause,
    Rate,
    RefuseScope,
    Reveal,
    SubmitCase,
)
from services.centers.schemas.figures import AskRatings, ListStatistics, RatingFigures, Statistics
from services.centers.schemas.offers import (
    Guide,
    Item,
    ItemKey,
    ListItems,
    ListPlaces,
    Place,
    WindowView,
)
from services.centers.schemas.views import (
    Case,
    CaseLine,
    CorrectionView,
    DeadlineDay,
    DeadlineView,
    DecisionView,
    ExtensionView,
    FullApplicant,
    MaskedApplicant,
    OwnLevel,
    ProcedureView,
    PromiseView,
)

__all__ = [
    "AcceptTolerant", "Applicant", "AskRatings", "Authorisation", "Case", "CaseKey", "CaseLine",
    "CorrectionView", "DeadlineDay", "DeadlineView", "DecisionView", "Defect", "Deliver", "Deny",
    "Extend", "ExtensionView", "FullApplicant", "GivenMaterial", "Grant", "Guide", "HandIn",
    "Item", "ItemKey", "ListCases", "ListItems", "ListPlaces", "ListStatistics",
    "MaskedApplicant", "NotifyCorrection", "OwnLevel", "Pause", "Place", "ProcedureView",
    "PromiseView", "Rate", "RatingFigures", "RefuseScope", "Reveal", "Statistics", "SubmitCase",
    "WindowView",
]  # fmt: skip
