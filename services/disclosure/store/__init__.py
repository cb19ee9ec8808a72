"""The tables of records and of requests for information."""

from services.disclosure.store.base import mapper, metadata
from services.disclosure.store.boards import (
    board_complaints,
    board_gaps,
    board_questions,
    boards,
    known_units,
    postings,
    publication_orders,
)
from services.disclosure.store.corrections import (
    data_corrections,
)
from services.disclosure.store.notices import (
    notice_objections,
    notices,
)
from services.disclosure.store.records import originals, records
from services.disclosure.store.requests import information_requests

__all__ = [
    "board_complaints",
    "board_gaps",
    "board_questions",
    "boards",
    "data_corrections",
    "information_requests",
    "known_units",
    "mapper",
    "metadata",
    "notice_objections",
    "notices",
    "originals",
    "postings",
    "publication_orders",
    "records",
]
