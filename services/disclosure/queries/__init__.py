"""What readers and the desk may see."""

from services.disclosure.queries.boards import (
    board,
    board_complaint,
    board_complaints,
    board_gaps,
    board_posting,
    board_postings,
    board_question,
    board_questions,
    boards,
    posting,
    postings,
    publication_order,
    publication_orders,
)
from services.disclosure.queries.records import (
    OPEN_TO_ALL,
    catalogue,
    overdue,
    public_record,
    public_records,
    record,
    records,
    redaction,
)
from services.disclosure.queries.requests import (
    request,
    requests,
    why_this_day,
)

__all__ = [
    "OPEN_TO_ALL",
    "board",
    "board_complaint",
    "board_complaints",
    "board_gaps",
    "board_posting",
    "board_postings",
    "board_question",
    "board_questions",
    "boards",
    "catalogue",
    "overdue",
    "posting",
    "postings",
    "public_record",
    "public_records",
    "publication_order",
    "publication_orders",
    "record",
    "records",
    "redaction",
    "request",
    "requests",
    "why_this_day",
]
