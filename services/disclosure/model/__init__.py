"""A record: what was formed, its way to the public, its editions; a request for information."""

from services.disclosure.model.attachments import StoredFile
from services.disclosure.model.fees import fee, items_total, pages_total
from services.disclosure.model.packages import PERMANENT, Act, Package, parts_of
from services.disclosure.model.pages import GONE, Page, is_gone
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
    "GONE",
    "PERMANENT",
    "Act",
    "AnswerKind",
    "AnswerRule",
    "Consultation",
    "Correction",
    "Edition",
    "Fee",
    "Form",
    "InformationRequest",
    "Inquiry",
    "Kind",
    "Method",
    "Original",
    "Package",
    "Page",
    "Party",
    "Record",
    "ReplyExtension",
    "RequestAnswer",
    "RequestChannel",
    "StoredFile",
    "answer_rule",
    "digest",
    "fee",
    "is_gone",
    "items_total",
    "pages_total",
    "parts_of",
]
