"""A record: what was formed, its way to the public, its editions."""

from services.disclosure.model.records import (
    Edition,
    Kind,
    Original,
    Record,
    digest,
)

__all__ = [
    "Edition",
    "Kind",
    "Original",
    "Record",
    "digest",
]
