"""Money goes with the matter and is used up by its cases (domain §3.1)."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.delegation.model import Booking, BookingKind, Capacity, Delegation, Supplement
from services.delegation.model.ledger import spread
from services.delegation.workflow import DelegationStatus
from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tests.unit.delegation._desk import Cases, account, figures
from tests.unit.delegation._town import Town, active, delegated, equip, fund


@pytest.fixture
def town() -> Town:
    return Town.listed({})


def refused(code: str):
    return pytest.raises((Conflict, Forbidden, Invalid, NotFound), match=code)


def agreed(town: Town, *, volume: int, first: int, whole: int | None = None) -> Delegation:
    """Activate with `volume` cases at 200.00 yuan, `first` fen paid in of `whole`."""
    found = delegated(town)
    town.do("minzheng_leader", "grant_authority", delegation_id=found.id, kind="审批",
            scope="受理、审核、确认", document_no="授权1号")  # fmt: skip
    town.do("minzheng_leader", "assign_staff", delegation_id=found.id, count=2, category="事业",
            document_no="编1号")  # fmt: skip
    town.do("caizheng", "appropriate_funds", delegation_id=found.id, budget_year=2026,
            amount_fen=first, agreed_fen=whole, unit_cost_fen=20_000, planned_volume=volume,
            document_no="财1号")  # fmt: skip
    return town.do("minzheng_leader", "activate_delegation", delegation_id=found.id)


def pay_in(town: Town, found: Delegation, amount: int, *, year: int = 2026) -> Delegation:
    return town.do("caizheng", "book_appropriation", delegation_id=found.id, budget_year=year,
                   amount_fen=amount, document_no="财2号")  # fmt: skip


def grant(town: Town, *, volume: int, amount: int) -> Supplement:
    asked = town.memory.all(Supplement)[-1]
    return town.do("caizheng", "grant_supplement", supplement_id=asked.id, added_volume=volume,
                   amount_fen=amount, document_no="财9号")  # fmt: skip


def status(town: Town, found: Delegation) -> DelegationStatus:
    return town.now(Delegation, found.id).status


# --- what is booked -----------------------------------------------------------------------------


@pytest.mark.rule("DEL-02")
def test_what_was_agreed_is_paid_in_by_parts_and_never_beyond(town: Town):
    found = agreed(town, volume=3, first=20_000, whole=60_000)
    assert figures(account(town, found)) == (60_000, 20_000, 0)
    assert account(town, found).shortfall_fen == 40_000
    pay_in(town, found, 39_999)
    with refused("delegation.more_than_agreed"):
        pay_in(town, found, 2)
    pay_in(town, found, 1)
    assert figures(account(town, found)) == (60_000, 60_000, 0)
    assert account(town, found).shortfall_fen == 0
    with refused("delegation.nothing_agreed"):
        pay_in(town, found, 1, year=2027)


@pytest.mark.rule("DEL-02")
def test_the_agreement_covers_the_volume_and_the_first_part_is_a_part_of_it(town: Town):
    with pytest.raises(Conflict, match=r"缺口 0\.01 元"):
        agreed(town, volume=3, first=20_000, whole=59_999)
    found = town.memory.all(Delegation)[0]
    with refused("delegation.more_than_agreed"):
        town.do("caizheng", "appropriate_funds", delegation_id=found.id, budget_year=2026,
                amount_fen=60_001, agreed_fen=60_000, unit_cost_fen=20_000, planned_volume=3,
                document_no="财1号")  # fmt: skip
    assert town.memory.all(Booking) == []


def test_before_it_runs_a_second_agreement_takes_the_first_back_and_both_stay_in_the_book(
    town: Town,
):
    found = delegated(town)
    fund(town, found.id, amount=2_000_000)
    fund(town, found.id, amount=2_500_000)
    assert figures(account(town, found)) == (2_500_000, 2_500_000, 0)
    assert account(town, found).planned_volume == 100
    amounts = [each.amount_fen for each in town.memory.all(Booking)]
    assert amounts == [2_000_000, 2_000_000, -2_000_000, -2_000_000, 2_500_000, 2_500_000]


def test_while_it_runs_more_money_comes_on_top(town: Town):
    found = active(town)
    fund(town, found.id, amount=2_100_000)
    assert figures(account(town, found)) == (4_100_000, 4_100_000, 0)
    assert account(town, found).planned_volume == 200


@pytest.mark.rule("DEL-03")
@pytest.mark.parametrize("payer", ["510115001001", "510115001", "510115-RS"])
def test_the_entrusting_department_pays_and_nobody_else(town: Town, payer: str):
    found = delegated(town)
    command = {"delegation_id": found.id, "budget_year": 2026, "amount_fen": 20_000,
               "unit_cost_fen": 20_000, "planned_volume": 1, "document_no": "财1号"}  # fmt: skip
    with refused("delegation.payer_not_department"):
        town.do("caizheng", "appropriate_funds", payer=payer, **command)
    town.do("caizheng", "appropriate_funds", payer="510115-MZ", **command)
    town.do("caizheng", "appropriate_funds", **command)
    assert {each.payer for each in town.memory.all(Booking)} == {"510115-MZ"}


def test_a_case_is_spent_when_it_is_decided_once_and_not_when_it_ends_otherwise(town: Town):
    found = agreed(town, volume=5, first=100_000)
    cases = Cases(town, found)
    first = cases.decided()
    cases.decided(first)
    for ending in ("end_refused", "end_withdrawn", "end_lapsed"):
        case_id = cases.submitted()
        town.hear(ending, case_id=case_id)
        cases.decided(case_id)
    town.hear("learn_case", case_id="other", case_no="BJ9", delegation_id="")
    cases.decided("other")
    assert figures(account(town, found)) == (100_000, 100_000, 20_000)
    (spent,) = [each for each in town.memory.all(Booking) if each.kind is BookingKind.SPENT]
    assert (spent.id, spent.voucher.case_id, spent.payer) == (first, first, "510115-MZ")


# --- when it does not last ----------------------------------------------------------------------


def test_the_case_that_uses_up_the_money_opens_the_gap_by_itself(town: Town):
    found = agreed(town, volume=3, first=40_000, whole=60_000)
    cases = Cases(town, found)
    cases.decided()
    assert status(town, found) is DelegationStatus.ACTIVE
    cases.decided()
    gap = town.now(Delegation, found.id)
    assert gap.status is DelegationStatus.FUNDING_GAP
    assert gap.gap_reason == "2026 年度已拨付经费 400.00 元用尽"
    cases.decided()
    assert account(town, found).balance_fen == -20_000
    assert len(town.told("delegation.delegation.funding_gap_opened")) == 1
    with pytest.raises(Conflict) as refusal:
        pay_in(town, found, 20_000)
    assert refusal.value.code == "delegation.gap_remains"
    with refused("delegation.gap_of_this_year"):
        fund(town, found.id, year=2027)
    fund(town, found.id)
    assert status(town, found) is DelegationStatus.ACTIVE
    town.tick(gap.grace.due + timedelta(days=2))
    assert status(town, found) is DelegationStatus.ACTIVE


def test_a_gap_that_nobody_closes_suspends_and_running_cases_are_still_charged(town: Town):
    found = agreed(town, volume=1, first=20_000)
    cases = Cases(town, found)
    late = cases.accepted()
    cases.decided()
    town.tick(town.now(Delegation, found.id).grace.due + timedelta(days=1))
    assert status(town, found) is DelegationStatus.SUSPENDED
    cases.decided(late)
    assert account(town, found).spent_fen == 40_000
    assert status(town, found) is DelegationStatus.SUSPENDED
    grant(town, volume=1, amount=20_001)
    assert status(town, found) is DelegationStatus.ACTIVE


def test_a_lump_sum_is_not_spent_by_the_case(town: Town):
    found = delegated(town)
    equip(town, found.id)
    town.do("caizheng", "appropriate_funds", delegation_id=found.id, budget_year=2026,
            amount_fen=20_000, unit_cost_fen=20_000, planned_volume=1, basis="lump",
            document_no="财1号")  # fmt: skip
    town.do("minzheng_leader", "activate_delegation", delegation_id=found.id)
    Cases(town, found).decided()
    assert account(town, found).spent_fen == 0
    assert status(town, found) is DelegationStatus.ACTIVE


def test_next_years_money_keeps_it_running_even_when_this_year_got_more_afterwards(town: Town):
    found = active(town)
    town.tick(date(2026, 12, 1))
    fund(town, found.id, year=2027)
    fund(town, found.id, year=2026)
    town.tick(date(2027, 1, 1))
    assert status(town, found) is DelegationStatus.ACTIVE
    town.tick(date(2028, 1, 1))
    assert status(town, found) is DelegationStatus.FUNDING_GAP


# --- more cases than planned --------------------------------------------------------------------


@pytest.mark.rule("DEL-02")
def test_the_first_case_beyond_the_plan_asks_for_more_money_once(town: Town):
    found = agreed(town, volume=2, first=40_000)
    cases = Cases(town, found)
    first = cases.accepted()
    cases.accepted(first)
    cases.accepted()
    assert town.memory.all(Supplement) == []
    cases.accepted()
    cases.accepted()
    (asked,) = town.told("delegation.supplement.requested")
    assert (asked.planned_volume, asked.accepted_volume, asked.needed_fen) == (2, 3, 20_000)
    assert account(town, found).shortfall_fen == 40_000


@pytest.mark.rule("DEL-02")
def test_a_supplement_covers_the_excess_at_the_unit_cost_and_raises_the_plan(town: Town):
    found = agreed(town, volume=1, first=20_000)
    cases = Cases(town, found)
    for _ in range(3):
        cases.accepted()
    with refused("delegation.supplement_too_small"):
        grant(town, volume=1, amount=20_000)
    with pytest.raises(Conflict, match=r"缺口 0\.01 元"):
        grant(town, volume=2, amount=39_999)
    grant(town, volume=2, amount=40_000)
    assert figures(account(town, found)) == (60_000, 60_000, 0)
    assert account(town, found).planned_volume == 3
    cases.accepted()
    assert [each.planned_volume for each in town.memory.all(Supplement)] == [1, 3]


def test_cases_that_finish_after_the_revocation_are_still_paid_for(town: Town):
    found = agreed(town, volume=1, first=20_000)
    cases = Cases(town, found)
    waiting = [cases.submitted() for _ in range(2)]
    town.do("minzheng_leader", "request_revocation", delegation_id=found.id, reason="统一回收")
    town.do("zhengfu", "revoke_delegation", delegation_id=found.id, document_no="区府9号")
    for case_id in waiting:
        cases.decided(cases.accepted(case_id))
    grant(town, volume=1, amount=20_000)
    assert figures(account(town, found)) == (40_000, 40_000, 40_000)
    assert status(town, found) is DelegationStatus.REVOKED


def test_a_year_without_money_asks_for_no_supplement(town: Town):
    found = agreed(town, volume=1, first=20_000)
    Cases(town, found).accepted(on=date(2027, 1, 1))
    assert town.memory.all(Supplement) == []
    assert account(town, found, 2027).shortfall_fen == 20_000


def test_what_finance_declined_is_not_asked_for_again(town: Town):
    found = agreed(town, volume=1, first=20_000)
    cases = Cases(town, found)
    for _ in range(2):
        cases.accepted()
    (asked,) = town.memory.all(Supplement)
    town.do("caizheng", "decline_supplement", supplement_id=asked.id, reason="年底前由部门调剂")
    cases.accepted()
    assert len(town.memory.all(Supplement)) == 1


def test_months_and_heads_are_counted_from_cases(town: Town):
    found = agreed(town, volume=25, first=500_000)
    cases = Cases(town, found)
    for day in (date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 30)):
        cases.accepted(on=day)
    shown = Capacity.of(account(town, found), town.now(Delegation, found.id))
    months = {each.month: (each.planned, each.accepted) for each in shown.months}
    assert (months[3], months[4], months[2]) == ((2, 1), (3, 2), (0, 0))
    assert sum(planned for planned, _ in months.values()) == 25
    assert (shown.staff, shown.accepted_per_head) == (2, Decimal("1.50"))
    assert shown.months[3].accepted_per_head == Decimal("1.00")


@given(volume=st.integers(0, 100_000), first=st.integers(1, 12))
def test_a_plan_spread_over_months_is_whole_and_even(volume: int, first: int):
    shares = spread(volume, range(first, 13)).values()
    assert sum(shares) == volume
    assert max(shares) - min(shares) <= 1


def live(town: Town, found: Delegation, cases: Cases, move: str, last: str) -> str:
    """Make one move; return the case that was decided last."""
    if move == "case" or not last:
        return cases.decided()
    if move == "again":
        cases.decided(last)
    elif move == "pay":
        pay_in(town, found, 10_000)
    elif move == "fund":
        fund(town, found.id)
    elif town.memory.all(Supplement):
        grant(town, volume=5, amount=100_000)
    return last


@settings(max_examples=12, deadline=None)
@given(moves=st.lists(st.sampled_from(["case", "again", "pay", "fund", "grant"]), max_size=12))
def test_the_account_is_always_the_sum_of_its_bookings(moves: list[str]):
    town = Town.listed({})
    found = agreed(town, volume=2, first=20_000, whole=40_000)
    cases, last = Cases(town, found), ""
    for move in moves:
        with suppress(Conflict):
            last = live(town, found, cases, move, last)
    book = town.memory.all(Booking)

    def of(*kinds: BookingKind) -> int:
        return sum(each.amount_fen for each in book if each.kind in kinds)

    kept = account(town, found)
    assert kept.agreed_fen == of(BookingKind.AGREED, BookingKind.SUPPLEMENT)
    assert kept.appropriated_fen == of(BookingKind.APPROPRIATED, BookingKind.SUPPLEMENT)
    assert kept.spent_fen == of(BookingKind.SPENT)
    now = town.now(Delegation, found.id)
    assert now.is_active == (not kept.is_exhausted)


# --- taken back ---------------------------------------------------------------------------------


@pytest.mark.rule("DEL-05")
@pytest.mark.parametrize("mode", ["finish", "hand_back"])
def test_the_running_cases_are_listed_and_finish_or_are_handed_back(town: Town, mode: str):
    found = agreed(town, volume=5, first=100_000)
    cases = Cases(town, found)
    cases.decided()
    open_one, waiting = cases.accepted(), cases.submitted()
    town.do("minzheng_leader", "request_revocation", delegation_id=found.id, reason="统一回收")
    town.do(
        "zhengfu", "revoke_delegation", delegation_id=found.id, document_no="区府9号", mode=mode
    )
    listed = town.now(Delegation, found.id).revocation
    assert [each.case_id for each in listed.cases] == [open_one, waiting]
    assert [each.case_no for each in listed.cases] == ["BJ000002", "BJ000003"]
    (told,) = town.told("delegation.delegation.revoked")
    assert (told.mode, told.path) == (mode, "510115/510115-MZ")
    cases.decided(open_one)
    charged = {"finish": 40_000, "hand_back": 20_000}[mode]
    assert account(town, found).spent_fen == charged


# --- the list, and powers -----------------------------------------------------------------------


@pytest.mark.rule("DEL-04")
def test_a_department_hands_down_hotline_duty_only_where_the_list_says_so():
    scope = {"kind": "服务", "scope": "受理审核，并承办12345热线工单", "document_no": "授权1号"}
    town = Town.listed({})
    with pytest.raises(Conflict) as refusal:
        town.do("minzheng_leader", "grant_authority", delegation_id=delegated(town).id, **scope)
    assert refusal.value.code == "delegation.own_hotline_duty"
    assert refusal.value.details["words"] == ["12345", "热线", "工单"]
    listed = Town.listed({"name": "12345热线工单办理"})
    listed.do("minzheng_leader", "grant_authority", delegation_id=delegated(listed).id, **scope)


@pytest.mark.rule("DEL-06")
def test_enforcement_needs_a_published_list_of_powers_and_certified_persons(town: Town):
    found = delegated(town)
    power = {"delegation_id": found.id, "kind": "执法", "scope": "占道经营处罚",
             "document_no": "授权1号"}  # fmt: skip
    listed = {"powers_document_no": "区府〔2026〕3号"}
    for lacking in ({}, listed, {**listed, "powers_published_on": "2026-12-31"}):
        with refused("delegation.powers_not_published"):
            town.do("minzheng_leader", "grant_authority", **power, **lacking)
    town.do("minzheng_leader", "grant_authority", **power, **listed,
            powers_published_on="2026-01-05")  # fmt: skip
    fund(town, found.id)
    people = {"delegation_id": found.id, "count": 3, "category": "行政", "document_no": "编1号"}
    town.do("minzheng_leader", "assign_staff", **people, certified=1)
    with pytest.raises(Conflict) as refusal:
        town.do("minzheng_leader", "activate_delegation", delegation_id=found.id)
    assert refusal.value.code == "delegation.enforcers_not_certified"
    assert refusal.value.details["least"] == 2
    town.do("minzheng_leader", "assign_staff", **people, certified=2)
    town.do("minzheng_leader", "activate_delegation", delegation_id=found.id)
    assert status(town, found) is DelegationStatus.ACTIVE
