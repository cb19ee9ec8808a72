"""Rules of a call for ventures: who runs it, and when its ranking stands (domain §8.5)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.jurisdiction import covers, parent
from shared.kernel.money import yuan
from shared.kernel.workflow import Objection


def own_call(matter: Any, actor: Actor) -> Objection | None:
    """Only the unit that organises a call acts on it and on what belongs to it."""
    if actor.path == matter.path:
        return None
    return Objection("incubation.other_organiser", "本届公益创投由其他单位组织，请由该单位办理。")


def another_hand_decides(call: Any, actor: Actor) -> Objection | None:
    """Who drafted a call does not decide on it (G-07)."""
    if actor.id != call.drafted_by:
        return None
    return Objection("incubation.own_draft", "起草人不得审批自己起草的公益创投方案。")


def area_of(path: str) -> str:
    """Return the area of an organiser: a department serves the district that it stands under."""
    return parent(path) or path if "-" in path.rpartition("/")[2] else path


def lives_under_the_call(call: Any, actor: Actor) -> Objection | None:
    """Needs come from residents and communities of the organiser's area."""
    if covers(area_of(call.path), actor.path):
        return None
    return Objection("incubation.not_in_the_area", "您不在本届公益创投的服务区域内。")


def sifts_own_needs(need: Any, actor: Actor) -> Objection | None:
    """The organiser sifts the needs of its own call."""
    return None if actor.path == need.organiser else own_call(need, actor)


def ranking_stands(call: Any, actor: Actor) -> Objection | None:
    """No upheld objection has changed what was shown."""
    if not call.changed:
        return None
    return Objection("incubation.ranking_changed", "有异议成立，评审结果已调整，须重新公示。")


def ranking_changed(call: Any, actor: Actor) -> Objection | None:
    """Only a changed ranking is shown again."""
    if call.changed:
        return None
    return Objection("incubation.nothing_changed", "异议均不成立，无需重新公示。")


def window_is_sound(opens_on: date, closes_on: date, *, today: date) -> Objection | None:
    """The window lies ahead and ends after it begins."""
    if today <= opens_on < closes_on:
        return None
    return Objection(
        "incubation.bad_window", "征集时间须自今天或以后开始，且截止日晚于开始日，请核对。",
        {"opens_on": str(opens_on), "closes_on": str(closes_on)},
    )  # fmt: skip


def window_is_open(call: Any, *, today: date) -> Objection | None:
    """Applications come in from the first day of the window through its last."""
    if call.opens_on <= today <= call.closes_on:
        return None
    return Objection(
        "incubation.window_closed",
        f"项目征集时间为 {call.opens_on} 至 {call.closes_on}，现在不能申报。",
        {"opens_on": str(call.opens_on), "closes_on": str(call.closes_on)},
    )


def nobody_waits(ventures: Iterable[Any], waiting: Iterable[Any], what: str) -> Objection | None:
    """A phase ends when no project is left in one of the `waiting` states."""
    open_ones = [each.title for each in ventures if each.status in tuple(waiting)]
    if not open_ones:
        return None
    return Objection(
        "incubation.projects_wait",
        f"尚有 {len(open_ones)} 个项目未{what}：{'、'.join(open_ones[:5])}。",
        {"projects": open_ones},
    )


def objections_are_answered(objections: Iterable[Any]) -> Objection | None:
    """Every objection gets an answer before the result stands."""
    left = sum(each.answered_at is None for each in objections)
    if not left:
        return None
    return Objection(
        "incubation.objections_open", f"尚有 {left} 件异议未答复，请先答复。", {"open": left}
    )


def budget_lasts(left_fen: int | None, grant_fen: int) -> Objection | None:
    """A grant fits into what the budget of its call has left; None: it was charged (CT-01)."""
    if left_fen is None:
        return None
    return Objection(
        "incubation.over_call_budget",
        f"本届预算余额 {yuan(left_fen)} 元，不足以资助 {yuan(grant_fen)} 元。",
        {"left_fen": left_fen, "grant_fen": grant_fen, "rule": "CT-01"},
    )
