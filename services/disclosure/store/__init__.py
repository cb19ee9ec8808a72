"""The table of records."""

from services.disclosure.store.records import (
    mapper,
    metadata,
    records,
)

__all__ = [
    "mapper",
    "metadata",
    "records",
]
