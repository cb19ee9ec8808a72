"""Rules of purchases from social forces (domain §3.2; 财政部令第102号)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.identifiers import is_credit_code
from shared.kernel.jurisdiction import covers
from shared.kernel.money import yuan
from shared.kernel.workflow import Objection


@dataclass(frozen=True)
class PurchaseRules:
    """What a purchase is held against: values of the rule packs.

    `bans` number the six classes from one; `components` say which class a component falls into,
    0 for none. `suppliers` say of each kind whether it may supply and bears a credit code.
    """

    bans: Sequence[str]
    components: Mapping[str, int]
    buyers: Sequence[str]
    suppliers: Mapping[str, Mapping[str, Any]]
    normal_years: int
    longest_years: int
    conditions: Mapping[str, str]


def own_purchase(purchase: Any, actor: Actor) -> Objection | None:
    """A street acts on its own purchases only."""
    if actor.path == purchase.path:
        return None
    return Objection(
        "delegation.other_buyer",
        f"该项目由 {purchase.street} 购买，请由该单位办理。",
        {"street": purchase.street},
    )


def another_hand_decides(purchase: Any, actor: Actor) -> Objection | None:
    """Who planned a purchase neither approves, signs nor accepts it (G-07)."""
    if actor.id != purchase.planned_by:
        return None
    return Objection("delegation.own_purchase", "计划人不得审批、签约或验收自己提出的采购项目。")


def serves_the_user(purchase: Any, actor: Actor) -> Objection | None:
    """Those whom the service is for give an opinion: who lives in the buyer's area (PUR-04)."""
    if purchase.for_public and covers(purchase.path, actor.path):
        return None
    return Objection("delegation.not_a_user", "该项目不面向您所在区域的居民，无法评价。")


def purchase_is_plannable(plan: Any, rules: PurchaseRules) -> Objection | None:
    """Return the first rule that the plan breaks, or None (PUR-01, PUR-04)."""
    return next(_unplannable(plan, rules), None)


def _unplannable(plan: Any, rules: PurchaseRules) -> Iterator[Objection]:
    classes = [rules.components[each] for each in plan.components if rules.components[each]]
    if plan.service_kind in rules.bans:
        classes.insert(0, rules.bans.index(plan.service_kind) + 1)
    if classes or not plan.components:
        banned = rules.bans[classes[0] - 1] if classes else "未填写采购内容"
        yield Objection(
            "delegation.purchase_banned",
            f"“{plan.title}”含不得购买的内容：{banned}（财政部令第102号第十条）。",
            {"class": classes[0] if classes else 0, "rule": "PUR-01"},
        )
    if plan.for_public and not plan.consultation:
        yield Objection(
            "delegation.needs_not_consulted",
            "面向公众的服务须先征求服务对象意见，请填写征求意见情况。",
            {"rule": "PUR-04"},
        )


def buyer_may_buy(unit_kind: str, rules: PurchaseRules) -> Objection | None:
    """Streets and departments buy; a 公益一类 institution neither buys nor supplies (PUR-02)."""
    if unit_kind in rules.buyers:
        return None
    return Objection(
        "delegation.buyer_not_eligible",
        "本单位不得作为购买主体（财政部令第102号第五条、第八条）。",
        {"kind": unit_kind, "rule": "PUR-02"},
    )


def supplier_is_eligible(supplier: Any, rules: PurchaseRules) -> Objection | None:
    """Only the listed kinds supply, under a credit code that checks (PUR-02)."""
    kind = rules.suppliers[supplier.kind]
    if not kind["eligible"]:
        return Objection(
            "delegation.supplier_not_eligible",
            f"{kind['label']}不得作为承接主体（财政部令第102号第六条、第八条）。",
            {"kind": supplier.kind, "rule": "PUR-02"},
        )
    if kind["coded"] and not is_credit_code(supplier.credit_code):
        return Objection(
            "delegation.bad_credit_code",
            "统一社会信用代码不正确，请核对 18 位代码。",
            {"rule": "PUR-02"},
        )
    if not kind["coded"] and not supplier.qualification_no:
        return Objection(
            "delegation.no_qualification",
            "自然人承接须具备相应资质，请填写资质证书编号。",
            {"rule": "PUR-02"},
        )
    return None


