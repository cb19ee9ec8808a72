"""What a street buys from social forces (domain §3.2), to the fen."""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.delegation.model import Purchase, UserOpinion
from services.delegation.model.purchases import instalments_of
from services.delegation.policies.purchases import last_day
from services.delegation.workflow import PurchaseStatus
from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from shared.testing.actors import path_of
from shared.testing.unit_of_work import Memory
from tests.unit.delegation._desk import (
    BUYABLE,
    CODE,
    HALVES,
    SUPPLIER,
    contract,
    judge,
    opine,
    pay,
    planned,
    procured,
    reach,
    running,
)
from tests.unit.delegation._town import OPERATIONS, Town


@pytest.fixture
def town() -> Town:
    return Town.listed(BUYABLE)


def refused(code: str):
    return pytest.raises((Conflict, Forbidden, Invalid, NotFound), match=code)


def now(town: Town) -> Purchase:
    return town.memory.the(Purchase)


def sign(town: Town, found: Purchase, **changes: object) -> Purchase:
    return town.do("liucheng_leader", "sign_contract", **contract(found, **changes))


# --- the plan -----------------------------------------------------------------------------------


@pytest.mark.rule("LST-05")
def test_only_what_an_effective_l2_entry_allows_is_planned(town: Town):
    with refused("delegation.item_not_effective"):
        planned(town, lineage_id="没有")
    (entry,) = town.entries("L2")
    town.do("bianban", "suspend_entry", entry_id=entry.id, reason="政策调整")
    with refused("delegation.item_not_effective"):
        planned_of(town, entry.lineage_id)


def planned_of(town: Town, lineage_id: str) -> Purchase:
    return town.do("liucheng", "plan_purchase", lineage_id=lineage_id, title="助餐",
                   components=["服务"], for_public=False, budget_year=2026,
                   budget_fen=1)  # fmt: skip


@pytest.mark.rule("LST-05")
def test_the_duty_on_which_an_l2_entry_stands_is_still_in_force():
    town = Town()
    batch_id = town.opened()
    duty = town.report(batch_id)
    town.report(batch_id, **{**BUYABLE, "particulars": {"duty": duty.lineage_id,
                                                        "service_kind": "养老服务"}})  # fmt: skip
    town.ready(batch_id)
    town.approve(batch_id)
    (listed,), (entry,) = town.entries("L1"), town.entries("L2")
    planned_of(town, entry.lineage_id)
    town.do("bianban", "suspend_entry", entry_id=listed.id, reason="上位法修改")
    with refused("delegation.purchase_without_duty"):
        planned_of(town, entry.lineage_id)


@pytest.mark.rule("PUR-01")
@pytest.mark.parametrize(
    ("component", "banned_class"),
    [("非政府职责", 1), ("行政执法", 2), ("盖章或审批", 2), ("货物", 3), ("工程", 3), ("融资", 4),
     ("人员招聘", 5), ("劳务派遣", 5), ("公益性岗位", 5), ("法律法规禁止", 6)],
)  # fmt: skip
def test_none_of_the_six_banned_classes_is_bought_alone_or_in_a_bundle(
    town: Town, component: str, banned_class: int
):
    for components in ([component], ["服务", component]):
        with pytest.raises(Conflict) as refusal:
            planned(town, components=components)
        assert refusal.value.code == "delegation.purchase_banned"
        assert refusal.value.details["class"] == banned_class
    with refused("delegation.unknown_component"):
        planned(town, components=["其他"])
    assert town.memory.all(Purchase) == []


@pytest.mark.rule("PUR-02")
@pytest.mark.parametrize("kind", ["public_institution_1", "community"])
def test_a_public_institution_of_the_first_kind_does_not_buy(town: Town, kind: str):
    town.hear("learn_unit", unit_code="510115001", path=path_of("510115001"), name="柳城街道",
              kind=kind, valid_to=None)  # fmt: skip
    with refused("delegation.buyer_not_eligible"):
        planned(town)


