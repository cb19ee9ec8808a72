"""Rules of projects: who may apply, what is never funded, what makes an application whole."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.incubation.policies.organisations import (
    ListingKind,
    is_on_no_list,
    was_not_punished,
)
from shared.kernel.actor import Actor
from shared.kernel.money import yuan
from shared.kernel.workflow import Objection


@dataclass(frozen=True)
class NegativeEntry:
    """An entry of the negative list: what is not funded, by which words one knows it."""

    code: str
    name: str
    features: Sequence[str]
    keywords: Sequence[str]


@dataclass(frozen=True)
class VentureRules:
    """What an application is held against: values of the rule packs.

    `handout_percent` is the share of a budget spent on handing out money or goods from which a
    project is a mere handout; on or after `clean_since` no punishment may lie; fen.
    """

    negative: Sequence[NegativeEntry]
    handout_percent: int
    least_fen: int
    most_fen: int
    most_active: int
    clean_since: date


@dataclass(frozen=True)
class Standing:
    """What earlier calls, and this one, say of the applicant."""

    banned_until: date | None
    active: int
    funded_titles: Collection[str]


def applicant_is_eligible(
    venture: Any, organisation: Any, standing: Standing, rules: VentureRules, *, today: date
) -> Objection | None:
    """Return the first reason why this organisation may not apply, or None (SO-10, SO-12)."""
    return next(_ineligible(venture, organisation, standing, rules, today), None)


def _ineligible(
    venture: Any, organisation: Any, standing: Standing, rules: VentureRules, today: date
) -> Iterator[Objection]:
    yield from _record(organisation, rules, today)
    if standing.banned_until is not None and today <= standing.banned_until:
        yield Objection(
            "incubation.banned",
            f"因违约终止项目，{standing.banned_until} 以前（含当日）不得申报公益创投。",
            {"banned_until": str(standing.banned_until), "rule": "SO-15"},
        )
    if venture.field not in organisation.charter_scope:
        yield Objection(
            "incubation.outside_charter",
            f"项目领域“{venture.field}”不在本组织章程的业务范围内：{organisation.charter_scope}。",
            {"field": venture.field, "rule": "SO-10"},
        )
    if standing.active >= rules.most_active:
        yield Objection(
            "incubation.already_applied",
            f"每个组织在同一届最多申报 {rules.most_active} 个项目。",
            {"most": rules.most_active, "rule": "SO-12"},
        )


def _record(organisation: Any, rules: VentureRules, today: date) -> Iterator[Objection]:
    if not organisation.is_registered:
        yield Objection(
            "incubation.not_registered",
            "申报主体须为已登记的社会组织，备案组织请先登记。",
            {"rule": "SO-10"},
        )
    if not organisation.own_account:
        yield Objection(
            "incubation.no_own_account", "本组织没有独立账户，请开户后再申报。", {"rule": "SO-10"}
        )
    listed = is_on_no_list(organisation, today, of=(ListingKind.ABNORMAL, ListingKind.DISHONEST))
    punished = was_not_punished(organisation, since=rules.clean_since)
    yield from (found for found in (listed, punished) if found is not None)


def project_may_be_funded(
    venture: Any, standing: Standing, rules: VentureRules
) -> Objection | None:
    """Return the negative entry under which the project falls, by name, or None (SO-11)."""
    hit = next(_hits(venture, standing, rules), None)
    if hit is None:
        return None
    return Objection(
        "incubation.on_negative_list",
        f"“{venture.title}”属于项目负面清单“{hit.name}”，不予资助，请修改后再申报。",
        {"entry": hit.code, "name": hit.name, "rule": "SO-11"},
    )


def _hits(venture: Any, standing: Standing, rules: VentureRules) -> Iterator[NegativeEntry]:
    text = f"{venture.title}{venture.plan.summary}"
    handed_out = sum(line.amount_fen for line in venture.plan.budget if line.handout)
    observed = {
        "NO_BENEFICIARY": venture.plan.beneficiaries == 0,
        "MERE_HANDOUT": 100 * handed_out >= rules.handout_percent * venture.asked_fen,
        "FUNDED_TWICE": venture.title in standing.funded_titles,
    }
    for entry in rules.negative:
        declared = set(entry.features) & set(venture.plan.features)
        if declared or observed.get(entry.code) or any(word in text for word in entry.keywords):
            yield entry


def money_is_sound(venture: Any, rules: VentureRules) -> Objection | None:
    """What is asked lies on the ladder of the call and equals its budget lines."""
    least, most = rules.least_fen, rules.most_fen
    total = sum(line.amount_fen for line in venture.plan.budget)
    if total != venture.asked_fen:
        return Objection(
            "incubation.budget_does_not_add_up",
            f"预算明细合计 {yuan(total)} 元，与申请金额 {yuan(venture.asked_fen)} 元不一致。",
            {"total_fen": total, "asked_fen": venture.asked_fen},
        )
    if least <= venture.asked_fen <= most:
        return None
    return Objection(
        "incubation.off_the_ladder",
        f"本届单个项目资助 {yuan(least)} 至 {yuan(most)} 元。",
        {"least_fen": least, "most_fen": most},
    )


def application_is_complete(venture: Any, actor: Actor) -> Objection | None:
    """Whatever a jury needs is there: targets that can be measured, and every paper."""
    lacking = [*venture.missing_papers, *([] if venture.plan.targets else ["可量化的产出目标"])]
    if not lacking:
        return None
    return Objection(
        "incubation.application_incomplete",
        f"申报材料不全：缺{'、'.join(lacking)}。",
        {"lacking": lacking},
    )


def holds_the_project(venture: Any, actor: Actor) -> Objection | None:
    """Only the organisation that carries out a project speaks for it."""
    if actor.id == venture.applied_by:
        return None
    return Objection("incubation.other_project", "该项目由其他组织实施，请由该组织办理。")


def another_hand_awards(venture: Any, actor: Actor) -> Objection | None:
    """Who ranked a project does not award it (G-07)."""
    if actor.id != venture.ranked_by:
        return None
    return Objection("incubation.own_ranking", "评审排名的经办人不得审批立项。")


def score_passes(venture: Any, actor: Actor) -> Objection | None:
    """No project below the passing score is funded."""
    verdict = venture.verdict
    if verdict is not None and verdict.score >= verdict.passing:
        return None
    return Objection("incubation.score_too_low", "项目评审得分未达到立项合格线，不得立项。")


def no_objection_upheld(venture: Any, actor: Actor) -> Objection | None:
    """A project against which an objection was upheld is not funded."""
    if not venture.objected:
        return None
    return Objection("incubation.objection_upheld", "对该项目的异议已认定成立，不得立项。")


def within_what_was_asked(venture: Any, grant_fen: int, least_fen: int) -> Objection | None:
    """A grant is no more than was asked and no less than the lowest rung of the ladder."""
    if least_fen <= grant_fen <= venture.asked_fen:
        return None
    return Objection(
        "incubation.bad_grant",
        f"资助金额须在 {yuan(least_fen)} 元至申请的 {yuan(venture.asked_fen)} 元之间。",
        {"asked_fen": venture.asked_fen, "grant_fen": grant_fen},
    )


def file_is_blind(venture: Any) -> Objection | None:
    """What judges read names no applicant (SO-16)."""
    plan = venture.plan
    lines = [*plan.budget, *plan.targets]
    text = "".join((venture.title, plan.summary, plan.group, *(each.name for each in lines)))
    if venture.organisation_name not in text:
        return None
    return Objection(
        "incubation.file_names_applicant",
        "评审实行盲评，项目名称和正文不得出现本组织名称，请修改。",
        {"rule": "SO-16"},
    )
