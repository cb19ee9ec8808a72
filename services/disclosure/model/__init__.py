"""A record: what was formed, its way to the public, its editions; a request for information."""

from services.disclosure.model.attachments import (
    StoredFile,
)
from services.disclosure.model.corrections import (
    DataCorrection,
    Move,
)
from services.disclosure.model.duties import (
    ANNUAL_REPORT,
    Review,
    Withholding,
    report_clock,
    report_due,
    report_id,
    year_begins,
)
from services.disclosure.model.fees import (
    fee,
    items_total,
    pages_total,
)
from services.disclosure.model.log import (
    ConsistencyProof,
    InclusionProof,
    Leaf,
    LogAct,
    LogEntry,
    LogHead,
    Place,
)
from services.disclosure.model.notices import (
    Notice,
    NoticeObjection,
)
from services.disclosure.model.packages import (
    PERMANENT,
    Act,
    Package,
    parts_of,
)
from services.disclosure.model.pages import (
    GONE,
    Page,
    is_gone,
)
from services.disclosure.model.postings import (
    Posting,
    Showing,
)
from services.disclosure.model.records import (
    Edition,
    Kind,
    Original,
    Record,
    digest,
)
from services.disclosure.model.request_parts import (
    AnswerKind,
    AnswerRule,
    Consultation,
    Correction,
    Fee,
    Form,
    Inquiry,
    Method,
    Party,
    ReplyExtension,
    RequestAnswer,
    RequestChannel,
    answer_rule,
)
from services.disclosure.model.requests import (
    InformationRequest,
)
from services.disclosure.model.timed import (
    Timed,
    until,
)
from services.disclosure.model.units import (
    Board,
    Body,
    Gap,
    UnitName,
    body_of,
    gap_id,
    month_end,
)
from services.disclosure.model.voices import (
    BoardComplaint,
    BoardQuestion,
    PublicationOrder,
)

__all__ = [
    "ANNUAL_REPORT",
    "GONE",
    "PERMANENT",
    "Act",
    "AnswerKind",
    "AnswerRule",
    "Board",
    "BoardComplaint",
    "BoardQuestion",
    "Body",
    "ConsistencyProof",
    "Consultation",
    "Correction",
    "DataCorrection",
    "Edition",
    "Fee",
    "Form",
    "Gap",
    "InclusionProof",
    "InformationRequest",
    "Inquiry",
    "Kind",
    "Leaf",
    "LogAct",
    "LogEntry",
    "LogHead",
    "Method",
    "Move",
    "Notice",
    "NoticeObjection",
    "Original",
    "Package",
    "Page",
    "Party",
    "Place",
    "Posting",
    "PublicationOrder",
    "Record",
    "ReplyExtension",
    "RequestAnswer",
    "RequestChannel",
    "Review",
    "Showing",
    "StoredFile",
    "Timed",
    "UnitName",
    "Withholding",
    "answer_rule",
    "body_of",
    "digest",
    "fee",
    "gap_id",
    "is_gone",
    "items_total",
    "month_end",
    "pages_total",
    "parts_of",
    "report_clock",
    "report_due",
    "report_id",
    "until",
    "year_begins",
]
