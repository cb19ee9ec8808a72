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
from services.disclosure.queries.corrections import (
    data_correction,
    data_corrections,
)
from services.disclosure.queries.duties import (
    directory,
    guide,
    overdue,
    withheld,
)
from services.disclosure.queries.notices import (
    desk_notice,
    notice,
    notice_desk,
    notice_objection,
    notice_objections,
    notices,
)
from services.disclosure.queries.records import (
    OPEN_TO_ALL,
    catalogue,
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
    "data_correction",
    "data_corrections",
    "desk_notice",
    "directory",
    "guide",
    "notice",
    "notice_desk",
    "notice_objection",
    "notice_objections",
    "notices",
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
    "withheld",
]
