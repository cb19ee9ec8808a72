"""Who may enter an incubator, who leaves it as grown up (domain §8.3)."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from services.incubation.policies.organisations import (
    CheckResult,
    is_on_no_list,
    was_not_punished,
)
from shared.kernel.actor import Actor
from shared.kernel.jurisdiction import SEPARATOR, covers
from shared.kernel.workflow import Objection

_PATH = re.compile(r"(\d{6})(?:/(\1\d{3})(?:/\2\d{3})?)?")


class Level(StrEnum):
    """The four levels of incubation, from the lowest."""

    COURTYARD = "COURTYARD"
    COMMUNITY = "COMMUNITY"
    STREET = "STREET"
    DISTRICT = "DISTRICT"

    @property
    def label(self) -> str:
        """Return its Chinese name."""
        return _LEVELS[self][0]

    @property
    def rank(self) -> int:
        """Return its height, the lowest first."""
        return list(Level).index(self)

    @property
    def depth(self) -> int:
        """Return how deep its units lie below the district."""
        return _LEVELS[self][1]


_LEVELS = {
    Level.COURTYARD: ("院落", 2),
    Level.COMMUNITY: ("社区", 2),
    Level.STREET: ("街道", 1),
    Level.DISTRICT: ("区", 0),
}
"""How a level is called, and how deep its units lie; a courtyard lies in its community."""


class EndCode(StrEnum):
    """Why an organisation got no place, or left before graduating."""

    UNSUITABLE = "UNSUITABLE"
    OWN_WISH = "OWN_WISH"
    TERM_OVER = "TERM_OVER"
    BREACH = "BREACH"
    ENDED = "ENDED"
    FALSE_MATERIALS = "FALSE_MATERIALS"


@dataclass(frozen=True)
class EntryRules:
    """The first day on which a punishment, a failed check or false papers still bar the entry."""

    barred_since: date


def lies_at_its_level(path: str, level: Level) -> Objection | None:
    """A district's incubator lies at the district, a courtyard's in its community (SO-01)."""
    if _PATH.fullmatch(path) and path.count(SEPARATOR) == level.depth:
        return None
    return Objection(
        "incubation.wrong_level",
        f"{level.label}级孵化基地须设在{level.label}，请核对所在单位。",
        {"path": path, "level": str(level)},
    )


def may_enter(
    organisation: Any, incubator: Any, stays: Sequence[Any], *, rules: EntryRules, today: date
) -> Objection | None:
    """Return the first bar to the entry, or None (SO-01, SO-05)."""
    bars = (
        *_bars(organisation, rules, today),
        *_past(organisation, stays, rules),
        *_taken(organisation, incubator, stays),
    )
    return next(iter(bars), None)


def _bars(organisation: Any, rules: EntryRules, today: date) -> Iterator[Objection]:
    if not organisation.is_named:
        yield Objection("incubation.not_standing", "该组织已终止或未获准，不能申请入壳。")
    if not organisation.own_account:
        yield Objection("incubation.no_own_account", "该组织没有独立账户，不能申请入壳。")
    for objection in (
        is_on_no_list(organisation, today),
        was_not_punished(organisation, since=rules.barred_since),
    ):
        if objection is not None:
            yield objection


def _past(organisation: Any, stays: Sequence[Any], rules: EntryRules) -> Iterator[Objection]:
    bad = (CheckResult.FAILED, CheckResult.MISSED)
    for check in organisation.checks:
        if check.result in bad and check.year >= rules.barred_since.year:
            yield Objection(
                "incubation.check_failed",
                f"该组织 {check.year} 年度年检不合格或未参加，暂不能申请入壳。",
                {"year": check.year},
            )
    for stay in stays:
        if stay.end_code == EndCode.FALSE_MATERIALS and stay.ended_on >= rules.barred_since:
            yield Objection(
                "incubation.false_materials",
                f"该组织 {stay.ended_on} 因提供虚假材料被取消资格，暂不能申请入壳。",
                {"on": str(stay.ended_on)},
            )


def _taken(organisation: Any, incubator: Any, stays: Sequence[Any]) -> Iterator[Objection]:
    if not covers(incubator.path, organisation.path):
        yield Objection(
            "incubation.outside_the_incubator",
            f"{incubator.name}不服务该组织所在区域，请选择所在地的孵化基地。",
        )
    for stay in stays:
        if stay.is_asking:
            yield Objection("incubation.already_applied", "该组织已有办理中的入壳申请。")
        if stay.is_inside and incubator.level.rank <= stay.level.rank:
            yield Objection(
                "incubation.one_incubator",
                f"该组织正在{stay.level.label}级孵化，同一时间只能在一个基地；"
                "只可转入更高一级的孵化基地。",
                {"stay_id": stay.id, "rule": "SO-01"},
            )


def runs_the_incubator(stay: Any, actor: Actor) -> Objection | None:
    """An office acts in the incubators of its own area only."""
    if actor.serves(stay.incubator_path):
        return None
    return Objection(
        "incubation.other_incubator", "该孵化基地不由本单位管理，请由基地所在单位办理。",
        {"path": stay.incubator_path},
    )  # fmt: skip


def another_hand_reviews(stay: Any, actor: Actor) -> Objection | None:
    """Who applied or screened does not review (G-07)."""
    if actor.id not in (stay.applied_by, stay.screened_by):
        return None
    return Objection("incubation.own_procedure", "初审与评审须由不同人员承担，请由其他人员办理。")


def was_checked_half_way(stay: Any, actor: Actor) -> Objection | None:
    """Nobody graduates without a mid-term check."""
    if stay.midterm is not None:
        return None
    return Objection("incubation.no_midterm", "尚未进行中期检查，不能出壳。")


@dataclass(frozen=True)
class GraduationRules:
    """The least score out of 100, and how many completed projects."""

    score: Decimal
    projects: int


def may_graduate(
    organisation: Any, *, score: Decimal, projects: int, rules: GraduationRules
) -> Objection | None:
    """Filed or registered, 60 points 以上, a completed project (SO-06)."""
    if not organisation.is_living:
        return Objection("incubation.not_standing", "该组织尚未备案或登记，不能出壳。")
    if score < rules.score:
        return Objection(
            "incubation.score_too_low",
            f"出壳评估须达 {rules.score} 分，现为 {score} 分。",
            {"least": str(rules.score), "score": str(score)},
        )
    if projects < rules.projects:
        return Objection(
            "incubation.no_project",
            f"出壳前须至少完成 {rules.projects} 个项目，现为 {projects} 个。",
            {"least": rules.projects, "projects": projects},
        )
    return None


def extension_is_bounded(months: int, *, longest: int) -> Objection | None:
    """A stay is extended once, by six months 以内."""
    if 1 <= months <= longest:
        return None
    return Objection(
        "incubation.extension_too_long", f"延期须在 1 至 {longest} 个月之间。", {"longest": longest}
    )


def grant_has_money(kind: str, money_fen: int, *, paid: Collection[str]) -> Objection | None:
    """A grant is money; other support may cost some."""
    if kind not in paid or money_fen > 0:
        return None
    return Objection("incubation.grant_without_money", "小额资助须填写金额。")
