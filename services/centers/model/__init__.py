"""What centers keeps: cases, the offers they come from, places, ratings, statistics."""

from services.centers.model.case import Case, Channel
from services.centers.model.clock import LegalClock
from services.centers.model.offer import DelegationCopy, Material, Offer, Row
from services.centers.model.parts import (
    Authorisation,
    Correction,
    Decision,
    Defect,
    Extension,
    Given,
    Promise,
    SpecialProcedure,
)
from services.centers.model.place import Place, Window
from services.centers.model.rating import Rating, RatingFigures
from services.centers.model.statistics import Statistics

__all__ = [
    "Authorisation", "Case", "Channel", "Correction", "Decision", "Defect", "DelegationCopy",
    "Extension", "Given", "LegalClock", "Material", "Offer", "Place", "Promise", "Rating",
    "RatingFigures", "Row", "SpecialProcedure", "Statistics", "Window",
]  # fmt: skip