def term_is_lawful(contract: Any, rules: PurchaseRules) -> Objection | None:
    """One year; three where the named conditions all hold (财政部令第102号 §24, PUR-03)."""
    lacking = [label for code, label in rules.conditions.items() if code not in contract.conditions]
    years = rules.normal_years if lacking else rules.longest_years
    latest = last_day(contract.starts_on, years)
    if contract.starts_on <= contract.ends_on <= latest:
        return None
    return Objection(
        "delegation.term_too_long",
        f"合同期限最长至 {latest}（{years} 年）。"
        + (f"三年期须同时符合：{'、'.join(rules.conditions.values())}。" if lacking else ""),
        {"latest": str(latest), "lacking": lacking, "rule": "PUR-03"},
    )


def last_day(first: date, years: int) -> date:
    """Return the last day of a term that begins on `first`, both days included."""
    leap_day = (first.month, first.day) == (2, 29)
    follows = date(first.year + years, 3, 1) if leap_day else first.replace(year=first.year + years)
    return follows - timedelta(days=1)


def contract_is_whole(contract: Any) -> Objection | None:
    """Milestones add up to the whole contract and lie within it."""
    total = sum(each.percent for each in contract.milestones)
    if total != 100:
        return Objection(
            "delegation.milestones_incomplete",
            f"各履约节点占比合计须为 100%，现为 {total}%。",
            {"total": total},
        )
    within = all(contract.starts_on <= each.due <= contract.ends_on for each in contract.milestones)
    names = {each.name for each in contract.milestones}
    if within and len(names) == len(contract.milestones):
        return None
    return Objection("delegation.bad_milestone", "履约节点不得重名，且须在合同期内完成。")


def within_the_budget(price_fen: int, budget_fen: int) -> Objection | None:
    """A contract costs no more than was planned."""
    if price_fen <= budget_fen:
        return None
    return Objection(
        "delegation.over_budget",
        f"合同价 {yuan(price_fen)} 元超过计划预算 {yuan(budget_fen)} 元。",
        {"price_fen": price_fen, "budget_fen": budget_fen},
    )


def milestones_are_reached(purchase: Any, actor: Actor) -> Objection | None:
    """What is accepted has been delivered in full."""
    open_ones = [each.name for each in purchase.milestones if each.reached_on is None]
    if not open_ones:
        return None
    return Objection(
        "delegation.milestones_open",
        f"履约节点尚未完成：{'、'.join(open_ones)}。",
        {"open": open_ones},
    )


def users_took_part(purchase: Any, *, opinions: int, least: int) -> Objection | None:
    """Users of a service to the public speak first (政府采购法实施条例 §45, PUR-04)."""
    if not purchase.for_public or opinions >= least:
        return None
    return Objection(
        "delegation.users_not_heard",
        f"面向公众的服务，验收须有服务对象参与：至少 {least} 人评价，现有 {opinions} 人。",
        {"least": least, "opinions": opinions, "rule": "PUR-04"},
    )


def instalment_is_due(purchase: Any, instalment: Any) -> Objection | None:
    """Money follows work; the last of it follows a passed acceptance."""
    if instalment.after_acceptance and not purchase.is_accepted:
        return Objection(
            "delegation.not_accepted_yet",
            f"第 {instalment.number} 期款须验收合格后支付。",
            {"number": instalment.number},
        )
    if purchase.progress >= instalment.milestones:
        return None
    return Objection(
        "delegation.instalment_not_due",
        f"第 {instalment.number} 期款须履约进度达 {instalment.milestones}%，"
        f"现为 {purchase.progress}%。",
        {"number": instalment.number, "progress": purchase.progress},
    )


def payment_stays_within(purchase: Any, instalment: Any, amount_fen: int) -> Objection | None:
    """Neither an instalment nor the contract is ever overpaid."""
    left = min(
        instalment.amount_fen - purchase.paid_of(instalment.number),
        purchase.price_fen - purchase.paid_fen,
    )
    if 0 < amount_fen <= left:
        return None
    return Objection(
        "delegation.overpaid",
        f"第 {instalment.number} 期尚可支付 {yuan(left)} 元，本次 {yuan(amount_fen)} 元超出。",
        {"left_fen": left, "amount_fen": amount_fen},
    )


def everything_is_paid(purchase: Any, actor: Actor) -> Objection | None:
    """An accepted service is settled when its price is paid."""
    left = purchase.price_fen - purchase.paid_fen
    if left == 0:
        return None
    return Objection(
        "delegation.not_paid_up", f"尚有 {yuan(left)} 元未支付，不能结清。", {"left_fen": left}
    )
