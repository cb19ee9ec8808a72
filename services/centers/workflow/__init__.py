"""The life of a case (办件), domain §2.2."""

from services.centers.workflow.case import (
    ACCEPT,
    CASE,
    DECIDE,
    DECIDE_AT_ONCE,
    DELIVER,
    LABELS,
    RATE,
    READ,
    REVIEW,
    SUBMIT,
    WITHDRAW,
    Status,
)

__all__ = [
    "ACCEPT",
    "CASE",
    "DECIDE",
    "DECIDE_AT_ONCE",
    "DELIVER",
    "LABELS",
    "RATE",
    "READ",
    "REVIEW",
    "SUBMIT",
    "WITHDRAW",
    "Status",
]  # fmt: skip
