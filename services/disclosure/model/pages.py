"""What stands at the permanent address of a record, written once and never again."""

from dataclasses import dataclass
from datetime import datetime

from services.disclosure.model.records import Record
from shared.kernel.events import Aggregate

GONE = 0
"""The number of the page that says why nothing can be read any more."""


@dataclass(kw_only=True, eq=False)
class Page(Aggregate):
    """One edition as a page, and as PDF once it is printed; number 0 says that it is gone, and why.

    `current` is the one that readers find without naming an edition.
    """

    id: str
    record_id: str
    number: int
    kind: str
    path: str
    title: str
    html: str
    style: str
    made_at: datetime
    pdf: bytes | None = None
    current: bool = True
    version: int = 0

    @staticmethod
    def key(record_id: str, number: int) -> str:
        """Return the id of a record's page."""
        return f"{record_id}.{number}"


def is_gone(record: Record) -> bool:
    """Say whether readers see no content any more: withdrawn, or its notice period is over."""
    return bool(record.withdrawn_reason) or record.taken_off_at is not None


def numbers(record: Record) -> tuple[int, ...]:
    """Return the numbers of all pages that the record must have, the current one last."""
    editions = tuple(edition.number for edition in record.editions)
    return (*editions, GONE) if editions and is_gone(record) else editions
