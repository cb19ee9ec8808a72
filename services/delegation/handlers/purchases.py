"""Purchases from social forces: what a street plans, signs, runs and accepts; what is paid."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from services.delegation import policies
from services.delegation.handlers.reach import entry_in_force, unit_named
from services.delegation.model import (
    Contract,
    Entry,
    Milestone,
    Payment,
    Purchase,
    Supplier,
    UserOpinion,
    Weights,
)
from services.delegation.model.purchases import instalments_of
from services.delegation.policies import PurchaseRules
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.kernel.jurisdiction import covers
from shared.kernel.workflow import enforce

PACK, LISTS = "delegation.purchases", "delegation.lists"


def plan_purchase(
    uow: UnitOfWork,
    *,
    lineage_id: str,
    title: str,
    components: Sequence[str],
    for_public: bool,
    consultation: str,
    budget_year: int,
    budget_fen: int,
) -> Purchase:
    """Plan to buy what an effective L2 entry allows (LST-05)."""
    entry, rules = _buyable(uow, lineage_id), _rules(uow)
    enforce(policies.buyer_may_buy(unit_named(uow, uow.actor.unit).kind, rules))
    if unknown := sorted(set(components) - set(rules.components)):
        raise Invalid(
            "delegation.unknown_component", "采购内容类别不正确，请核对。", unknown=unknown
        )
    purchase = Purchase(
        id=uow.new_id(),
        path=uow.actor.path,
        street=uow.actor.unit,
        lineage_id=lineage_id,
        entry_name=entry.name,
        service_kind=entry.line.particulars.get("service_kind", ""),
        title=title,
        components=tuple(components),
        for_public=for_public,
        consultation=consultation,
        budget_year=budget_year,
        budget_fen=budget_fen,
        planned_by=uow.actor.id,
    )
    purchase.plan(rules)
    uow.add(purchase)
    return purchase


def procure_purchase(
    uow: UnitOfWork, *, purchase_id: str, method: str, document_no: str
) -> Purchase:
    """Approve a plan; from here a supplier is looked for."""
    purchase = _in_reach(uow, purchase_id)
    if method not in uow.rules(PACK).raw("procurement.methods"):
        raise Invalid("delegation.unknown_method", f"没有采购方式“{method}”，请核对。")
    uow.basis(document_no)
    purchase.procure(uow.actor, method=method, document_no=document_no)
    return purchase


def sign_contract(
    uow: UnitOfWork,
    *,
    purchase_id: str,
    supplier: Mapping[str, str],
    document_no: str,
    price_fen: int,
    starts_on: date,
    ends_on: date,
    milestones: Sequence[Mapping[str, Any]],
    conditions: Sequence[str],
) -> Purchase:
    """Sign; the instalments follow from the price and the rule pack."""
    purchase, rules = _in_reach(uow, purchase_id), _rules(uow)
    if supplier["kind"] not in rules.suppliers:
        raise Invalid("delegation.unknown_supplier_kind", "没有此类承接主体，请核对。")
    uow.basis(document_no)
    contract = Contract(
        document_no=document_no,
        price_fen=price_fen,
        starts_on=starts_on,
        ends_on=ends_on,
        milestones=tuple(Milestone(**each) for each in milestones),
        instalments=instalments_of(price_fen, uow.rules(PACK).raw("instalments")),
        signed_by=uow.actor.id,
        signed_at=uow.now,
        conditions=tuple(conditions),
    )
    given = Supplier(**{**supplier, "credit_code": supplier["credit_code"].upper()})
    purchase.sign(uow.actor, given, contract, rules)
    return purchase


def start_purchase(uow: UnitOfWork, *, purchase_id: str) -> Purchase:
    """Let the supplier begin."""
    purchase = _in_reach(uow, purchase_id)
    purchase.start(uow.actor, today=uow.today)
    return purchase


def reach_milestone(
    uow: UnitOfWork, *, purchase_id: str, milestone: str, evidence: str
) -> Purchase:
    """Note that a part of the work is there."""
    purchase = _in_reach(uow, purchase_id)
    purchase.reach(uow.actor, milestone, on=uow.today, evidence=evidence)
    return purchase


def give_user_opinion(
    uow: UnitOfWork, *, purchase_id: str, score: int, statement: str
) -> UserOpinion:
    """Say what one thinks of a service that one uses; once (PUR-04)."""
    purchase = _in_reach(uow, purchase_id)
    if uow.one(UserOpinion, purchase_id=purchase_id, user_id=uow.actor.id) is not None:
        raise Conflict("delegation.opinion_given", "您已评价过该服务项目，每人评价一次。")
    opinion = UserOpinion.of(
        purchase, uow.actor, id=uow.new_id(), score=score, statement=statement, at=uow.now
    )
    uow.add(opinion)
    return opinion


def judge_purchase(
    uow: UnitOfWork, *, purchase_id: str, group_score: Decimal, document_no: str
) -> Purchase:
    """Accept the service, or fail it, by the scores of the acceptance group and of its users."""
    purchase, pack = _in_reach(uow, purchase_id), uow.rules(PACK)
    users = [each.score for each in uow.find(UserOpinion, purchase_id=purchase_id)]
    weights = Weights(
        pack.integer("acceptance.group_percent"),
        pack.integer("acceptance.users_percent"),
        pack.decimal("acceptance.passing"),
        pack.integer("acceptance.least_opinions"),
    )
    uow.basis(document_no)
    purchase.judge(
        uow.actor, group_score, users, weights=weights, document_no=document_no, at=uow.now
    )
    return purchase


def give_up_purchase(uow: UnitOfWork, *, purchase_id: str, reason: str) -> Purchase:
    """End a purchase that comes to nothing."""
    purchase = _in_reach(uow, purchase_id)
    purchase.give_up(uow.actor, reason=reason, at=uow.now)
    return purchase


def pay_instalment(
    uow: UnitOfWork, *, purchase_id: str, number: int, amount_fen: int, document_no: str
) -> Purchase:
    """Pay all or part of an instalment that is due."""
    purchase = _in_reach(uow, purchase_id)
    uow.basis(document_no)
    purchase.pay(uow.actor, Payment(number, amount_fen, document_no, uow.actor.id, uow.now))
    return purchase


def settle_purchase(uow: UnitOfWork, *, purchase_id: str, note: str) -> Purchase:
    """Close the books of a purchase."""
    purchase = _in_reach(uow, purchase_id)
    purchase.settle(uow.actor, note=note)
    return purchase


def _buyable(uow: UnitOfWork, lineage_id: str) -> Entry:
    entry = entry_in_force(uow, lineage_id, list_code="L2")
    if entry is None:
        raise Conflict(
            "delegation.item_not_effective",
            f"“{lineage_id}”不是有效的《街道向社会力量购买服务事项清单》事项。",
            item_id=lineage_id,
            list_code="L2",
        )
    duty, own = (entry.line.particulars.get(key, "") for key in ("duty", "own_duty"))
    if own or (duty and entry_in_force(uow, duty, list_code="L1") is not None):
        return entry
    raise Conflict(
        "delegation.purchase_without_duty",
        f"“{entry.name}”所依据的街道职责（{duty or '未填'}）已不在有效清单内，不能购买。",
        duty=duty,
        rule="LST-05",
    )


def _rules(uow: UnitOfWork) -> PurchaseRules:
    pack = uow.rules(PACK)
    return PurchaseRules(
        bans=uow.rules(LISTS).raw("purchase.banned"),
        components=pack.raw("components"),
        buyers=pack.raw("buyers"),
        suppliers=pack.raw("suppliers"),
        normal_years=pack.integer("term.normal_years"),
        longest_years=pack.integer("term.longest_years"),
        conditions=pack.raw("term.conditions"),
    )


def _in_reach(uow: UnitOfWork, purchase_id: str) -> Purchase:
    """Return a purchase of a street that the actor serves, or in which she lives."""
    purchase = uow.get(Purchase, purchase_id)
    if uow.actor.serves(purchase.path) or covers(purchase.path, uow.actor.path):
        return purchase
    raise NotFound("delegation.not_found", "没有找到该采购项目，或您无权查看。")
