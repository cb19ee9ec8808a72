"""What other programs take: news as Atom, the catalogue as CSV, last days as iCalendar."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, Select, func, or_, select

from services.disclosure import store
from services.disclosure.model import GONE
from services.disclosure.workflow import RECORD
from shared.chassis import feeds
from shared.chassis.feeds import Channel, Day, Entry
from shared.chassis.files import ATOM, CALENDAR, CSV, Made
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import TZ

NEWEST, MOST = 100, 5_000
"""Entries of the news; rows of the catalogue and days of the calendar."""

FRESH = 300
"""Seconds for which a copy is good enough."""

_SUMMARY = 120
_HEAD = (
    "索引号", "信息类别", "标题", "内容概述", "产生单位", "形成日期", "公开日期", "版次",
    "更新时间", "状态", "永久地址", "PDF 地址",
)  # fmt: skip


def news(uow: UnitOfWork, *, kind: str | None, unit: str | None) -> Made:
    """Return what was published, corrected or withdrawn last, of all or of one kind, one unit."""
    titles, base = kinds(uow), uow.public_url
    entries = [_entry(row, titles, base) for row in _rows(uow, kind, unit, NEWEST)]
    pack = uow.rules("disclosure.feeds")
    about = "".join(f"·{each}" for each in (kind and titles.get(kind, kind), unit) if each)
    channel = Channel(
        id=f"{base}/feeds/records.atom#{kind or ''}/{unit or ''}",
        title=f"{pack.text('title')}{about}",
        author=pack.text("publisher"),
        address=f"{base}/feeds/records.atom{_query(kind=kind, unit=unit)}",
        home=f"{base}/",
        entries=entries,
    )
    return Made(
        "records.atom", ATOM, feeds.atom(channel), inline=True, cached_for=FRESH,
        modified=channel.updated,
    )  # fmt: skip


def catalogue_table(uow: UnitOfWork, *, kind: str | None, unit: str | None) -> Made:
    """Return the catalogue (§12: index, name, summary, date of creation) as a table."""
    titles, rows = kinds(uow), _rows(uow, kind, unit, MOST)
    table = feeds.table(_HEAD, [_line(row, titles, uow.public_url) for row in rows])
    return Made(
        "公开信息目录.csv", CSV, table, cached_for=FRESH,
        modified=max((row.made_at for row in rows), default=None),
    )  # fmt: skip


def last_days(uow: UnitOfWork, *, kind: str | None, unit: str | None) -> Made:
    """Return by when what must be public; what it says is told only once it is public."""
    table = store.records.c
    since = uow.today - timedelta(days=uow.rules("disclosure.feeds").integer("calendar.past_days"))
    query = (
        select(table.id, table.kind, table.due, table.provisional, table.formed_at,
               table.published_at)
        .where(table.due >= since)
        .order_by(table.due, table.id)
        .limit(MOST)
    )  # fmt: skip
    rows = uow.session.execute(_narrowed(query, table, kind, unit)).all()
    titles = kinds(uow)
    content = feeds.calendar(
        f"{uow.rules('disclosure.feeds').text('title')}：公开期限",
        [_day(row, titles, uow.public_url) for row in rows],
    )
    return Made("公开期限.ics", CALENDAR, content, inline=True, cached_for=FRESH)


def kinds(uow: UnitOfWork) -> dict[str, str]:
    """Return kind → what people call it."""
    duties: Mapping[str, Mapping[str, Any]] = uow.rules("disclosure.duties").raw("duties")
    return {kind: str(duty["title"]) for kind, duty in duties.items()}


def _rows(uow: UnitOfWork, kind: str | None, unit: str | None, most: int) -> list[Row[Any]]:
    """Return the current page of each record with what the catalogue says of it, newest first."""
    page, record = store.pages.c, store.records.c
    query = (
        select(
            page.record_id, page.number, page.kind, page.path, page.title, page.made_at,
            record.index_no, record.formed_at, record.published_at, record.status,
            record.withdrawn_reason,
            func.left(record.content["text"].astext, _SUMMARY).label("summary"),
        )
        .join(store.records, record.id == page.record_id)
        .where(page.current)
        .order_by(page.made_at.desc(), page.id.desc())
        .limit(most)
    )  # fmt: skip
    return list(uow.session.execute(_narrowed(query, page, kind, unit)).all())


def _narrowed(query: Select[Any], table: Any, kind: str | None, unit: str | None) -> Select[Any]:
    if kind:
        query = query.where(table.kind == kind)
    if unit:
        query = query.where(or_(table.path == unit, table.path.startswith(f"{unit}/")))
    return query


def _entry(row: Row[Any], titles: Mapping[str, str], base: str) -> Entry:
    return Entry(
        id=f"urn:uuid:{row.record_id}",
        title=f"{_state(row)}{row.title}",
        link=f"{base}/p/{row.record_id}",
        published=row.published_at.astimezone(TZ),
        updated=row.made_at.astimezone(TZ),
        summary=_summary(row),
        category=titles.get(row.kind, str(row.kind)),
    )


def _line(row: Row[Any], titles: Mapping[str, str], base: str) -> list[str]:
    own = f"{base}/p/{row.record_id}"
    return [
        row.index_no, titles.get(row.kind, str(row.kind)), row.title, _summary(row), row.path,
        f"{row.formed_at.astimezone(TZ):%Y-%m-%d}", f"{row.published_at.astimezone(TZ):%Y-%m-%d}",
        str(row.number or ""), row.made_at.astimezone(TZ).isoformat(timespec="seconds"),
        RECORD.labels[row.status], own, f"{own}/pdf",
    ]  # fmt: skip


def _summary(row: Row[Any]) -> str:
    """Say what it is about; of what is gone, why it is."""
    return str(row.summary or "") if row.number != GONE else str(row.withdrawn_reason)


def _state(row: Row[Any]) -> str:
    if row.number == GONE:
        return f"〔{RECORD.labels[row.status]}〕"
    return "〔更正〕" if row.number > 1 else ""


def _day(row: Row[Any], titles: Mapping[str, str], base: str) -> Day:
    label = titles.get(row.kind, str(row.kind))
    public = row.published_at is not None
    return Day(
        uid=f"{row.id}@jiedao",
        day=row.due,
        summary=f"{label}：{'已公开' if public else '最迟于今日公开'}",
        stamp=row.formed_at,
        description="工作日历尚未公布，日期为暂定" if row.provisional else "",
        url=f"{base}/p/{row.id}" if public else "",
        tentative=row.provisional,
    )


def _query(**parts: str | None) -> str:
    told = "&".join(f"{name}={value}" for name, value in parts.items() if value)
    return f"?{told}" if told else ""
