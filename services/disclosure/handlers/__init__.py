"""Use cases of disclosure: what others' events make a duty of, and its way to the public."""

from services.disclosure.handlers.records import (
    OVERDUE,
    approve,
    archive,
    check,
    correct,
    draft_evaluation,
    draft_list,
    draft_purchase,
    draft_statistics,
    publish,
    recompute_deadlines,
    redact,
    run_late,
    withdraw,
)

__all__ = [
    "OVERDUE",
    "approve",
    "archive",
    "check",
    "correct",
    "draft_evaluation",
    "draft_list",
    "draft_purchase",
    "draft_statistics",
    "publish",
    "recompute_deadlines",
    "redact",
    "run_late",
    "withdraw",
]
