"""Rules of 党群服务中心, their standard and the money put into them (domain §6.6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.rulepacks import RulePack
from shared.kernel.workflow import Objection

AREA = "area"


@dataclass(frozen=True)
class Line:
    """One line of the standard: an area that is measured, a function or a sign that is seen."""

    code: str
    kind: str
    label: str


@dataclass(frozen=True)
class Standard:
    """A version of the standard: its lines, and the least area in m² for each level."""

    version: str
    lines: tuple[Line, ...]
    least_area: Mapping[str, Decimal]

    @classmethod
    def read(cls, pack: RulePack) -> "Standard":
        """Read the version in force."""
        lines = tuple(Line(**raw) for raw in pack.raw("standard"))
        least = {level: Decimal(str(m2)) for level, m2 in pack.raw("least_area").items()}
        return cls(pack.id, lines, least)


def centre_is_served(centre: Any, actor: Actor) -> Objection | None:
    """Whoever serves the place keeps the centre."""
    if actor.serves(centre.path):
        return None
    return Objection("party.other_unit", "该党群服务中心不在您的管辖范围内。")


def another_unit_inspects(centre: Any, actor: Actor) -> Objection | None:
    """A unit does not inspect its own centre (G-07)."""
    if actor.path != centre.path:
        return None
    return Objection("party.own_centre", "不得检查本单位的党群服务中心，请由上级检查。")


def shares_its_roof(centre: Any, actor: Actor) -> Objection | None:
    """Only what is under one roof can be parted."""
    if centre.place_id:
        return None
    return Objection("party.not_colocated", "该党群服务中心没有同址的便民服务场所。")


def stands_in_the_same_unit(centre: Any, place: Any) -> Objection | None:
    """A station under the same roof lies in the same unit and is in service."""
    if place.open and place.path == centre.path:
        return None
    return Objection("party.place_elsewhere", "该便民服务场所不在同一单位内，或已撤销，请核对。")


def answers_every_line(findings: Mapping[str, bool], standard: Standard) -> Objection | None:
    """An inspection answers every line but the area, which is measured, and no other."""
    wanted = {line.code for line in standard.lines if line.kind != AREA}
    if set(findings) == wanted:
        return None
    missing, strange = sorted(wanted - set(findings)), sorted(set(findings) - wanted)
    return Objection(
        "party.inspection_incomplete",
        f"请按标准 {standard.version} 逐项填写：缺 {'、'.join(missing) or '无'}，"
        f"多 {'、'.join(strange) or '无'}。",
        {"missing": missing, "strange": strange},
    )


def unmet_lines(
    findings: Mapping[str, bool], area_m2: Decimal, level: str, standard: Standard
) -> tuple[str, ...]:
    """Return the codes of the lines that the centre does not meet (PTY-25)."""
    spacious = area_m2 >= standard.least_area[level]
    return tuple(
        line.code
        for line in standard.lines
        if not (spacious if line.kind == AREA else findings[line.code])
    )


def day_is_in_its_life(on: date, opened_on: date, today: date) -> Objection | None:
    """What is noted of a centre is of a day on which it was there, and not of the future."""
    if opened_on <= on <= today:
        return None
    return Objection(
        "party.day_out_of_life", f"日期须在启用日期 {opened_on} 至今天（{today}）之间，请核对。"
    )


def investment_is_served(investment: Any, actor: Actor) -> Objection | None:
    """Whoever serves the place books its money."""
    if actor.serves(investment.path):
        return None
    return Objection("party.other_unit", "该笔投入不在您的管辖范围内。")


def another_hand_reverses(investment: Any, actor: Actor) -> Objection | None:
    """Who booked a line does not take it out (G-07)."""
    if actor.id != investment.booked_by:
        return None
    return Objection("party.own_booking", "登记人不得冲销自己登记的投入，请由另一人冲销。")
