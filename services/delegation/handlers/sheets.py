"""A filled sheet becomes items: checked whole first, then reported by the rules of one by one."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from services.delegation.handlers.items import prepare_item
from services.delegation.handlers.reach import batch_in_reach
from services.delegation.model import LIST_NAMES, Batch, Item, UnitName
from services.delegation.model.sheets import CellDefect, SheetReport
from services.delegation.policies import normalised
from services.delegation.schemas import forms
from services.delegation.schemas.items import ReportItem
from shared.chassis import sheets
from shared.chassis.files import XLSX, Made
from shared.chassis.offhub import off_the_hub
from shared.chassis.schema import load
from shared.chassis.sheets import Column, Grid, Sheet
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Conflict, Forbidden, Invalid

RESULT = "清单校验结果"

MOST = 500
"""Items of one file: what one act answers in time."""

_BLAMED = {
    "delegation.unknown_unit": "department",
    "delegation.other_department": "department",
    "delegation.unknown_lineage": "lineage_id",
}
"""Where a refusal is shown; the name is to blame unless said."""

_MENDS = {
    "department": "请填写本单位，或单位名录中的代码、名称。",
    "lineage_id": "请核对编号；新事项请留空。",
    "name": "请按提示修改名称，或填写所涉事项的编号。",
}


def check_sheet(uow: UnitOfWork, *, batch_id: str, file: bytes) -> SheetReport:
    """Read a filled sheet and say all that is wrong with it; nothing is reported."""
    return _reading(uow, batch_id, file).report


def mark_sheet(uow: UnitOfWork, *, batch_id: str, file: bytes) -> Made:
    """Return the sheet with its wrong cells marked and commented; nothing is reported."""
    reading = _reading(uow, batch_id, file)
    marked = [_marked(grid, reading.report.defects) for grid in reading.grids if grid.head]
    content: bytes = off_the_hub(partial(sheets.write, marked, title=RESULT, made_at=uow.now))
    return Made(f"{RESULT}.xlsx", XLSX, content)


def import_sheet(uow: UnitOfWork, *, batch_id: str, file: bytes, digest: str) -> SheetReport:
    """Report every item of the checked sheet, or none."""
    reading = _reading(uow, batch_id, file)
    if reading.report.digest != digest:
        raise Conflict(
            "delegation.sheet_changed", "文件与校验时的不是同一份，请重新校验后再确认导入。"
        )
    if reading.report.defects:
        raise Invalid(
            "delegation.sheet_has_defects",
            f"文件有 {len(reading.report.defects)} 处错误，未导入任何事项，请先校验并改正。",
            defects=[f"{each.sheet}!{each.cell}：{each.what}" for each in reading.report.defects],
        )
    for item in reading.items:
        item.report()
        uow.add(item)
    return replace(reading.report, item_ids=tuple(item.id for item in reading.items))


@dataclass
class _Reading:
    """What a file became."""

    digest: str
    grids: list[Grid]
    items: list[Item] = field(default_factory=list)
    lists: dict[str, int] = field(default_factory=dict)
    defects: list[CellDefect] = field(default_factory=list)

    @property
    def report(self) -> SheetReport:
        return SheetReport(self.digest, dict(self.lists), tuple(self.defects))

    def blame(self, grid: Grid, row: int, column: Column | None, what: str, mend: str = "") -> None:
        titles = list(grid.head)
        place = titles.index(column.title) if column and column.title in titles else 0
        self.defects.append(
            CellDefect(
                sheet=grid.name,
                row=row,
                column=place,
                cell=sheets.address(place, row),
                heading=column.title if column else "",
                what=what,
                mend=mend or (column.hint if column else ""),
            )
        )


def _reading(uow: UnitOfWork, batch_id: str, file: bytes) -> _Reading:
    batch = batch_in_reach(uow, batch_id)
    batch.permit("report_item", uow.actor)
    found = _Reading(hashlib.sha256(file).hexdigest(), off_the_hub(sheets.read, file))
    desk = _Desk(uow, batch, found)
    for grid in found.grids:
        if grid.name == forms.GUIDE or not (grid.head or grid.rows):
            continue
        code = grid.name[:2]
        if code in LIST_NAMES:
            desk.take(grid, code)
        else:
            found.blame(grid, 1, None, f"没有名为“{grid.name}”的清单。", "表名须以 L1 至 L5 开头。")
    if not (found.defects or found.items) and found.grids:
        found.blame(found.grids[0], 2, None, "没有可导入的事项。", "请自第 2 行起逐行填写。")
    return found


class _Desk:
    """Reads sheet after sheet for one batch and remembers what it has seen."""

    def __init__(self, uow: UnitOfWork, batch: Batch, found: _Reading) -> None:
        self._uow, self._batch, self._found = uow, batch, found
        self._units = {unit.name: unit.id for unit in uow.find(UnitName)}
        self._seen: dict[tuple[str, str], str] = {}
        for item in batch.all_items:
            if (item.reporter, item.round) == (uow.actor.unit, batch.round):
                self._remember(item, "本批次已上报的事项")

    def take(self, grid: Grid, code: str) -> None:
        """Read one list's sheet."""
        known = {column.title: column for column in forms.columns(code)}
        if not self._headed(grid, known):
            return
        self._found.lists[code] = len(grid.rows)
        if sum(self._found.lists.values()) > MOST:
            raise Invalid(
                "delegation.too_many_rows", f"一次最多导入 {MOST} 项，请拆分文件。", most=MOST
            )
        for row, cells in grid.rows:
            said = {known[title].key: text for title, text in zip(grid.head, cells, strict=False)
                    if title in known}  # fmt: skip
            self._line(grid, row, code, said)

    def _headed(self, grid: Grid, known: Mapping[str, Column]) -> bool:
        twice = {title for title in grid.head if title and grid.head.count(title) > 1}
        strange = [title for title in grid.head if title and title not in known]
        for title in (*strange, *twice):
            column = Column("", title)
            self._found.blame(
                grid, 1, column, f"表头“{title}”无法识别或重复。", "请使用模板的表头。"
            )
        if known and "事项名称" not in grid.head:
            self._found.blame(grid, 1, None, "缺少“事项名称”一栏。", "请使用模板的表头。")
            return False
        return not (strange or twice)

    def _line(self, grid: Grid, row: int, code: str, said: dict[str, str]) -> None:
        by_key = {column.key: column for column in forms.columns(code)}
        command, unreadable = forms.read_line(code, said)
        wrong = dict.fromkeys(unreadable, "写法无法识别。")
        department = said.get("department") or self._unit(said, wrong)
        if department:
            command["department"] = department
        for key, what in (wrong or self._refused(command, code)).items():
            shown = said.get(key, "")
            told = what or (f"“{shown}”不合要求。" if shown else "此项必填。")
            mend = _MENDS.get(key, "") if what else ""
            self._found.blame(grid, row, by_key.get(key), told, mend)

    def _unit(self, said: Mapping[str, str], wrong: dict[str, str]) -> str:
        name = said.get("department_name", "")
        if name and name not in self._units:
            wrong["department_name"] = f"单位名录中没有“{name}”。"
        return self._units.get(name, "")

    def _refused(self, command: dict[str, Any], code: str) -> dict[str, str]:
        """Try to prepare the item; return column → what is wrong, nothing when it stands."""
        try:
            loaded = load(ReportItem(), {**command, "batch_id": self._batch.id})
        except Invalid as bad:
            return {
                forms.column_of(error["pointer"].strip("/").split("/"), code): ""
                for error in bad.details["errors"]
            }
        loaded.pop("batch_id")
        try:
            item = prepare_item(self._uow, self._batch, **loaded)
        except (Invalid, Forbidden, Conflict) as refusal:
            return {_BLAMED.get(refusal.code, "name"): refusal.message}
        return self._kept(item, command)

    def _kept(self, item: Item, command: Mapping[str, Any]) -> dict[str, str]:
        twice = next((self._seen[key] for key in _keys(item) if key in self._seen), "")
        if twice:
            blamed = "lineage_id" if command.get("lineage_id") else "name"
            return {blamed: f"与{twice}重复。"}
        self._remember(item, f"“{item.name}”一行")
        self._found.items.append(item)
        return {}

    def _remember(self, item: Item, where: str) -> None:
        self._seen |= dict.fromkeys(_keys(item), where)


def _keys(item: Item) -> Iterator[tuple[str, str]]:
    yield "lineage", item.lineage_id
    yield item.list_code, normalised(item.name)


def _marked(grid: Grid, defects: Sequence[CellDefect]) -> Sheet:
    """Return the sheet as it came, each wrong cell with what to do about it."""
    told: dict[tuple[int, int], str] = {}
    for each in defects:
        if each.sheet == grid.name:
            place = (each.row, each.column)
            told[place] = "\n".join(filter(None, (told.get(place), f"{each.what}{each.mend}")))
    rows = {row: place for place, (row, _) in enumerate(grid.rows)}
    widths = {column.title: column.width for column in forms.columns("L5")}
    return Sheet(
        name=grid.name,
        columns=tuple(
            Column("", title, widths.get(title, 18), hint=told.get((1, place), ""))
            for place, title in enumerate(grid.head)
        ),
        rows=[cells[: len(grid.head)] for _, cells in grid.rows],
        notes={(rows[row], column): text for (row, column), text in told.items() if row in rows},
    )
