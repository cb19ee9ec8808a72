"""Initials for the search, saved filters, and exports on the record."""

import base64
import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
import xlsxwriter

from services.centers import schemas, store
from services.centers.handlers.initials import readings
from services.centers.model import Case, Export, Initials, SavedFilter
from shared.chassis.crypto import blind_index
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Conflict, Invalid, NotFound

PACK = "centers.search"
COLUMNS = {
    "case_no": "办件编号", "item_name": "事项", "status": "状态", "path": "承办单位",
    "accept_path": "收件单位", "channel": "渠道", "applicant": "申请人", "submitted_at": "提交时间",
    "due": "办理期限", "light": "灯",
}  # fmt: skip
MEDIA = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Made:
    """An export with what is taken away."""

    record: Export
    file_name: str
    media_type: str
    content: str
    items: Sequence[Case]


def note_initials(uow: UnitOfWork, case: Case) -> None:
    """Make the case found by the initials of its applicant, in every reading of the name."""
    for number, letters in enumerate(readings(case.applicant_name)):
        index = blind_index("initials", letters)
        uow.add(Initials(id=f"{case.id}:{number}", case_id=case.id, initials_index=index))


def save_filter(uow: UnitOfWork, *, name: str, criteria: Mapping[str, Any]) -> SavedFilter:
    """Keep a filter for the person herself."""
    mine = uow.find(SavedFilter, owner=uow.actor.id, active=True)
    most = uow.rules(PACK).integer("filters.most")
    if len(mine) >= most:
        raise Conflict("centers.too_many_filters", f"最多保存 {most} 个筛选，请先删除。", most=most)
    if any(each.name == name for each in mine):
        raise Conflict("centers.filter_name_taken", f"已有名为“{name}”的筛选，请换一个名称。")
    saved = SavedFilter(
        id=uow.new_id(),
        owner=uow.actor.id,
        name=name,
        criteria=_plain(criteria),
        saved_at=uow.now,
    )
    uow.add(saved)
    return saved


def drop_filter(uow: UnitOfWork, *, filter_id: str) -> SavedFilter:
    """Put one's own filter away."""
    found = uow.get(SavedFilter, filter_id)
    if found.owner != uow.actor.id or not found.active:
        raise NotFound("centers.not_found", "没有找到该筛选。")
    found.active = False
    return found


def export_cases(
    uow: UnitOfWork,
    *,
    form: str,
    reason: str,
    status: str | None,
    item_id: str | None,
    due_before: date | None,
) -> Made:
    """Take masked cases of the jurisdiction away; who, why and how many stays on record.

    Raises Invalid `centers.export_too_large` when more match than the rule pack allows at once.
    """
    criteria = {"status": status, "item_id": item_id, "due_before": due_before}
    most = uow.rules(PACK).integer("export.most_rows")
    found = store.cases_to_export(uow, criteria=criteria, most=most + 1)
    if len(found) > most:
        raise Invalid(
            "centers.export_too_large", f"一次最多导出 {most} 件，请缩小范围。", most=most
        )
    lines = schemas.CaseLine().dump(found, many=True)
    content = _written(form, lines)
    record = Export(
        id=uow.new_id(),
        path=uow.actor.scope,
        by=uow.actor.id,
        reason=reason,
        criteria=_plain(criteria),
        form=form,
        rows=len(found),
        sha256=hashlib.sha256(content).hexdigest(),
        at=uow.now,
    )
    record.make()
    uow.add(record)
    packed = "" if form == "json" else base64.b64encode(content).decode()
    name = f"办件_{uow.now:%Y%m%d%H%M}.{form}"
    return Made(record, name, MEDIA[form], packed, found if form == "json" else ())


def _written(form: str, lines: Sequence[Mapping[str, Any]]) -> bytes:
    if form == "json":
        return orjson.dumps(lines)
    rows = [[_cell(line[key]) for key in COLUMNS] for line in lines]
    return _sheet(rows) if form == "xlsx" else _csv(rows)


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Write UTF-8 with a mark, so that office programs read Chinese."""
    out = io.StringIO()
    csv.writer(out).writerows([list(COLUMNS.values()), *rows])
    return out.getvalue().encode("utf-8-sig")


def _sheet(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("办件")
        for number, row in enumerate([list(COLUMNS.values()), *rows]):
            for column, value in enumerate(row):
                sheet.write_string(number, column, value)
    return out.getvalue()


def _cell(value: Any) -> str:
    """Write a value as text that no office program runs as a formula."""
    shown = value["label"] if isinstance(value, Mapping) else value
    text = "" if shown is None else str(shown)
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def _plain(criteria: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in criteria.items()
    }