@pytest.mark.rule("PUR-04")
def test_needs_are_consulted_with_the_public_before_a_service_to_it_is_planned(town: Town):
    with refused("delegation.needs_not_consulted"):
        planned(town, consultation="")
    planned(town, consultation="", for_public=False)


# --- the contract -------------------------------------------------------------------------------


@pytest.mark.rule("G-07")
def test_another_hand_approves_and_another_street_has_no_part(town: Town):
    found = planned(town)
    decide = {"purchase_id": found.id, "method": "询价", "document_no": "柳采1号"}
    with refused("auth.not_permitted"):
        town.do("liucheng", "procure_purchase", **decide)
    with refused("delegation.not_found"):
        town.do("gongping_leader", "procure_purchase", **decide)
    with refused("delegation.unknown_method"):
        town.do("liucheng_leader", "procure_purchase", **{**decide, "method": "抽签"})
    town.do("liucheng_leader", "procure_purchase", **decide)
    with refused("delegation.purchase.not_now"):
        town.do("liucheng_leader", "procure_purchase", **decide)


@pytest.mark.rule("PUR-02")
@pytest.mark.parametrize("kind", ["ENTERPRISE", "SOCIAL_ORGANISATION", "PUBLIC_INSTITUTION_2",
                                  "RURAL_COLLECTIVE", "SELF_GOVERNING_BODY"])  # fmt: skip
def test_these_kinds_supply_under_a_credit_code_that_checks(town: Town, kind: str):
    found = procured(town)
    with refused("delegation.bad_credit_code"):
        sign(town, found, supplier={**SUPPLIER, "kind": kind, "credit_code": CODE[:-1] + "Y"})
    sign(town, found, supplier={**SUPPLIER, "kind": kind, "credit_code": CODE.lower()})
    assert now(town).supplier.credit_code == CODE


@pytest.mark.rule("PUR-02")
@pytest.mark.parametrize("kind", ["PUBLIC_INSTITUTION_1", "BUDGETED_MASS_ORGANISATION"])
def test_these_kinds_do_not_supply(town: Town, kind: str):
    found = procured(town)
    with refused("delegation.supplier_not_eligible"):
        sign(town, found, supplier={**SUPPLIER, "kind": kind})
    with refused("delegation.unknown_supplier_kind"):
        sign(town, found, supplier={**SUPPLIER, "kind": "PARTY"})


@pytest.mark.rule("PUR-02")
def test_a_qualified_person_supplies_and_is_named_in_no_fact(town: Town):
    found = procured(town)
    person = {"kind": "INDIVIDUAL", "name": "示例甲"}
    with refused("delegation.no_qualification"):
        sign(town, found, supplier=person)
    sign(town, found, supplier={**person, "qualification_no": "社工证（示例）1号"})
    (told,) = town.told("delegation.purchase.signed")
    assert (told.supplier, told.credit_code) == ("自然人", "")
    assert "示例甲" not in str(town.memory.told)


CONDITIONS = ["fixed_content", "continuous", "stable_funds", "small_price_change",
              "budget_guaranteed"]  # fmt: skip


@pytest.mark.rule("PUR-03")
@pytest.mark.parametrize(
    ("ends_on", "conditions", "lawful"),
    [
        ("2027-03-31", [], True),
        ("2027-04-01", [], False),
        ("2027-04-01", CONDITIONS, True),
        ("2029-03-31", CONDITIONS, True),
        ("2029-04-01", CONDITIONS, False),
        *(("2028-03-31", [c for c in CONDITIONS if c != missing], False) for missing in CONDITIONS),
    ],
)
def test_a_year_and_three_only_when_every_condition_holds(town: Town, ends_on, conditions, lawful):
    found = procured(town)
    if lawful:
        sign(town, found, ends_on=ends_on, conditions=conditions)
        return
    with refused("delegation.term_too_long"):
        sign(town, found, ends_on=ends_on, conditions=conditions)


