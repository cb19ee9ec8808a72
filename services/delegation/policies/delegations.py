"""Rules about delegations: duty with power, money and people (domain §3.1)."""

from typing import Any

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
    short = funding.needed_fen - funding.amount_fen
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
