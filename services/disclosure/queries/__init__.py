"""What readers and the desk may see."""

from services.disclosure.queries.attachments import (
    download,
    show_file,
)
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
from services.disclosure.queries.datasets import (
    data_catalogue,
)
from services.disclosure.queries.duties import (
    directory,
    guide,
    overdue,
    withheld,
)
from services.disclosure.queries.feeds import (
    catalogue_table,
    last_days,
    news,
)
from services.disclosure.queries.log import (
    consistency_proof,
    inclusion_proof,
    log_entries,
    log_head,
    log_heads,
    log_key,
)
from services.disclosure.queries.notices import (
    desk_notice,
    notice,
    notice_desk,
    notice_objection,
    notice_objections,
    notices,
)
from services.disclosure.queries.packages import (
    handover,
    package,
    retention_label,
)
from services.disclosure.queries.pages import (
    print_page,
    read_page,
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
    "catalogue_table",
    "consistency_proof",
    "data_catalogue",
    "data_correction",
    "data_corrections",
    "desk_notice",
    "directory",
    "download",
    "guide",
    "handover",
    "inclusion_proof",
    "last_days",
    "log_entries",
    "log_head",
    "log_heads",
    "log_key",
    "news",
    "notice",
    "notice_desk",
    "notice_objection",
    "notice_objections",
    "notices",
    "overdue",
    "package",
    "posting",
    "postings",
    "print_page",
    "public_record",
    "public_records",
    "publication_order",
    "publication_orders",
    "read_page",
    "record",
    "records",
    "redaction",
    "request",
    "requests",
    "retention_label",
    "show_file",
    "why_this_day",
    "withheld",
]
