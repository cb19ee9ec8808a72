"""Import where people live and where stations could stand, from a workbook."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from services.centers.model import Point, Spot
from services.centers.model.siting import CANDIDATE, COMMUNITY, PARTY_CENTER
from services.centers.model.unit_name import COMMUNITIES, UnitName
from shared.chassis.offhub import off_the_hub
from shared.chassis.sheets import Grid, address, read
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import FieldError, Invalid, invalid_fields
from shared.kernel.jurisdiction import covers

KINDS = {"社区": COMMUNITY, "候选点": CANDIDATE, "党群服务中心": PARTY_CENTER}
HEAD = ("编号", "类别", "名称", "所在社区代码", "人口", "X（米）", "Y（米）")
"""A community bears its own code in the first and the fourth column."""

_MOST = 10_000_000
"""No community has more people, and no point lies farther from the origin in metres."""

_FACTS = ("kind", "name", "path", "population", "position", "as_of", "source", "sample")


@dataclass(frozen=True)
class SpotDefect:
    """What is wrong with one cell."""

    sheet: str
    cell: str
    what: str


@dataclass
class SpotsReport:
    """What an import did, or would do."""

    dry_run: bool
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    defects: list[SpotDefect] = field(default_factory=list)


def import_spots(
    uow: UnitOfWork, *, workbook: bytes, source: str, as_of: date, dry_run: bool
) -> SpotsReport:
    """Read a workbook; keep all of it or, for a dry run or a single defect, nothing.

    Raises Invalid `centers.sheet_wrong` with every defect when a real run has any.
    """
    report = SpotsReport(dry_run)
    units = {unit.id: unit for unit in uow.find(UnitName)}
    spots: dict[str, Spot] = {}
    for grid in off_the_hub(read, workbook):
        lines = _lines(grid, units, scope=uow.actor.scope, source=source, as_of=as_of)
        for number, spot, defects in lines:
            if spot is not None and spot.id in spots:
                defects.append((0, f"编号 {spot.id} 在工作簿中重复。"))
            report.defects += [
                SpotDefect(grid.name, address(column, number), what) for column, what in defects
            ]
            if spot is not None:
                spots[spot.id] = spot
    if report.defects and not dry_run:
        raise _refused(report.defects)
    for spot in spots.values():
        _keep(uow, spot, report)
    return report


Defects = list[tuple[int, str]]
"""Column from 0 → what is wrong there."""


def _lines(
    grid: Grid, units: Mapping[str, UnitName], *, scope: str, source: str, as_of: date
) -> Iterator[tuple[int, Spot | None, Defects]]:
    """Yield for every row its number, the point, and what is wrong; no point when anything is."""
    if grid.head[: len(HEAD)] != HEAD:
        yield 1, None, [(0, f"第一行须依次为：{'、'.join(HEAD)}。")]
        return
    for number, cells in grid.rows:
        row = (*cells, *("",) * len(HEAD))[: len(HEAD)]
        defects = _defects(row, units, scope)
        spot = None if defects else _spot(row, units[row[3]], source=source, as_of=as_of)
        yield number, spot, defects


def _defects(row: Sequence[str], units: Mapping[str, UnitName], scope: str) -> Defects:
    id, kind, name, home, *numbers = row
    found: Defects = []
    if not id or len(id) > 40:
        found.append((0, "须填写编号，不超过 40 字。"))
    if kind not in KINDS:
        found.append((1, f"须为{'、'.join(KINDS)}之一。"))
    if not name or len(name) > 80:
        found.append((2, "须填写名称，不超过 80 字。"))
    known = units.get(home)
    if known is None or known.kind not in COMMUNITIES or not covers(scope, known.path):
        found.append((3, "不是您管辖范围内的社区（村）代码。"))
    elif kind == "社区" and id != home:
        found.append((0, "社区的编号须为其代码。"))
    if kind == "社区" or numbers[0]:
        found += _whole(numbers[0], 4, least=0)
    return [*found, *_whole(numbers[1], 5, least=-_MOST), *_whole(numbers[2], 6, least=-_MOST)]


def _whole(text: str, column: int, *, least: int) -> Defects:
    try:
        value = int(text)
    except ValueError:
        return [(column, "须为整数。")]
    return [] if least <= value <= _MOST else [(column, f"须在 {least} 与 {_MOST} 之间。")]


def _spot(row: Sequence[str], home: UnitName, *, source: str, as_of: date) -> Spot:
    return Spot(
        id=row[0],
        kind=KINDS[row[1]],
        name=row[2],
        path=home.path,
        population=int(row[4]) if KINDS[row[1]] == COMMUNITY else 0,
        position=Point(int(row[5]), int(row[6])),
        as_of=as_of,
        source=source,
    )


def _keep(uow: UnitOfWork, spot: Spot, report: SpotsReport) -> None:
    known = uow.one(Spot, id=spot.id)
    if known is None:
        report.added.append(spot.id)
        if not report.dry_run:
            uow.add(spot)
        return
    facts = {name: value for name, value in vars(spot).items() if name in _FACTS}
    if all(getattr(known, name) == value for name, value in facts.items()):
        report.unchanged += 1
        return
    report.changed.append(spot.id)
    if not report.dry_run:
        for name, value in facts.items():
            setattr(known, name, value)


def _refused(defects: Sequence[SpotDefect]) -> Invalid:
    return invalid_fields(
        "centers.sheet_wrong",
        f"工作簿有 {len(defects)} 处错误，未导入任何内容，请改正后重新导入。",
        [FieldError(f"/{each.sheet}/{each.cell}", "wrong", each.what) for each in defects],
    )
