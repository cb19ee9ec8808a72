"""What delegation keeps: batches and their items, lists in force, process rows, delegations."""

from services.delegation.model.batch import Batch, NonSubmission, Round, Submission
from services.delegation.model.delegation import Authority, Delegation, Funding, Staffing, Waiver
from services.delegation.model.entry import Entry, Line, ListVersion
from services.delegation.model.item import Item, Opinion, PublicObjection, Resolution
from services.delegation.model.parts import LIST_NAMES, Basis, bases
from services.delegation.model.publication import Publication, compile_lists
from services.delegation.model.reference import (
    ItemType,
    NoProofMatter,
    Procedure,
    RoundRule,
    UnitName,
)
from services.delegation.model.row import Material, ProcessRow, RowContent

__all__ = [
    "LIST_NAMES", "Authority", "Basis", "Batch", "Delegation", "Entry", "Funding", "Item",
    "ItemType", "Line", "ListVersion", "Material", "NoProofMatter", "NonSubmission", "Opinion",
    "Procedure", "ProcessRow", "PublicObjection", "Publication", "Resolution", "Round",
    "RoundRule", "RowContent", "Staffing", "Submission", "UnitName", "Waiver", "bases",
    "compile_lists",
]  # fmt: skip
