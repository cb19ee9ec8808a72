"""Rules of coverage of organisation and of work (domain §6.3)."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.identifiers import is_credit_code
from shared.kernel.jurisdiction import SEPARATOR
from shared.kernel.workflow import Objection


@dataclass(frozen=True)
class Advice:
    """What is to be done about a unit, and by which rule."""

    code: str
    said: str
    rule: str


def unit_is_served(unit: Any, actor: Actor) -> Objection | None:
    """Whoever serves the place keeps the unit."""
    if actor.serves(unit.path):
        return None
    return Objection("party.other_unit", "该单元不在您的管辖范围内。")


def place_key(path: str, name: str, address: str) -> str:
    """Return what is alike for one unit written twice: place, name and address, normalised."""
    return "|".join((path, normalised(name), normalised(address)))


def normalised(text: str) -> str:
    """Return letters and digits only, full width as half width, in lower case."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def is_registered_once(unit: Any, twin: Any | None, actor: Actor) -> Objection | None:
    """One unit is registered once: neither its credit code nor its name and place twice (PTY-27).

    What another street registered is not shown.
    """
    if twin is None:
        return None
    if not actor.serves(twin.path):
        return Objection(
            "party.registered_elsewhere",
            "该统一社会信用代码已在其他街道（镇）登记，请与上级核对。",
            {"rule": "PTY-27"},
        )
    same = "统一社会信用代码" if unit.credit_code == twin.credit_code != "" else "名称和地点"
    return Objection(
        "party.registered_twice",
        f"与已登记的“{twin.name}”{same}相同，请勿重复登记；情况有变的请变更原登记。",
        {"unit_id": twin.id, "rule": "PTY-27"},
    )


def credit_code_checks(credit_code: str) -> Objection | None:
    """A credit code, where there is one, checks (GB 32100)."""
    if not credit_code or is_credit_code(credit_code):
        return None
    return Objection("party.bad_credit_code", "统一社会信用代码不正确，请核对 18 位代码。")


def members_add_up(members: int, formal: int) -> Objection | None:
    """正式党员 are members."""
    if formal <= members:
        return None
    return Objection("party.members_wrong", "正式党员数不得多于党员数，请核对。")


def organisation_covers(unit_path: str, organisation: Any) -> Objection | None:
    """A unit is covered by a living organisation of its own street (PTY-02: 地域相邻)."""
    if organisation.is_living and _street(unit_path) == _street(organisation.path):
        return None
    return Objection(
        "party.organisation_elsewhere",
        f"“{organisation.name}”不在同一街道（镇）内，或已不在运行，请改选党组织。",
        {"organisation_id": organisation.id},
    )


def change_is_in_order(since: date, last: date, today: date) -> Objection | None:
    """Changes follow one another and are not of the future: what a day showed stays so."""
    if last <= since <= today:
        return None
    bound = f"晚于今天（{today}）" if since > today else f"早于上次变更（{last}）"
    return Objection(
        "party.change_out_of_order", f"日期不得{bound}，请核对。", {"since": str(since)}
    )


def is_work_covered(*, active: bool, instructed: bool) -> bool:
    """Say whether an organisation or a 党建指导员 works there, members or not (PTY-23)."""
    return active or instructed


def what_to_do(members: int, formal: int, *, active: bool, instructed: bool, least: int) -> Advice:
    """Say what a unit without an organisation of its own needs next (PTY-01, PTY-02, PTY-23)."""
    if members == 0 and is_work_covered(active=active, instructed=instructed):
        return Advice(
            "DEVELOP_MEMBERS", "尚无党员，工作已覆盖；培养发展党员后再组建或联合组建。", "PTY-23"
        )
    if members == 0:
        return Advice("SEND_INSTRUCTOR", "尚无党员，也没有党建指导员，请选派党建指导员。", "PTY-23")
    if formal >= least:
        return Advice("CREATE", f"有正式党员 {formal} 人，应当单独组建党支部。", "PTY-01")
    return Advice(
        "JOIN",
        f"有正式党员 {formal} 人，不足 {least} 人，请与相邻或同行业单位联合组建。",
        "PTY-02",
    )


def _street(path: str) -> str:
    return SEPARATOR.join(path.split(SEPARATOR)[:2])
