"""What must hold before five list versions take effect (LST-01, LST-03..06, LST-22)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.delegation.policies.names import normalised
from shared.kernel.workflow import Objection

SEAL_FIELDS = {
    "set_by": "设定依据",
    "asked_by": "索要单位",
    "purpose": "办理用途",
    "procedure": "办理流程",
    "form": "样式",
    "retention": "存档期",
}
"""What an L5 entry itemises (LST-22)."""


@dataclass(frozen=True)
class ListRules:
    """The national no-proof matters in force, the banned kinds of purchase."""

    matters: Sequence[Any]
    banned_purchases: tuple[str, ...]


def conserves(items: Iterable[Any]) -> Objection | None:
    """Each submitted item ends once; a merged one lives on in a line that survives (LST-01)."""
    known = {item.id: item for item in items}
    lost = [
        item.name
        for item in known.values()
        if not item.is_resolved
        or (item.is_merged and not getattr(known.get(item.merged_into), "survives", False))
    ]
    if not lost:
        return None
    return Objection(
        "delegation.items_lost",
        f"以下事项去向不明，清单不守恒：{'、'.join(lost)}。",
        {"items": lost, "rule": "LST-01"},
    )


def publishable(
    lists: Mapping[str, Sequence[Any]], fresh: Sequence[Any], rules: ListRules
) -> Objection | None:
    """Return the first invariant that the five new lists break, or None.

    `lists` is everything that will be in force, `fresh` the lines that this batch brings.
    """
    return next(_broken(lists, fresh, rules), None)


def _broken(
    lists: Mapping[str, Sequence[Any]], fresh: Sequence[Any], rules: ListRules
) -> Iterator[Objection]:
    yield from _doubled([line for lines in lists.values() for line in lines])
    yield from _negative_and_positive(lists)
    yield from _national(lists["L5"], rules)
    duties = {line.lineage_id for line in lists["L1"]}
    for line in fresh:
        yield from _CHECKS.get(line.list_code, _nothing)(line, duties, rules)


def _doubled(lines: Sequence[Any]) -> Iterator[Objection]:
    seen: set[str] = set()
    for line in lines:
        if line.lineage_id in seen:
            yield Objection(
                "delegation.lineage_twice",
                f"“{line.name}”（{line.lineage_id}）重复列入清单，请先合并。",
                {"lineage_id": line.lineage_id},
            )
        seen.add(line.lineage_id)


def _negative_and_positive(lists: Mapping[str, Sequence[Any]]) -> Iterator[Objection]:
    negative = {normalised(line.name) for line in lists["L4"]}
    for line in (*lists["L3"], *lists["L5"]):
        if normalised(line.name) in negative:
            yield Objection(
                "delegation.negative_and_positive",
                f"“{line.name}”同时列入负面清单（L4）与 {line.list_code}，二者不得并存。",
                {"lineage_id": line.lineage_id, "list_code": line.list_code, "rule": "LST-03"},
            )
    for line in lists["L1"]:
        if line.level == "community":
            yield Objection(
                "delegation.duty_of_community",
                f"“{line.name}”是部门延伸街道事项，承接层级不得为社区。",
                {"lineage_id": line.lineage_id, "list_code": "L1", "rule": "LST-03"},
            )


def _national(lines: Sequence[Any], rules: ListRules) -> Iterator[Objection]:
    for line in lines:
        name = normalised(line.name)
        for matter in rules.matters:
            if any(normalised(word) in name for word in (matter.name, *matter.keywords)):
                yield Objection(
                    "delegation.national_no_proof",
                    f"“{line.name}”属于国家规定的社区不应出具证明事项第 {matter.number} 项"
                    f"“{matter.name}”（{matter.source}），不得列入《需加盖社区印章事项清单》。",
                    {"lineage_id": line.lineage_id, "matter": matter.number, "rule": "LST-06"},
                )


def _duty(line: Any, duties: set[str], rules: ListRules) -> Iterator[Objection]:
    lacking = [
        label
        for label, there in (
            ("责任部门", line.department),
            ("法定依据", line.basis),
            ("承接主体", line.bearer),
        )
        if not there
    ]
    if lacking:
        yield Objection(
            "delegation.duty_incomplete",
            f"L1 事项“{line.name}”缺少：{'、'.join(lacking)}。",
            {"lineage_id": line.lineage_id, "missing": lacking, "rule": "LST-04"},
        )


def _purchase(line: Any, duties: set[str], rules: ListRules) -> Iterator[Objection]:
    duty = line.particulars.get("duty", "")
    if duty not in duties and not line.particulars.get("own_duty"):
        yield Objection(
            "delegation.purchase_without_duty",
            f"L2 事项“{line.name}”未对应街道职责（L1 事项或街道自身职责）。",
            {"lineage_id": line.lineage_id, "duty": duty, "rule": "LST-05"},
        )
    kind = line.particulars.get("service_kind", "")
    if not kind or kind in rules.banned_purchases:
        yield Objection(
            "delegation.purchase_banned",
            f"L2 事项“{line.name}”的服务类别“{kind or '未填'}”不得通过购买服务实施"
            "（财政部令第102号第十条）。",
            {"lineage_id": line.lineage_id, "service_kind": kind, "rule": "LST-05"},
        )


def _sealing(line: Any, duties: set[str], rules: ListRules) -> Iterator[Objection]:
    lacking = [label for key, label in SEAL_FIELDS.items() if not line.particulars.get(key)]
    if lacking:
        yield Objection(
            "delegation.seal_entry_incomplete",
            f"L5 事项“{line.name}”缺少：{'、'.join(lacking)}。",
            {"lineage_id": line.lineage_id, "missing": lacking, "rule": "LST-22"},
        )


def _nothing(line: Any, duties: set[str], rules: ListRules) -> Iterator[Objection]:
    yield from ()


_CHECKS = {"L1": _duty, "L2": _purchase, "L5": _sealing}
