"""A record: what was formed, its way to the public, its editions; a request for information."""

from services.disclosure.model.fees import fee, items_total, pages_total
from services.disclosure.model.log import (
    Act,
    ConsistencyProof,
    InclusionProof,
    Leaf,
    LogEntry,
    LogHead,
    Place,
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
from services.disclosure.model.requests import InformationRequest

__all__ = [
    "Act",
    "AnswerKind",
    "AnswerRule",
    "ConsistencyProof",
    "Consultation",
    "Correction",
    "Edition",
    "Fee",
    "Form",
    "InclusionProof",
    "InformationRequest",
    "Inquiry",
    "Kind",
    "Leaf",
    "LogEntry",
    "LogHead",
    "Method",
    "Original",
    "Party",
    "Place",
    "Record",
    "ReplyExtension",
    "RequestAnswer",
    "RequestChannel",
    "answer_rule",
    "digest",
    "fee",
    "items_total",
    "pages_total",
]
