"""A filled sheet becomes units: checked whole first, then registered all or none."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from services.party import policies, store
from services.party.handlers.coverage import keep_new, new_unit
from services.party.model import (
    CoverageUnit,
    Footing,
    Organisation,
    UnitDefect,
    UnitName,
    UnitSheetReport,
)
from services.party.schemas import unit_sheets as forms
from services.party.schemas.coverage import RegisterCoverageUnit
from shared.chassis import sheets
from shared.chassis.offhub import off_the_hub
from shared.chassis.schema import load
from shared.chassis.sheets import Grid
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Conflict, Invalid
from shared.kernel.workflow import enforce

MOST = 1_000
"""Units of one file: what one act answers in time."""

_TITLES = {column.key: column.title for column in forms.COLUMNS}
_BLAMED = {
    "party.bad_credit_code": "credit_code",
    "party.members_wrong": "formal",
    "party.change_out_of_order": "since",
    "party.organisation_elsewhere": "organisation",
}
"""Where a refusal is shown; the name is to blame unless said."""


def check_unit_sheet(uow: UnitOfWork, *, file: bytes) -> UnitSheetReport:
    """Read a filled sheet and say all that is wrong with it; nothing is registered."""
    return _reading(uow, file).report


def import_unit_sheet(uow: UnitOfWork, *, file: bytes, digest: str) -> UnitSheetReport:
    """Register every unit of the checked sheet, or none."""
    reading = _reading(uow, file)
    if reading.digest != digest:
        raise Conflict("party.sheet_changed", "文件与校验时的不是同一份，请重新校验后再确认导入。")
    if reading.defects:
        raise Invalid(
            "party.sheet_has_defects",
            f"文件有 {len(reading.defects)} 处错误，未导入任何单元，请先校验并改正。",
            defects=[f"{each.cell}：{each.what}" for each in reading.defects],
        )
    for unit in reading.units:
        keep_new(uow, unit)
    return replace(reading.report, unit_ids=tuple(unit.id for unit in reading.units))


@dataclass
class _Reading:
    """What a file became."""

    digest: str
    rows: int = 0
    units: list[CoverageUnit] = field(default_factory=list)
    defects: list[UnitDefect] = field(default_factory=list)

    @property
    def report(self) -> UnitSheetReport:
        return UnitSheetReport(self.digest, self.rows, tuple(self.defects))

    def blame(self, grid: Grid, row: int, key: str, what: str) -> None:
        title = _TITLES.get(key, key)
        place = grid.head.index(title) if title in grid.head else 0
        self.defects.append(UnitDefect(row, sheets.address(place, row), title, what))


def _reading(uow: UnitOfWork, file: bytes) -> _Reading:
    found = _Reading(hashlib.sha256(file).hexdigest())
    grids: list[Grid] = off_the_hub(sheets.read, file)
    grid = next((each for each in grids if each.head), None)
    if grid is None or not grid.rows:
        raise Invalid("party.sheet_empty", "没有可导入的单元，请自第 2 行起逐行填写。")
    if len(grid.rows) > MOST:
        raise Invalid("party.too_many_rows", f"一次最多导入 {MOST} 行，请拆分文件。", most=MOST)
    found.rows = len(grid.rows)
    missing = [title for title in _TITLES.values() if title not in grid.head]
    strange = [title for title in grid.head if title and title not in _TITLES.values()]
    twice = [title for title in _TITLES.values() if grid.head.count(title) > 1]
    for title in (*missing, *strange, *twice):
        found.blame(grid, 1, title, f"表头“{title}”缺少、重复或无法识别，请使用模板的表头。")
    if not found.defects:
        _Desk(uow, grid, found).take()
    return found


class _Desk:
    """Reads line after line and remembers what it has seen, here and on the register."""

    def __init__(self, uow: UnitOfWork, grid: Grid, found: _Reading) -> None:
        self._uow, self._grid, self._found = uow, grid, found
        self._keys = {title: key for key, title in _TITLES.items()}
        self._places = {unit.id: unit for unit in uow.find(UnitName)}
        self._seen: dict[tuple[str, str], CoverageUnit] = {}
        for unit in store.live_units(uow.session, uow.actor.scope):
            self._remember(unit)
        self._organisations = store.living_by_name(uow.session, uow.actor.scope)

    def take(self) -> None:
        """Read every line."""
        for row, cells in self._grid.rows:
            said = {self._keys[title]: text.strip()
                    for title, text in zip(self._grid.head, cells, strict=False)
                    if title}  # fmt: skip
            for key, what in self._line(said).items():
                self._found.blame(self._grid, row, key, what)

    def _line(self, said: Mapping[str, str]) -> dict[str, str]:
        """Prepare the unit of a line; return column → what is wrong, nothing when it stands."""
        command, wrong = forms.read_line(said)
        command["unit_code"] = said.get("community", "")
        path = self._path(command["unit_code"], wrong)
        organisation = self._organisation(said.get("organisation", ""), wrong)
        if wrong:
            return wrong
        try:
            loaded = load(RegisterCoverageUnit(), command)
            unit = _unit(self._uow.new_id(), path, loaded, organisation)
            self._register(unit, organisation)
        except Invalid as bad:
            return {_column(error["pointer"]): error["detail"] for error in bad.details["errors"]}
        except Conflict as refusal:
            return {_BLAMED.get(refusal.code, "name"): refusal.message}
        return {}

    def _register(self, unit: CoverageUnit, organisation: Organisation | None) -> None:
        if organisation is not None:
            enforce(policies.organisation_covers(unit.path, organisation))
        twin = next((self._seen[key] for key in _marks(unit) if key in self._seen), None)
        unit.register(self._uow.actor, twin=twin, today=self._uow.today)
        self._remember(unit)
        self._found.units.append(unit)

    def _path(self, code: str, wrong: dict[str, str]) -> str:
        place = self._places.get(code)
        if place is None or not self._uow.actor.serves(place.path):
            wrong["community"] = f"没有代码为“{code}”的村（社区），或不在您的管辖范围。"
            return ""
        if not place.exists(self._uow.today):
            wrong["community"] = f"{place.name}（{code}）已撤并，请改填承继的村（社区）。"
        return place.path

    def _organisation(self, name: str, wrong: dict[str, str]) -> Organisation | None:
        if not name:
            return None
        found = self._organisations.get(name)
        if found is None:
            wrong["organisation"] = f"没有名为“{name}”的党组织，或有重名，请核对全称。"
        return found

    def _remember(self, unit: CoverageUnit) -> None:
        self._seen |= dict.fromkeys(_marks(unit), unit)


def _unit(
    id: str, path: str, loaded: Mapping[str, Any], organisation: Organisation | None
) -> CoverageUnit:
    footing = Footing(
        loaded["since"],
        loaded["members"],
        loaded["formal"],
        organisation.id if organisation else "",
        loaded["joint"],
        loaded["instructor"],
    )
    return new_unit(
        id,
        path,
        loaded["kind"],
        loaded["name"],
        loaded["address"],
        loaded["credit_code"],
        footing,
    )


def _marks(unit: CoverageUnit) -> list[tuple[str, str]]:
    code = [("code", unit.credit_code)] if unit.credit_code else []
    return [*code, ("place", unit.place_key)]


def _column(pointer: str) -> str:
    key = pointer.strip("/").partition("/")[0]
    return "community" if key == "unit_code" else key
