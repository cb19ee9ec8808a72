"""Who may be graded, and which grade points make (民政部《社会组织评估管理办法》; domain §8.4)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.incubation.policies.common import first_day_after
from services.incubation.policies.organisations import (
    CheckResult,
    is_on_no_list,
    was_not_punished,
)
from shared.kernel.actor import Actor
from shared.kernel.deadlines import Period
from shared.kernel.workflow import Objection


@dataclass(frozen=True)
class GradingRules:
    """Values of the rule pack. `bands`: grade → least points, of the variant `bands_name`."""

    full: int
    bands_name: str
    bands: Mapping[str, int]
    priority_from: str
    registered: Period
    upgrade: Period
    revoked: Period


def may_be_graded(
    organisation: Any, earlier: Sequence[Any], *, rules: GradingRules, today: date
) -> Objection | None:
    """Return the first bar to being graded, or None (SO-08)."""
    bars = (_not_yet, _too_soon, _on_the_record)
    return next(
        (objection for bar in bars for objection in bar(organisation, earlier, rules, today)), None
    )


def _not_yet(
    organisation: Any, earlier: Sequence[Any], rules: GradingRules, today: date
) -> Iterator[Objection]:
    if not organisation.is_registered:
        yield Objection("incubation.not_registered", "只有已登记的社会组织可以申请等级评估。")
        return
    first = first_day_after(organisation.registered_on, rules.registered)
    if not any(each.granted_on for each in earlier) and today < first:
        yield Objection(
            "incubation.registered_too_short",
            f"取得登记须满两个年度，自 {first} 起可以申请。",
            {"earliest": str(first)},
        )


def _too_soon(
    organisation: Any, earlier: Sequence[Any], rules: GradingRules, today: date
) -> Iterator[Objection]:
    for grading in earlier:
        if grading.is_open:
            yield Objection("incubation.already_applied", "该组织已有办理中的等级评估申请。")
        if grading.revoked_on is not None:
            first = first_day_after(grading.revoked_on, rules.revoked)
        elif grading.holds(today):
            first = first_day_after(grading.granted_on, rules.upgrade)
        else:
            continue
        if today < first:
            yield Objection(
                "incubation.graded_too_soon",
                f"距上次评估或取消等级时间不足，自 {first} 起可以申请。",
                {"earliest": str(first)},
            )


def _on_the_record(
    organisation: Any, earlier: Sequence[Any], rules: GradingRules, today: date
) -> Iterator[Objection]:
    latest = [each.result for each in organisation.checks[-2:]]
    if latest and latest[-1] in (CheckResult.FAILED, CheckResult.MISSED):
        yield Objection("incubation.check_failed", "最近一次年检不合格或未参加，不能申请等级评估。")
    if latest == [CheckResult.BASIC, CheckResult.BASIC]:
        yield Objection("incubation.check_basic_twice", "连续两次年检基本合格，不能申请等级评估。")
    for objection in (
        was_not_punished(organisation, since=date(today.year - 1, 1, 1)),
        is_on_no_list(organisation, today),
    ):
        if objection is not None:
            yield objection


def grade_of(score: int, bands: Mapping[str, int]) -> str:
    """Return the highest grade whose least points are reached, 以上 included (T8.5)."""
    return next(
        grade
        for grade, least in sorted(bands.items(), key=lambda band: -band[1])
        if score >= least
    )  # fmt: skip


def has_priority(grade: str, *, least: str) -> bool:
    """Say whether a grade comes first for functions and purchases: 3A 以上."""
    return int(grade[0]) >= int(least[0])


def points_are_possible(score: int, full: int) -> Objection | None:
    """Points lie between none and the full number."""
    if 0 <= score <= full:
        return None
    return Objection(
        "incubation.points_out_of_range", f"评估得分应在 0 至 {full} 之间。", {"full": full}
    )


def notice_is_over(grading: Any, *, over: bool) -> Objection | None:
    """No grade is granted while the result hangs out."""
    if over:
        return None
    return Objection(
        "incubation.notice_runs", f"公示期至 {grading.due}，期满后方可授予。",
        {"due": str(grading.due)},
    )  # fmt: skip


def another_hand_grants(grading: Any, actor: Actor) -> Objection | None:
    """Who entered the assessment does not grant it (G-07)."""
    if actor.id not in (grading.applied_by, grading.assessed_by):
        return None
    return Objection("incubation.own_procedure", "评估与审批须由不同人员承担，请由其他人员办理。")
