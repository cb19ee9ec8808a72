"""Tables of delegation, and the few special finders."""

from services.delegation.store.base import mapper, metadata
from services.delegation.store.lists import (
    batches,
    delegations,
    entries,
    entries_by_keys,
    item_types,
    items,
    list_versions,
    matters,
    objections,
    procedures,
    process_rows,
    unit_names,
)

__all__ = [
    "batches", "delegations", "entries", "entries_by_keys", "item_types", "items",
    "list_versions", "mapper", "matters", "metadata", "objections", "procedures", "process_rows",
    "unit_names",
]  # fmt: skip
