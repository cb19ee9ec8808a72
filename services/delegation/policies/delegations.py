"""Rules about delegations: duty with power, money and people (domain §3.1)."""

from collections.abc import Sequence
from typing import Any

from services.delegation.policies.names import normalised
from shared.kernel.actor import Actor
from shared.kernel.money import yuan
from shared.kernel.workflow import Objection


def own_department(matter: Any, actor: Actor) -> Objection | None:
    """A department changes its own matters only."""
    if actor.unit == matter.department:
        return None
    return Objection(
        "delegation.other_department",
        f"该事项由 {matter.department} 负责，请由该部门办理。",
        {"department": matter.department, "unit": actor.unit},
    )


def own_street(delegation: Any, actor: Actor) -> Objection | None:
    """A street answers for itself only."""
    if actor.path == delegation.street_path:
        return None
    return Objection(
        "delegation.other_street",
        f"该事项拟下放 {delegation.street}，请由该街道办理。",
        {"street_path": delegation.street_path, "path": actor.path},
    )


def own_street_or_finance(delegation: Any, actor: Actor) -> Objection | None:
    """A street tells of its own gap; the finance bureau of any."""
    return None if "-" in actor.unit else own_street(delegation, actor)


def means_are_complete(delegation: Any, actor: Actor) -> Objection | None:
    """Responsibility without power, money and people is invalid (DEL-01)."""
    lacking = [
        name
        for name, there in (
            ("授权", delegation.authority),
            ("经费", delegation.funding),
            ("人员", delegation.staffing),
        )
        if there is None
    ]
    if not lacking:
        return None
    return Objection(
        "delegation.means_missing",
        f"下放事项“{delegation.item_name}”尚缺：{'、'.join(lacking)}。权随责走、费随事转、"
        "事费配套，三项齐备（或经财政、编办签署零配备说明）方可生效。",
        {"missing": lacking},
    )


def funds_cover_the_volume(funding: Any) -> Objection | None:
    """The amount covers unit cost × planned volume; the shortfall is shown (DEL-02)."""
    short = funding.needed_fen - funding.promised_fen
    if short <= 0:
        return None
    return Objection(
        "delegation.funds_short",
        f"经费不足：计划 {funding.planned_volume} 件、每件 {yuan(funding.unit_cost_fen)} 元，"
        f"需 {yuan(funding.needed_fen)} 元，缺口 {yuan(short)} 元。",
        {"needed_fen": funding.needed_fen, "shortfall_fen": short},
    )


def revocation_is_requested(delegation: Any, actor: Actor) -> Objection | None:
    """Department and government take a delegation back together."""
    if delegation.revocation_reason:
        return None
    return Objection(
        "delegation.revocation_not_requested", "收回下放须先由责任部门提出申请。"
    )  # fmt: skip


def within_the_agreement(paid_fen: int, agreed_fen: int) -> Objection | None:
    """No more is paid in than was agreed for the year."""
    if paid_fen <= agreed_fen:
        return None
    return Objection(
        "delegation.more_than_agreed",
        f"累计拨付 {yuan(paid_fen)} 元，超过约定的 {yuan(agreed_fen)} 元，请先追加经费。",
        {"paid_fen": paid_fen, "agreed_fen": agreed_fen},
    )


def department_pays(delegation: Any, payer: str) -> Objection | None:
    """Who entrusts pays: neither street nor community does (居委会法 2025 §43, DEL-03)."""
    if payer == delegation.department:
        return None
    return Objection(
        "delegation.payer_not_department",
        f"下放事项所需经费由委托部门（{delegation.department}）承担，不得由 {payer} 承担。",
        {"payer": payer, "department": delegation.department, "rule": "DEL-03"},
    )


def hotline_is_listed(
    delegation: Any, scope: str, *, keywords: Sequence[str], words: Sequence[str]
) -> Objection | None:
    """Own hotline and complaint duty goes down only where the list says so (DEL-04)."""
    listed = [normalised(each) for each in (delegation.item_name, *keywords)]
    pushed = [
        word
        for word in words
        if normalised(word) in normalised(scope)
        and not any(normalised(word) in each for each in listed)
    ]
    if not pushed:
        return None
    return Objection(
        "delegation.own_hotline_duty",
        f"授权范围含“{pushed[0]}”，而清单事项“{delegation.item_name}”不含此项。"
        "部门不得在清单之外把自身的热线、投诉办理职责下放街道。",
        {"words": pushed, "item_id": delegation.item_id, "rule": "DEL-04"},
    )


def powers_are_published(authority: Any, on: Any) -> Objection | None:
    """Enforcement stands on a published list of powers (DEL-06)."""
    published = authority.powers_published_on
    if authority.kind != "执法":
        return None
    if authority.powers_document_no and published is not None and published <= on:
        return None
    return Objection(
        "delegation.powers_not_published",
        "下放执法权须先公布行政执法权力清单，请填写清单文号和公布日期。",
        {"rule": "DEL-06"},
    )


def enforcers_are_certified(delegation: Any, least: int) -> Objection | None:
    """Enforcement is done by persons with a certificate (DEL-06)."""
    authority, staffing = delegation.authority, delegation.staffing
    certified = staffing.certified if staffing else 0
    if authority is None or authority.kind != "执法" or certified >= least:
        return None
    return Objection(
        "delegation.enforcers_not_certified",
        f"执法事项须配备不少于 {least} 名持证执法人员，现为 {certified} 名。",
        {"least": least, "certified": certified, "rule": "DEL-06"},
    )
