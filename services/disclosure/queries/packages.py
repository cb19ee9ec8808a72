"""The archive as the desk sees it: one package, and the list with which many are handed over."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, Select, or_, select

from services.disclosure import store
from services.disclosure.model import PERMANENT
from services.disclosure.queries.feeds import kinds
from shared.chassis import feeds, sheets
from shared.chassis.files import CSV, XLSX, Made
from shared.chassis.sheets import Column, Sheet
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import TZ, midnight
from shared.kernel.deadlines import Period
from shared.kernel.errors import Invalid, NotFound

MOST = 2_000
"""Lines of one hand-over list."""

_COLUMNS = (
    ("序号", 6), ("索引号", 38), ("题名", 50), ("类别", 20), ("产生单位", 22), ("形成日期", 12),
    ("归档日期", 12), ("保管期限", 10), ("保管至", 12), ("文件数", 8), ("大小（字节）", 14),
    ("校验码（SHA-256）", 66),
)  # fmt: skip


def package(uow: UnitOfWork, *, record_id: str) -> Row[Any]:
    """Return what is known of a package inside the actor's jurisdiction."""
    found = uow.session.execute(_packages(uow).where(store.packages.c.id == record_id))
    line = found.one_or_none()
    if line is None:
        raise NotFound("disclosure.no_package", "没有归档包：信息尚未归档，或正在打包，请稍候。")
    return line


def handover(uow: UnitOfWork, *, since: date, through: date, form: str) -> Made:
    """Return the list of what was archived in a period, to be handed over and signed."""
    table = store.packages.c
    query = (
        _packages(uow)
        .where(table.archived_at >= midnight(since))
        .where(table.archived_at < midnight(through + timedelta(days=1)))
        .order_by(table.archived_at, table.id)
        .limit(MOST + 1)
    )
    titles = kinds(uow)
    rows = [_line(n, row, titles) for n, row in enumerate(uow.session.execute(query), start=1)]
    if len(rows) > MOST:
        raise Invalid("disclosure.too_many_packages", f"超过 {MOST} 件，请缩短期间。", most=MOST)
    name = f"归档移交清单（{since}至{through}）"
    if form == "csv":
        return Made(f"{name}.csv", CSV, feeds.table([title for title, _ in _COLUMNS], rows))
    columns = tuple(Column(title, title, width) for title, width in _COLUMNS)
    sheet = Sheet("移交清单", columns, rows)
    return Made(f"{name}.xlsx", XLSX, sheets.write([sheet], title=name, made_at=midnight(through)))


def retention_label(retention: str) -> str:
    """Return 永久, 30年, 10年."""
    return "永久" if retention == PERMANENT else f"{Period.parse(retention).amount}年"


def _packages(uow: UnitOfWork) -> Select[Any]:
    """Return all but the content, inside the actor's jurisdiction."""
    table, record = store.packages, store.records.c
    scope = uow.actor.scope
    light = (column for column in table.c if column.name != "content")
    return (
        select(*light, record.index_no)
        .join(store.records, record.id == table.c.id)
        .where(or_(table.c.path == scope, table.c.path.startswith(f"{scope}/")))
    )


def _line(number: int, row: Row[Any], titles: dict[str, str]) -> list[str]:
    return [
        str(number), row.index_no, row.title, titles.get(row.kind, str(row.kind)), row.path,
        f"{row.formed_at.astimezone(TZ):%Y-%m-%d}", f"{row.archived_at.astimezone(TZ):%Y-%m-%d}",
        retention_label(row.retention), str(row.keep_until or "永久"), str(row.parts),
        str(row.size), row.digest,
    ]  # fmt: skip