@pytest.mark.rule("PUR-03")
def test_a_term_that_begins_on_a_leap_day_ends_on_the_last_of_february():
    assert last_day(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert last_day(date(2026, 1, 1), 3) == date(2028, 12, 31)


def test_milestones_add_up_to_the_whole_and_the_price_to_no_more_than_the_budget(town: Town):
    found = procured(town)
    first, second = HALVES
    for bad in ([first], [first, {**second, "percent": 51}]):
        with refused("delegation.milestones_incomplete"):
            sign(town, found, milestones=bad)
    for bad in ([first, {**second, "name": "上半程"}], [first, {**second, "due": "2027-04-01"}]):
        with refused("delegation.bad_milestone"):
            sign(town, found, milestones=bad)
    with refused("delegation.over_budget"):
        sign(town, found, price_fen=10_000_002)
    assert sign(town, found).price_fen == 10_000_001


# --- the money ----------------------------------------------------------------------------------


def test_a_price_is_paid_forty_forty_twenty_and_the_odd_fen_goes_last(town: Town):
    found = running(town)
    amounts = [each.amount_fen for each in now(town).contract.instalments]
    assert amounts == [4_000_000, 4_000_000, 2_000_001]
    pay(town, found, 1, 1_500_000)
    with pytest.raises(Conflict, match=r"尚可支付 25,000\.00 元") as refusal:
        pay(town, found, 1, 2_500_001)
    assert refusal.value.code == "delegation.overpaid"
    pay(town, found, 1, 2_500_000)
    with refused("delegation.instalment_not_due"):
        pay(town, found, 2, 1)
    with refused("delegation.no_such_instalment"):
        pay(town, found, 4, 1)
    reach(town, found, "上半程")
    pay(town, found, 2, 4_000_000)
    reach(town, found, "下半程")
    with refused("delegation.not_accepted_yet"):
        pay(town, found, 3, 2_000_001)
    opine(town, found)
    judge(town, found)
    with refused("delegation.not_paid_up"):
        town.do("caizheng", "settle_purchase", purchase_id=found.id, note="付清")
    pay(town, found, 3, 2_000_001)
    done = town.do("caizheng", "settle_purchase", purchase_id=found.id, note="付清")
    assert (done.status, done.paid_fen) == (PurchaseStatus.SETTLED, done.price_fen)


def test_nothing_is_paid_for_a_service_that_failed(town: Town):
    found = running(town)
    pay(town, found, 1, 4_000_000)
    opine(town, found, score=20)
    judge(town, found, "50")
    assert now(town).status is PurchaseStatus.FAILED
    for number in (2, 3):
        with refused("delegation.purchase.not_now"):
            pay(town, found, number, 1)
    town.do("caizheng", "settle_purchase", purchase_id=found.id, note="依约追回首期款项")
    assert now(town).paid_fen == 4_000_000


TERMS = [
    {"percent": 40, "milestones": 0, "acceptance": False},
    {"percent": 40, "milestones": 50, "acceptance": False},
    {"percent": 20, "milestones": 100, "acceptance": True},
]


@given(price=st.integers(1, 10**12))
def test_the_instalments_are_the_price_whatever_it_is(price: int):
    assert sum(each.amount_fen for each in instalments_of(price, TERMS)) == price


@cache
def under_way() -> Memory:
    town = Town.listed(BUYABLE)
    running(town, price_fen=1_003)
    return town.memory


MOVES = st.one_of(
    st.tuples(st.integers(1, 4), st.integers(1, 1_100)),
    st.sampled_from(["上半程", "下半程", "opine", "judge"]),
)


@settings(max_examples=60, deadline=None)
@given(moves=st.lists(MOVES, max_size=14))
def test_payments_never_exceed_the_contract_in_any_order(moves: list):
    town = Town()
    town.memory.rows, town.memory.now = deepcopy(under_way().rows), under_way().now
    found = now(town)
    for move in moves:
        try:
            if isinstance(move, tuple):
                pay(town, found, *move)
            elif move == "opine":
                opine(town, found)
            elif move == "judge":
                judge(town, found)
            else:
                reach(town, found, move)
        except (Conflict, Invalid):
            pass
        kept = now(town)
        limits = {each.number: each.amount_fen for each in kept.contract.instalments}
        assert kept.paid_fen == sum(each.amount_fen for each in kept.payments) <= kept.price_fen
        assert all(kept.paid_of(number) <= limits[number] for number in limits)
        assert kept.is_accepted or kept.paid_of(3) == 0


# --- acceptance ---------------------------------------------------------------------------------


@pytest.mark.rule("PUR-04")
def test_a_service_to_the_public_is_not_accepted_before_its_users_spoke(town: Town):
    found = running(town)
    reach(town, found)
    for score in ("84", "10"):
        with refused("delegation.users_not_heard"):
            judge(town, found, score)
    opine(town, found)
    assert judge(town, found).status is PurchaseStatus.ACCEPTED


@pytest.mark.rule("PUR-04")
def test_users_are_those_who_live_there_once_each_and_nobody_learns_who(town: Town):
    found = running(town)
    opine(town, found, "wang_xiuying", 90)
    with refused("delegation.opinion_given"):
        opine(town, found, "wang_xiuying", 10)
    with refused("auth.not_permitted"):
        opine(town, found, "liucheng")
    (told,) = town.told("delegation.purchase.opinion_given")
    assert told.anonymous
    assert vars(told) == {"purchase_id": found.id, "path": "510115/510115001"}
    shown = OPERATIONS["list_user_opinions"].gives().dump(town.memory.the(UserOpinion))
    assert "wang_xiuying" not in str(shown)
    assert set(shown) == {"opinion_id", "purchase_id", "score", "statement", "given_at"}


@pytest.mark.rule("PUR-04", "G-06")
def test_group_and_users_make_one_score_that_is_rounded_once(town: Town):
    found = running(town)
    reach(town, found)
    opine(town, found, "wang_xiuying", 70)
    opine(town, found, "li_wei", 65)
    verdict = judge(town, found, "84.33").verdict
    assert (verdict.users_score, verdict.opinions) == (Decimal("67.50"), 2)
    assert verdict.score == Decimal("77.60")  # 84.33 × 0.6 + 67.5 × 0.4 = 77.598


@pytest.mark.parametrize(("group", "status"), [("60", "ACCEPTED"), ("59.99", "FAILED")])
def test_sixty_passes_and_less_does_not(town: Town, group: str, status: str):
    found = running(town)
    reach(town, found)
    opine(town, found, score=60)
    assert judge(town, found, group).status == PurchaseStatus(status)


def test_work_that_is_not_there_is_not_accepted(town: Town):
    found = running(town)
    reach(town, found, "上半程")
    opine(town, found)
    with refused("delegation.milestones_open"):
        judge(town, found)
    with refused("delegation.no_such_milestone"):
        reach(town, found, "上半程")


def test_a_contract_does_not_begin_before_its_first_day(town: Town):
    found = procured(town)
    sign(town, found)
    town.tick(date(2026, 3, 31))
    with refused("delegation.not_begun"):
        town.do("liucheng", "start_purchase", purchase_id=found.id)


@pytest.mark.rule("PUR-04")
def test_the_result_is_announced_for_publication_whatever_it_is(town: Town):
    found = running(town)
    reach(town, found)
    opine(town, found, score=80)
    judge(town, found, "84")
    (told,) = town.told("delegation.purchase.result_formed")
    assert (told.accepted, told.score, told.opinions) == (True, "82.40", 1)
    assert (told.supplier, told.price_fen) == ("示例为老服务中心", 10_000_001)
    other = Town.listed(BUYABLE)
    other.do("liucheng_leader", "give_up_purchase", purchase_id=procured(other).id,
             reason="两次招标无人响应")  # fmt: skip
    (told,) = other.told("delegation.purchase.result_formed")
    assert (told.accepted, told.score, told.reason) == (False, "", "两次招标无人响应")
