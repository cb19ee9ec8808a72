"""What readers and the desk may see."""

from services.disclosure.queries.attachments import download, show_file
from services.disclosure.queries.datasets import data_catalogue
from services.disclosure.queries.feeds import catalogue_table, last_days, news
from services.disclosure.queries.packages import handover, package, retention_label
from services.disclosure.queries.pages import print_page, read_page
from services.disclosure.queries.records import (
    OPEN_TO_ALL,
    catalogue,
    overdue,
    public_record,
    public_records,
    record,
    records,
    redaction,
)
from services.disclosure.queries.requests import (
    request,
    requests,
    why_this_day,
)

__all__ = [
    "OPEN_TO_ALL",
    "catalogue",
    "catalogue_table",
    "data_catalogue",
    "download",
    "handover",
    "last_days",
    "news",
    "overdue",
    "package",
    "print_page",
    "public_record",
    "public_records",
    "read_page",
    "record",
    "records",
    "redaction",
    "request",
    "requests",
    "retention_label",
    "show_file",
    "why_this_day",
]
