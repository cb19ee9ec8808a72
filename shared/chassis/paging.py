"""Keyset pages: stable under inserts, equally fast on page 1 and page 10,000."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlakeyset import BadBookmark, select_page
from sqlalchemy import Select
from sqlalchemy.orm import Session

from shared.kernel.errors import Invalid


@dataclass(frozen=True)
class Page:
    """One page: `items` in order, opaque cursors to the neighbours or None."""

    items: Sequence[Any]
    next: str | None = None
    previous: str | None = None


def page(session: Session, query: Select[Any], *, limit: int, cursor: str | None) -> Page:
    """Return one keyset page of `query`, which must be ordered by a unique key at its end.

    One entity per row. Raises Invalid `paging.bad_cursor` for a cursor not made by this query.
    """
    try:
        found = select_page(session, query, per_page=limit, page=cursor)
    except BadBookmark as bad:
        raise Invalid("paging.bad_cursor", "翻页标记无效，请从第一页重新查询。") from bad
    marks = found.paging
    return Page(
        items=[row[0] for row in found],
        next=marks.bookmark_next if marks.has_next else None,
        previous=marks.bookmark_previous if marks.has_previous else None,
    )
