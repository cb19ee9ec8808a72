"""The tables of records and of requests for information."""

from services.disclosure.store.attachments import (
    files,
)
from services.disclosure.store.base import (
    mapper,
    metadata,
)
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
from services.disclosure.store.log import (
    grow,
    hashes,
    head_of,
    heads,
    is_logged,
    leaf_by,
    leaves,
    log_heads,
    log_leaves,
    log_nodes,
    log_waiting,
    newest_head,
    places,
    still_waiting,
    take_waiting,
)
from services.disclosure.store.notices import (
    notice_objections,
    notices,
)
from services.disclosure.store.packages import (
    acts_of,
    packages,
)
from services.disclosure.store.pages import (
    pages,
)
from services.disclosure.store.records import (
    originals,
    records,
)
from services.disclosure.store.requests import (
    information_requests,
)

__all__ = [
    "acts_of",
    "board_complaints",
    "board_gaps",
    "board_questions",
    "boards",
    "data_corrections",
    "files",
    "grow",
    "hashes",
    "head_of",
    "heads",
    "information_requests",
    "is_logged",
    "known_units",
    "leaf_by",
    "leaves",
    "log_heads",
    "log_leaves",
    "log_nodes",
    "log_waiting",
    "mapper",
    "metadata",
    "newest_head",
    "notice_objections",
    "notices",
    "originals",
    "packages",
    "pages",
    "places",
    "postings",
    "publication_orders",
    "records",
    "still_waiting",
    "take_waiting",
]
