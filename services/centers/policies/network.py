"""Rules about the three-level network (domain §4.3): a name, one answer, where it comes from."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.jurisdiction import parent, unit
from shared.kernel.workflow import Objection

RANKS = {"center": 0, "station": 1, "social_work": 2}
"""The three levels: center → community station → social-work station (seed)."""


def place_is_inside(place: Any, actor: Actor) -> Objection | None:
    """Who runs a place has jurisdiction over the unit in which it stands (G-07)."""
    if actor.serves(place.path):
        return None
    return Objection(
        "centers.place_outside",
        f"该场所位于 {unit(place.path)}，不在您的管辖范围内，请由所在街道办理。",
        {"place_path": place.path, "scope": actor.scope},
    )


def refers_from_here(referral: Any, actor: Actor) -> Objection | None:
    """Who refers, or takes a referral back, serves the place that sends."""
    return None if actor.serves(referral.from_path) else _not_yours(referral.from_path)


def answers_here(referral: Any, actor: Actor) -> Objection | None:
    """Who takes, returns and answers a referral serves the place that receives."""
    return None if actor.serves(referral.to_path) else _not_yours(referral.to_path)


def day_is_not_past(day: date, today: date) -> Objection | None:
    """What is in force changes from today on at the earliest: history is not rewritten."""
    if day >= today:
        return None
    return Objection(
        "centers.place_change_past",
        f"{day} 已经过去，场所信息只能自今日起变更，不得改写历史。",
        {"day": str(day)},
    )


def follows_what_is_planned(day: date, planned: date | None) -> Objection | None:
    """A change begins no earlier than the last one that is already planned."""
    if planned is None or day > planned:
        return None
    return Objection(
        "centers.place_change_planned",
        f"已有自 {planned} 起生效的变更，新的变更须晚于该日。",
        {"planned": str(planned)},
    )


def nobody_is_left_unserved(unserved: Sequence[str]) -> Objection | None:
    """Every community keeps at least one service station (SITE-01)."""
    if not unserved:
        return None
    return Objection(
        "centers.community_unserved",
        f"此变更将使社区 {'、'.join(unserved)} 没有便民服务站，请先指定承接的站点。",
        {"unserved": list(unserved)},
    )


def street_keeps_a_center(others: Sequence[Any]) -> Objection | None:
    """At least one center per street (seed, §4.3): the last closes only with a successor."""
    if others:
        return None
    return Objection(
        "centers.street_without_center",
        "这是本街道唯一的综合便民服务中心，须先指定承接的中心方可撤销。",
    )


def nobody_counts_on_it(heirs: Sequence[Any]) -> Objection | None:
    """A place that is to take over from another stays open until it has."""
    if not heirs:
        return None
    names = "、".join(place.name for place in heirs)
    return Objection(
        "centers.place_is_successor",
        f"该场所是“{names}”撤销后的承接场所，请先为其另行指定承接场所。",
        {"places": [place.id for place in heirs]},
    )


def stands_under(kind: str, path: str, above: Any) -> Objection | None:
    """A place stands one level below the place above it, in the same street."""
    if above is None:
        return None
    adjacent = RANKS[kind] - RANKS[above.kind] == 1
    if adjacent and street(path) == street(above.path):
        return None
    return Objection(
        "centers.wrong_level",
        "上级场所须在同一街道且高一级：站点隶属中心，社会工作站隶属服务站。",
        {"above": above.id},
    )


def levels_are_adjacent(sender: Any, receiver: Any) -> Objection | None:
    """A referral goes one level up or down along the network, never across it."""
    if receiver.id == sender.above_id or sender.id == receiver.above_id:
        return None
    return Objection(
        "centers.not_adjacent",
        f"“{sender.name}”与“{receiver.name}”不是上下级场所，请逐级转介。",
        {"from_id": sender.id, "to_id": receiver.id},
    )


def successor_can_take_over(place: Any, successor: Any) -> Objection | None:
    """A successor is another place of the same kind in the same street that is open."""
    same = successor.kind == place.kind and street(successor.path) == street(place.path)
    if same and successor.id != place.id and successor.is_open:
        return None
    return Objection(
        "centers.bad_successor",
        "承接场所须为同一街道内同类且正在开放的另一处场所。",
        {"successor": successor.id},
    )


def street(path: str) -> str:
    """Return the path of the street in which a unit lies: district and street."""
    above = parent(path)
    return path if above is None or parent(above) is None else street(above)


def _not_yours(path: str) -> Objection:
    return Objection(
        "centers.referral_outside",
        f"该转介须由 {unit(path)} 的人员办理。",
        {"place_path": path},
    )
