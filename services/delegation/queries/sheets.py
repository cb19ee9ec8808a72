"""Lists as Excel sheets: a version, what is in force on a day, an empty template."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from itertools import groupby

from sqlalchemy import select

from services.delegation import store
from services.delegation.model import LIST_NAMES, Entry, ListVersion
from services.delegation.queries.visible import in_force
from services.delegation.schemas import forms
from shared.chassis import sheets
from shared.chassis.files import XLSX, Made
from shared.chassis.offhub import off_the_hub
from shared.chassis.sheets import Sheet
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import midnight
from shared.kernel.errors import Invalid

MOST = 20_000
"""Entries of one workbook."""


def export_version(uow: UnitOfWork, *, list_version_id: str) -> Made:
    """Return one version of a list as a workbook."""
    version = uow.get(ListVersion, list_version_id)
    title = f"{version.list_name}（第{version.number}版）"
    sheet = forms.list_sheet(version.list_code, version.entries)
    return _book([sheet], title=title, made_at=version.formed_at)


def export_entries(
    uow: UnitOfWork, *, on: date | None, list_code: str | None, department: str | None
) -> Made:
    """Return what is in force on a day as a workbook, a sheet for each list."""
    table, day = store.entries.c, on or uow.today
    query = select(Entry).where(in_force(day))
    for column, value in ((table.list_code, list_code), (table.department, department)):
        if value:
            query = query.where(column == value)
    ordered = query.order_by(table.list_code, table.department, table.lineage_id, table.id)
    found = list(uow.session.scalars(ordered.limit(MOST + 1)))
    if len(found) > MOST:
        raise Invalid(
            "delegation.too_many_entries", f"超过 {MOST} 项，请按清单或部门分次导出。", most=MOST
        )
    lists = {code: [entry.line for entry in each]
             for code, each in groupby(found, key=lambda entry: entry.list_code)}  # fmt: skip
    wanted = [list_code] if list_code else list(LIST_NAMES)
    written = [forms.list_sheet(code, lists.get(code, ())) for code in wanted]
    return _book(written, title=f"{day}有效清单", made_at=midnight(day))


def template(uow: UnitOfWork) -> Made:
    """Return empty sheets to fill in."""
    empty = [forms.list_sheet(code, ()) for code in LIST_NAMES]
    return _book([*empty, forms.guide()], title="清单上报模板", made_at=midnight(uow.today))


def _book(written: Sequence[Sheet], *, title: str, made_at: datetime) -> Made:
    content: bytes = off_the_hub(partial(sheets.write, written, title=title, made_at=made_at))
    return Made(f"{title}.xlsx", XLSX, content)
