"""The permanent pages, as they were written once."""

from typing import Any

from sqlalchemy import Row, select

from services.disclosure import store
from services.disclosure.model import GONE, Page, is_gone
from services.disclosure.queries.records import public_record
from shared.chassis.files import HTML, PDF, Made
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound, Unavailable

KEPT = 60
"""Seconds for which a reader's copy may be older than a correction or a withdrawal."""


def read_page(uow: UnitOfWork, *, record_id: str, edition: int | None) -> Made:
    """Return the page of an edition, the newest unless named; of what is gone, why it is gone.

    Nothing that was withdrawn or taken off comes back by naming its edition.
    """
    page = _page(uow, record_id, edition)
    return Made(
        filename=f"{page.title}.html", media_type=HTML, content=page.html.encode(),
        inline=True, cached_for=KEPT, modified=page.made_at, style=page.style,
    )  # fmt: skip


def print_page(uow: UnitOfWork, *, record_id: str, edition: int | None) -> Made:
    """Return the same as PDF."""
    page = _page(uow, record_id, edition)
    if page.pdf is None:
        raise Unavailable("disclosure.printing", "PDF 正在制作，请稍候再取，或先阅读网页版。")
    return Made(
        filename=f"{page.title}.pdf", media_type=PDF, content=bytes(page.pdf),
        inline=True, cached_for=KEPT, modified=page.made_at,
    )  # fmt: skip


def _page(uow: UnitOfWork, record_id: str, edition: int | None) -> Row[Any]:
    record = public_record(uow, record_id=record_id)
    number = GONE if is_gone(record) else edition or len(record.editions)
    found = uow.session.execute(
        select(store.pages).where(store.pages.c.id == Page.key(record_id, number))
    ).one_or_none()
    if found is None:
        raise NotFound("disclosure.no_such_edition", "没有这一版，请去掉版次阅读最新版。")
    return found
