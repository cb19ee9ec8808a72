"""Questions about lists, batches, rows and delegations. Who may see what stands in the WHERE."""

from services.delegation.queries.admissions import admission, admissions
from services.delegation.queries.batches import (
    batch,
    batches,
    item,
    items,
    notice,
    notices,
    objections,
)
from services.delegation.queries.evaluations import (
    appeals,
    evaluation,
    evaluation_notice,
    evaluation_notices,
    evaluations,
    marks,
    snapshot,
    snapshots,
)
from services.delegation.queries.handover import delegation, delegations, row, rows
from services.delegation.queries.ledger import bookings, ledger, supplements
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
from services.delegation.queries.papers import print_notice, print_row, print_version
from services.delegation.queries.purchases import (
    open_purchases,
    purchase,
    purchases,
    user_opinions,
)
from services.delegation.queries.seals import seal_request, seal_requests, seals, verify_seal
from services.delegation.queries.sheets import export_entries, export_version, template
from services.delegation.queries.standing import compare_versions, list_on

__all__ = [
    "admission",
    "admissions",
    "appeals",
    "batch",
    "batches",
    "bookings",
    "cancelled_count",
    "compare_versions",
    "delegation",
    "delegations",
    "dispatch",
    "entries",
    "entry",
    "evaluation",
    "evaluation_notice",
    "evaluation_notices",
    "evaluations",
    "export_entries",
    "export_version",
    "item",
    "item_types",
    "items",
    "ledger",
    "list_on",
    "list_version",
    "list_versions",
    "marks",
    "matters",
    "notice",
    "notices",
    "objections",
    "open_purchases",
    "print_notice",
    "print_row",
    "print_version",
    "procedures",
    "purchase",
    "purchases",
    "row",
    "rows",
    "seal",
    "seal_request",
    "seal_requests",
    "seals",
    "snapshot",
    "snapshots",
    "supplements",
    "template",
    "user_opinions",
    "verify_seal",
]  # fmt: skip
