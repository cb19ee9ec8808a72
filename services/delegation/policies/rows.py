"""Rules about a process-table row before anybody may apply by it (domain §2.1)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from services.delegation.policies.names import normalised
from services.delegation.policies.situations import broken_situations
from shared.kernel.actor import Actor
from shared.kernel.deadlines import Period
from shared.kernel.workflow import Objection


@dataclass(frozen=True)
class RowRules:
    """What a row is held against: words of the rule pack, and whether L5 allows a material.

    `item_effective`: whether the L1 entry of the row is in force.
    """

    catch_all: tuple[str, ...]
    full_online: frozenset[str]
    community: str
    shared: str
    item_effective: bool
    may_be_sealed: Callable[[str], bool]


def another_hand_publishes(row: Any, actor: Actor) -> Objection | None:
    """Who drafted a row does not publish it (G-07)."""
    if actor.id != row.drafted_by:
        return None
    return Objection("delegation.own_row", "起草人不得发布自己起草的流程表，请由部门负责人发布。")


def row_is_publishable(row: Any, rules: RowRules) -> Objection | None:
    """Return the first rule that the row breaks, or None."""
    return next(_broken(row, rules), None)


def _broken(row: Any, rules: RowRules) -> Iterator[Objection]:
    if not rules.item_effective:
        yield Objection(
            "delegation.item_not_effective",
            f"“{row.item_name}”（{row.item_id}）不是有效的《区级部门延伸街道主要事项清单》事项，"
            "不能发布流程表。",
            {"item_id": row.item_id, "list_code": "L1"},
        )
    yield from _materials(row.content.materials, rules)
    yield from _sealed(row.content.materials, rules)
    yield from broken_situations(row.content)
    yield from _limits(row.content)
    yield from _visits(row.content, rules)


def _materials(materials: Any, rules: RowRules) -> Iterator[Objection]:
    seen: set[str] = set()
    for material in materials:
        name = normalised(material.name)
        if any(normalised(word) in name for word in rules.catch_all):
            yield Objection(
                "delegation.catch_all_material",
                f"材料“{material.name}”属于兜底条款，须逐项列明，不得要求“其他材料”。",
                {"material": material.name, "rule": "MAT-01"},
            )
        if name in seen:
            yield Objection(
                "delegation.material_twice",
                f"材料“{material.name}”重复，同一材料不得重复要求，"
                f"能够{rules.shared}的不得要求申请人提供。",
                {"material": material.name, "rule": "MAT-02"},
            )
        seen.add(name)
        lacking = material.lacks()
        if lacking:
            yield Objection(
                "delegation.material_incomplete",
                f"材料“{material.name}”缺少要素：{'、'.join(lacking)}。",
                {"material": material.name, "missing": lacking, "rule": "MAT-03"},
            )


def _sealed(materials: Any, rules: RowRules) -> Iterator[Objection]:
    for material in materials:
        if material.source == rules.community and not rules.may_be_sealed(material.name):
            yield Objection(
                "delegation.seal_not_allowed",
                f"《需加盖社区印章事项清单》中没有“{material.name}”，"
                "无法定依据的，社区（村）不出具证明（LST-21）。请取消该材料或改由其他方式核验。",
                {"material": material.name, "list_code": "L5", "rule": "LST-21"},
            )


def _limits(content: Any) -> Iterator[Objection]:
    legal = Period.parse(content.legal_limit) if content.legal_limit else None
    promised = Period.parse(content.promised_limit) if content.promised_limit else None
    if legal is None and promised is None:
        yield Objection("delegation.limit_missing", "没有法定办结时限的事项，须明确承诺办结时限。")
    if legal and promised and promised.unit is not legal.unit:
        yield Objection(
            "delegation.limit_units",
            f"承诺时限（{promised}）与法定时限（{legal}）单位不同，无法比较，请统一单位。",
        )
    elif legal and promised and promised.amount > legal.amount:
        yield Objection(
            "delegation.promise_exceeds_law",
            f"承诺办结时限（{promised}）不得长于法定办结时限（{legal}）。",
            {"promised": str(promised), "legal": str(legal)},
        )


def _visits(content: Any, rules: RowRules) -> Iterator[Objection]:
    missing = sorted(rules.full_online - set(content.online_depth))
    if content.onsite_visits == 0 and missing:
        yield Objection(
            "delegation.visits_without_online",
            f"到办事现场次数为 0 须全程网办，网上办理深度尚缺：{'、'.join(missing)}。",
            {"missing": missing},
        )
