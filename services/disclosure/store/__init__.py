"""The tables of records and of requests for information."""

from services.disclosure.store.base import mapper, metadata
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
from services.disclosure.store.records import originals, records
from services.disclosure.store.requests import information_requests

__all__ = [
    "grow",
    "hashes",
    "head_of",
    "heads",
    "information_requests",
    "is_logged",
    "leaf_by",
    "leaves",
    "log_heads",
    "log_leaves",
    "log_nodes",
    "log_waiting",
    "mapper",
    "metadata",
    "newest_head",
    "originals",
    "places",
    "records",
    "still_waiting",
    "take_waiting",
]
