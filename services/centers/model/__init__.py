"""What centers keeps: cases, the offers they come from, places, ratings, statistics."""

from services.centers.model.appointments import Appointment, Slot, Slots
from services.centers.model.case import Case
from services.centers.model.clock import LegalClock
from services.centers.model.hall import Hall
from services.centers.model.network import Hours, Referral, SpecialDay, Spell, WeekdayHours
from services.centers.model.offer import DelegationCopy, Material, Offer, Row
from services.centers.model.parts import (
    Authorisation,
    Channel,
    Correction,
    Decision,
    Defect,
    Extension,
    Given,
    Promise,
    SpecialProcedure,
)
from services.centers.model.place import Place, Shape, Window
from services.centers.model.queue import (
    Board,
    Category,
    Desk,
    DeskNow,
    Line,
    LineNow,
    QueueFigures,
    Ticket,
    TicketNow,
)
from services.centers.model.rating import Rating, RatingFigures
from services.centers.model.receipts import Receipt, Verification
from services.centers.model.rectifications import Indicators, Rectification, Review, Score, Talk
from services.centers.model.search import Export, Initials, SavedFilter
from services.centers.model.siting import Coverage, Point, Proposal, Spot
from services.centers.model.statistics import Statistics
from services.centers.model.transfers import Transfer

__all__ = [
    "Appointment",
    "Authorisation",
    "Board",
    "Case",
    "Category",
    "Channel",
    "Correction",
    "Coverage",
    "Decision",
    "Defect",
    "DelegationCopy",
    "Desk",
    "DeskNow",
    "Export",
    "Extension",
    "Given",
    "Hall",
    "Hours",
    "Indicators",
    "Initials",
    "LegalClock",
    "Line",
    "LineNow",
    "Material",
    "Offer",
    "Place",
    "Point",
    "Promise",
    "Proposal",
    "QueueFigures",
    "Rating",
    "RatingFigures",
    "Receipt",
    "Rectification",
    "Referral",
    "Review",
    "Row",
    "SavedFilter",
    "Score",
    "Shape",
    "Slot",
    "Slots",
    "SpecialDay",
    "SpecialProcedure",
    "Spell",
    "Spot",
    "Statistics",
    "Talk",
    "Ticket",
    "TicketNow",
    "Transfer",
    "Verification",
    "WeekdayHours",
    "Window",
]  # fmt: skip
