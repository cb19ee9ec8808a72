"""Rules about admissions (准入): who reviews, who approves, what may never come in."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from services.delegation.policies.dispatch import matches
from shared.kernel.actor import Actor
from shared.kernel.workflow import Objection


def lead_acts(admission: Any, actor: Actor) -> Objection | None:
    """The leading office opens the review (domain §1.8: 民政局, or the next in line)."""
    if actor.unit == admission.lead:
        return None
    return Objection(
        "delegation.not_the_lead",
        f"该准入申请由 {admission.lead} 牵头审核，请由其受理。",
        {"lead": admission.lead, "unit": actor.unit},
    )


def unit_reviews_admission(admission: Any, actor: Actor) -> Objection | None:
    """Opinions come from the named reviewers, never from the department that applies."""
    if actor.unit == admission.department:
        return Objection(
            "delegation.own_unit_review",
            f"“{admission.name}”由贵单位申请准入，须由其他单位审核（回避）。",
            {"unit": actor.unit},
        )
    if actor.unit in admission.reviewers:
        return None
    return Objection(
        "delegation.not_a_reviewer",
        "贵单位不是该准入申请的审核单位。",
        {"unit": actor.unit, "reviewers": list(admission.reviewers)},
    )


def every_reviewer_spoke(admission: Any, actor: Actor) -> Objection | None:
    """Nothing is approved before the lead and every other reviewer gave an opinion."""
    spoke = {opinion.unit for opinion in admission.opinions}
    missing = [unit for unit in admission.reviewers if unit not in spoke]
    if not missing:
        return None
    return Objection(
        "delegation.opinions_missing",
        f"尚有单位未提出审核意见：{'、'.join(missing)}。",
        {"missing": missing},
    )


def another_hand_admits(admission: Any, actor: Actor) -> Objection | None:
    """Who applied or reviewed does not decide; nor does the department that applies (G-07)."""
    hands = {admission.applied_by, *(opinion.by for opinion in admission.opinions)}
    if actor.id not in hands and actor.unit != admission.department:
        return None
    return Objection(
        "delegation.own_approval", "申请或审核准入的单位和人员不得批准同一申请（职责分离）。"
    )


def admissible(admission: Any, entries: Iterable[Any], *, on: date) -> Objection | None:
    """What may be let in: nothing negative (L4), nothing cancelled in disguise (LST-07).

    `entries` are all that the matter could mean. A tombstone is re-admitted under its own lineage
    only. What L3 lists needs no admission.
    """
    found = list(entries)
    refused = _negative(admission, found, on) or _in_disguise(admission, found, on)
    return refused or _listed(admission, found, on)


def urgency_is_not_repeated(
    admission: Any, earlier: Iterable[Any], *, since: date
) -> Objection | None:
    """Urgent work that was withdrawn is not let in urgently again until its pause is over."""
    for other in earlier:
        withdrawn = other.urgent_on is not None and other.was_withdrawn
        if withdrawn and other.ended_on is not None and other.ended_on >= since:
            return Objection(
                "delegation.urgent_repeated",
                f"“{admission.name}”曾紧急先行并于 {other.ended_on} 撤回，"
                "不得再次先行，请按准入程序报批。",
                {"admission_id": other.id, "ended_on": str(other.ended_on)},
            )
    return None


def means_go_along(*, funds_fen: int, staff: int, means_reason: str) -> Objection | None:
    """Work is let in with money and people, or with the reason why it needs none (2025 law §43)."""
    lacking = [label for label, there in (("经费", funds_fen), ("人员", staff)) if not there]
    if not lacking or means_reason:
        return None
    return Objection(
        "delegation.means_missing",
        f"准入须同时配备经费和人员，尚缺：{'、'.join(lacking)}。确不需要的，请写明理由。",
        {"missing": lacking},
    )


def term_is_bounded(*, begins_on: date, expires_on: date, longest: date) -> Objection | None:
    """An admission has a last day, after its first and not beyond the longest term."""
    if begins_on <= expires_on <= longest:
        return None
    return Objection(
        "delegation.bad_term",
        f"准入期限应自 {begins_on} 起，最迟不超过 {longest}。",
        {"begins_on": str(begins_on), "longest": str(longest)},
    )


def _negative(admission: Any, entries: list[Any], on: date) -> Objection | None:
    for entry in entries:
        if entry.list_code == "L4" and entry.in_force(on) and _means(entry, admission):
            basis = "、".join(str(each) for each in entry.line.basis) or "清单"
            return Objection(
                "delegation.negative_listed",
                f"“{entry.name}”（L4）属于负面清单事项，不得准入。依据：{basis}。",
                {
                    "entry_id": entry.id,
                    "lineage_id": entry.lineage_id,
                    "list_code": "L4",
                    "basis": [vars(each) for each in entry.line.basis],
                },
            )
    return None


def _in_disguise(admission: Any, entries: list[Any], on: date) -> Objection | None:
    for stone in entries:
        if not stone.is_tombstone(on) or stone.lineage_id == admission.item_id:
            continue
        rooted = stone.same_root(admission.department, admission.basis)
        if rooted or _means(stone, admission):
            return Objection(
                "delegation.cancelled_in_disguise",
                f"该工作与已取消事项“{stone.name}”（{stone.cancelled_on} 取消："
                f"{stone.cancel_reason}）同源，须以原事项编号（{stone.lineage_id}）公开申请准入。",
                {"entry_id": stone.id, "lineage_id": stone.lineage_id},
            )
    return None


def _listed(admission: Any, entries: list[Any], on: date) -> Objection | None:
    for entry in entries:
        exact = matches(entry, admission.item_id, admission.name, exactly=True)
        if entry.list_code == "L3" and entry.in_force(on) and exact:
            return Objection(
                "delegation.already_listed",
                f"“{entry.name}”已列入《基层群众自治组织依法自治事项清单》，无需准入。",
                {"entry_id": entry.id, "list_code": "L3"},
            )
    return None


def _means(entry: Any, admission: Any) -> bool:
    return matches(entry, admission.item_id, admission.name, exactly=False)
