"""Tables of delegation, and the few special finders."""

from services.delegation.store.admissions import admissions, admissions_by_keys
from services.delegation.store.base import mapper, metadata
from services.delegation.store.evaluations import (
    appeals,
    decision_months,
    evaluated_streets,
    evaluations,
    marks,
    rating_months,
    snapshots,
)
from services.delegation.store.ledger import accounts, bookings, delegated_cases, supplements
from services.delegation.store.lists import (
    batches,
    delegations,
    entries,
    entries_by_keys,
    entry_keys,
    item_types,
    items,
    list_versions,
    matters,
    objections,
    procedures,
    process_rows,
    unit_names,
)
from services.delegation.store.purchases import purchases, user_opinions
from services.delegation.store.seals import (
    next_in_register,
    seal_registers,
    seal_requests,
    seals,
)

__all__ = [
    "accounts",
    "admissions",
    "admissions_by_keys",
    "appeals",
    "batches",
    "bookings",
    "decision_months",
    "delegated_cases",
    "delegations",
    "entries",
    "entries_by_keys",
    "entry_keys",
    "evaluated_streets",
    "evaluations",
    "item_types",
    "items",
    "list_versions",
    "mapper",
    "marks",
    "matters",
    "metadata",
    "next_in_register",
    "objections",
    "procedures",
    "process_rows",
    "purchases",
    "rating_months",
    "seal_registers",
    "seal_requests",
    "seals",
    "snapshots",
    "supplements",
    "unit_names",
    "user_opinions",
]  # fmt: skip
