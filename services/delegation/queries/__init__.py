"""Questions about lists, batches, rows and delegations. Who may see what stands in the WHERE."""

from services.delegation.queries.batches import (
    batch,
    batches,
    item,
    items,
    notice,
    notices,
    objections,
)
from services.delegation.queries.handover import delegation, delegations, row, rows
from services.delegation.queries.lists import (
    cancelled_count,
    dispatch,
    entries,
    entry,
    item_types,
    list_version,
    list_versions,
    matters,
    procedures,
    seal,
)

__all__ = [
    "batch", "batches", "cancelled_count", "delegation", "delegations", "dispatch", "entries",
    "entry", "item", "item_types", "items", "list_version", "list_versions", "matters", "notice",
    "notices", "objections", "procedures", "row", "rows", "seal",
]  # fmt: skip
