"""The table of records."""

from services.disclosure.store.records import (
    mapper,
    metadata,
    originals,
    records,
)

__all__ = [
    "mapper",
    "metadata",
    "originals",
    "records",
]
