"""The tables of records and of requests for information."""

from services.disclosure.store.attachments import files
from services.disclosure.store.base import mapper, metadata
from services.disclosure.store.packages import acts_of, packages
from services.disclosure.store.pages import pages
from services.disclosure.store.records import originals, records
from services.disclosure.store.requests import information_requests

__all__ = [
    "acts_of",
    "files",
    "information_requests",
    "mapper",
    "metadata",
    "originals",
    "packages",
    "pages",
    "records",
]
