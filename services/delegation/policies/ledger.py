"""Rules about the money of a delegation within a year (domain §3.1)."""

from typing import Any

from shared.kernel.money import yuan
from shared.kernel.workflow import Objection


def supplement_covers_the_excess(account: Any, added_volume: int) -> Objection | None:
    """What is added covers the cases that already exceed the plan (DEL-02)."""
    excess = account.accepted_volume - account.planned_volume
    if added_volume >= excess:
        return None
    return Objection(
        "delegation.supplement_too_small",
        f"已受理 {account.accepted_volume} 件，超计划 {excess} 件，追加件数不得少于 {excess} 件。",
        {"excess_volume": excess, "added_volume": added_volume},
    )


def supplement_covers_the_cost(account: Any, *, added_volume: int, amount_fen: int) -> (
    Objection | None
):  # fmt: skip
    """The amount covers unit cost × added volume (DEL-02)."""
    needed = account.unit_cost_fen * added_volume
    if amount_fen >= needed:
        return None
    return Objection(
        "delegation.funds_short",
        f"追加 {added_volume} 件、每件 {yuan(account.unit_cost_fen)} 元，需 {yuan(needed)} 元，"
        f"缺口 {yuan(needed - amount_fen)} 元。",
        {"needed_fen": needed, "shortfall_fen": needed - amount_fen},
    )


def year_has_money(account: Any) -> Objection | None:
    """A gap is closed by money of the year in which it opened, and by enough of it."""
    if not account.is_exhausted:
        return None
    short = account.spent_fen - account.appropriated_fen
    return Objection(
        "delegation.gap_remains",
        f"{account.budget_year} 年度已支出 {yuan(account.spent_fen)} 元，"
        f"已拨付 {yuan(account.appropriated_fen)} 元，缺口尚未补足。",
        {"shortfall_fen": short, "budget_year": account.budget_year},
    )
