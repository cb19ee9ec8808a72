"""Rules about the four-way evaluation of streets (domain §3.3)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.workflow import Objection

SELF, PEER, MASS, THIRD = "SELF", "PEER", "MASS", "THIRD"
ASSESSORS = {SELF: "自评", PEER: "互评", MASS: "群众评", THIRD: "第三方评"}
"""The four kinds of assessors; the order is that of the official name."""


def weights_are_sound(weights: Mapping[str, int], kinds: Collection[str]) -> Objection | None:
    """Weights of exactly these kinds add up to 100, and the mass's is the largest (北京 §43)."""
    others = [weight for kind, weight in weights.items() if kind != MASS]
    whole = set(weights) == set(kinds) and sum(weights.values()) == 100
    led = MASS not in weights or weights[MASS] >= max(others, default=0)
    if whole and led and min(weights.values()) > 0:
        return None
    names = "、".join(ASSESSORS[kind] for kind in ASSESSORS if kind in kinds)
    return Objection(
        "delegation.bad_weights",
        f"权重须逐项列明（{names}），均大于零、合计 100，且群众评不得低于其他任何一方。",
        {"weights": dict(weights), "kinds": sorted(kinds)},
    )


def enough_remains(kinds: Collection[str]) -> Objection | None:
    """Weights are spread anew only where somebody else than the street itself has spoken."""
    if set(kinds) - {SELF}:
        return None
    return Objection(
        "delegation.nobody_else_assessed", "除自评外没有任何有效评价，不能重新分配权重。"
    )


def something_is_missing(missing: Collection[str]) -> Objection | None:
    """A result with all four kinds keeps the weights it began with (EVP-05)."""
    if missing:
        return None
    return Objection("delegation.nothing_is_missing", "四方评价齐全，不能调整权重。")


def period_is_over(evaluation: Any, today: date) -> Objection | None:
    """What is not over cannot be judged."""
    if today > evaluation.last:
        return None
    return Objection(
        "delegation.period_not_over",
        f"评价周期至 {evaluation.last} 结束，结束后方可开始评分。",
        {"last": str(evaluation.last)},
    )


def somebody_is_assessed(evaluation: Any, actor: Actor) -> Objection | None:
    """An evaluation is about streets that hold delegations."""
    if evaluation.all_streets:
        return None
    return Objection("delegation.nobody_to_assess", "没有承接下放事项的街道，无需评价。")


def third_party_is_engaged(evaluation: Any, actor: Actor) -> Objection | None:
    """The third voice is there before anybody scores."""
    if evaluation.engagements:
        return None
    return Objection("delegation.no_third_party", "尚未登记第三方评价机构，请登记后开始评分。")


def assesses_itself(street: Any, actor: Actor) -> Objection | None:
    """A street's own score comes from that street."""
    if actor.unit == street.street:
        return None
    return Objection(
        "delegation.other_street_assesses",
        f"自评由{street.name}自行作出。",
        {"street": street.street, "unit": actor.unit},
    )


def assesses_another(street: Any, actor: Actor) -> Objection | None:
    """Among peers one's own unit is left out (EVP-02)."""
    if actor.unit != street.street:
        return None
    return Objection("delegation.own_peer", "互评不得评价本单位。", {"street": street.street})


def is_a_peer(evaluation: Any, actor: Actor) -> Objection | None:
    """Peers are the units that the evaluation names."""
    if actor.unit in evaluation.peers:
        return None
    return Objection(
        "delegation.not_a_peer",
        "贵单位不在本次互评单位之列。",
        {"unit": actor.unit, "peers": list(evaluation.peers)},
    )


def is_engaged(evaluation: Any, assessor: str) -> Objection | None:
    """Only an engaged third party is heard as one."""
    if any(each.assessor == assessor for each in evaluation.engagements):
        return None
    return Objection(
        "delegation.not_engaged",
        f"机构 {assessor} 未登记为本次评价的第三方。",
        {"assessor": assessor},
    )


def third_party_is_independent(
    contracts: Iterable[Any], *, unit: str, first: date, last: date
) -> Objection | None:
    """Whoever had a contract with the evaluated unit in the period does not judge it (EVP-04).

    A contract says `unit`, `first` and `last`, both days included; None means without end.
    """
    found = [
        each
        for each in contracts
        if each.unit == unit and each.first <= last and (each.last is None or each.last >= first)
    ]
    if not found:
        return None
    return Objection(
        "delegation.third_party_not_independent",
        f"该机构在评价周期内与被评单位（{unit}）有合同关系，不得担任其第三方评价。",
        {"unit": unit, "contracts": [each.document_no for each in found]},
    )


def everyone_assessed(evaluation: Any, actor: Actor) -> Objection | None:
    """Scoring ends early only when every expected score is there; else time ends it."""
    missing = evaluation.awaited()
    if not missing:
        return None
    return Objection(
        "delegation.scores_missing",
        f"尚缺 {len(missing)} 项评分；评分期满将自动进入核查。",
        {"missing": missing},
    )


def outsider_decides(evaluation: Any, actor: Actor) -> Objection | None:
    """Who opened the evaluation or assesses in it does not decide on its results (G-07)."""
    if actor.unit != evaluation.organiser and actor.unit not in evaluation.peers:
        return None
    return Objection(
        "delegation.own_decision", "组织或参加评价的单位不得作出否决或权重调整决定（职责分离）。"
    )


def own_result(street: Any, actor: Actor) -> Objection | None:
    """A street appeals against its own result."""
    if actor.unit == street.street:
        return None
    return Objection(
        "delegation.other_result", f"该结果属于{street.name}，请由该街道申诉。",
        {"street": street.street},
    )  # fmt: skip


def appeals_are_answered(evaluation: Any, actor: Actor) -> Objection | None:
    """Nothing is final while an appeal is open."""
    if not evaluation.open_appeals:
        return None
    return Objection(
        "delegation.appeals_open",
        f"尚有 {evaluation.open_appeals} 件申诉未答复。",
        {"open": evaluation.open_appeals},
    )


def the_public_was_heard(evaluation: Any, actor: Actor) -> Objection | None:
    """Nothing is final while it is shown to the public or an objection is unanswered (NTC-05)."""
    if not evaluation.on_notice and not evaluation.open_objections:
        return None
    return Objection(
        "delegation.objections_open",
        f"公示尚未结束，或尚有公示异议未答复（{evaluation.open_objections} 件）。",
        {"open": evaluation.open_objections},
    )


def another_unit_answers(appeal: Any, actor: Actor) -> Objection | None:
    """An appeal is answered by a unit that neither appeals, ran, assessed nor decided (G-07)."""
    if actor.unit not in appeal.involved:
        return None
    return Objection(
        "delegation.own_appeal",
        "申诉须由未组织、未参加评价、未作出相关决定的其他单位答复。",
        {"unit": actor.unit, "involved": list(appeal.involved)},
    )


def upheld_changes_something(*, lifts_veto: bool, strikes: Collection[str]) -> Objection | None:
    """An upheld appeal says what is put right; a score is never typed over."""
    if lifts_veto or strikes:
        return None
    return Objection(
        "delegation.nothing_put_right", "申诉成立须写明更正内容：撤销一票否决，或剔除互评评分。"
    )
