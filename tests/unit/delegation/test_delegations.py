"""Power, money and people go with the duty (domain §3.1)."""

from datetime import date, datetime, timedelta

import pytest

from services.delegation.model import Delegation
from services.delegation.workflow import DelegationStatus
from shared.kernel.calendar import CalendarYear
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tests.unit.delegation._town import Town, active, delegated, equip, fund


@pytest.fixture
def town() -> Town:
    return Town.listed({})


def refused(code: str):
    return pytest.raises((Conflict, Forbidden, Invalid, NotFound), match=code)


def status(town: Town, delegation: Delegation) -> DelegationStatus:
    return town.now(Delegation, delegation.id).status


@pytest.mark.rule("DEL-01")
@pytest.mark.parametrize("there", range(8))
def test_a_delegation_is_active_with_all_three_means_and_with_nothing_less(town: Town, there: int):
    found = delegated(town)
    if there & 1:
        town.do("minzheng_leader", "grant_authority", delegation_id=found.id, kind="审批",
                scope="受理、审核", document_no="授权1号")  # fmt: skip
    if there & 2:
        fund(town, found.id)
    if there & 4:
        town.do("minzheng_leader", "assign_staff", delegation_id=found.id, count=1,
                category="事业", document_no="编1号")  # fmt: skip
    if there == 7:
        town.do("minzheng_leader", "activate_delegation", delegation_id=found.id)
        assert status(town, found) is DelegationStatus.ACTIVE
        return
    with pytest.raises(Conflict) as refusal:
        town.do("minzheng_leader", "activate_delegation", delegation_id=found.id)
    assert refusal.value.code == "delegation.means_missing"
    missing = [name for bit, name in ((1, "授权"), (2, "经费"), (4, "人员")) if not there & bit]
    assert refusal.value.details["missing"] == missing


@pytest.mark.rule("DEL-01")
def test_an_explicit_zero_is_signed_by_finance_and_by_the_staffing_office_with_a_reason(town: Town):
    found = delegated(town)
    town.do("minzheng_leader", "grant_authority", delegation_id=found.id, kind="服务",
            scope="政策咨询", document_no="授权1号")  # fmt: skip
    zero = {"delegation_id": found.id, "reason": "由现有窗口人员承担", "document_no": "说明1号"}
    for who, operation in (("minzheng_leader", "waive_funds"), ("caizheng", "waive_staff")):
        with refused("auth.not_permitted"):
            town.do(who, operation, **zero)
    town.do("caizheng", "waive_funds", **zero)
    town.do("bianban", "waive_staff", **zero)
    town.do("minzheng_leader", "activate_delegation", delegation_id=found.id)
    now = town.now(Delegation, found.id)
    assert (now.funding.amount_fen, now.funding.waiver.signed_by) == (0, "caizheng")
    assert (now.staffing.count, now.staffing.waiver.signed_by) == (0, "bianban")
    town.tick(date(2027, 1, 1))
    assert status(town, found) is DelegationStatus.FUNDING_GAP


@pytest.mark.rule("DEL-02")
def test_the_amount_covers_unit_cost_times_planned_volume_and_the_shortfall_is_shown(town: Town):
    found = delegated(town)
    with pytest.raises(Conflict, match=r"缺口 0\.01 元") as refusal:
        fund(town, found.id, amount=1_999_999)
    assert refusal.value.code == "delegation.funds_short"
    assert refusal.value.details == {"needed_fen": 2_000_000, "shortfall_fen": 1}
    fund(town, found.id, amount=2_000_000)
    assert town.now(Delegation, found.id).funding.needed_fen == 2_000_000


def test_money_is_for_the_budget_year_of_the_delegation(town: Town):
    found = delegated(town)
    for year in (2025, 2027):
        with refused("delegation.wrong_budget_year"):
            fund(town, found.id, year=year)


def test_activation_tells_who_handles_what_from_when(town: Town):
    (entry,) = town.entries("L1")
    found = active(town, valid_to="2027-03-31")
    (told,) = town.told("delegation.delegation.activated")
    assert (told.delegation_id, told.item_id) == (found.id, entry.lineage_id)
    assert (told.street_path, told.valid_to) == ("510115/510115001", date(2027, 3, 31))
    assert (told.path, told.valid_from) == ("510115/510115-MZ", town.memory.now.date())


def test_the_street_must_be_heard_and_only_that_street_answers(town: Town):
    (entry,) = town.entries("L1")
    found = town.do("minzheng", "propose_delegation", item_id=entry.lineage_id, street="510115001")
    say = {"delegation_id": found.id, "opinion": "人手不足，暂不承接"}
    with refused("delegation.delegation.not_now"):
        town.do("liucheng_leader", "accept_delegation", **say)
    town.do("minzheng_leader", "offer_delegation", delegation_id=found.id)
    with refused("delegation.not_found"):
        town.do("gongping_leader", "accept_delegation", **say)
    with refused("input.invalid"):
        town.do("liucheng_leader", "accept_delegation", delegation_id=found.id, opinion="")
    town.do("liucheng_leader", "decline_delegation", **say)
    assert status(town, found) is DelegationStatus.PROPOSED
    assert town.now(Delegation, found.id).street_opinion == "人手不足，暂不承接"
    (told,) = town.told("delegation.delegation.declined")
    assert told.path == "510115/510115001"


def test_a_department_delegates_its_own_effective_items_to_streets_once(town: Town):
    (entry,) = town.entries("L1")
    with refused("delegation.item_not_effective"):
        town.do("minzheng", "propose_delegation", item_id="没有", street="510115001")
    with refused("delegation.other_department"):
        town.do("renshe", "propose_delegation", item_id=entry.lineage_id, street="510115001")
    with refused("delegation.bad_bundle"):
        town.do("minzheng", "propose_delegation", item_id=entry.lineage_id, street="510115001001")
    town.hear("merge_unit", unit_code="510115002", valid_to="2025-12-31")
    with refused("delegation.unit_ended"):
        town.do("minzheng", "propose_delegation", item_id=entry.lineage_id, street="510115002")
    found = delegated(town)
    with refused("delegation.already_delegated"):
        town.do("minzheng", "propose_delegation", item_id=entry.lineage_id, street="510115001")
    with refused("delegation.other_department"):
        town.do("renshe_leader", "grant_authority", delegation_id=found.id, kind="审批",
                scope="受理", document_no="1号")  # fmt: skip


def test_activation_asks_again_whether_the_entry_is_effective(town: Town):
    found = delegated(town)
    equip(town, found.id)
    (entry,) = town.entries("L1")
    town.do("bianban", "suspend_entry", entry_id=entry.id, reason="上位法修改")
    with refused("delegation.item_not_effective"):
        town.do("minzheng_leader", "activate_delegation", delegation_id=found.id)


def test_lists_that_take_effect_meanwhile_do_not_end_what_is_only_suspended(town: Town):
    found = active(town)
    (entry,) = town.entries("L1")
    town.do("bianban", "suspend_entry", entry_id=entry.id, reason="上位法修改")
    town.published({"name": "高龄津贴发放"})
    assert status(town, found) is DelegationStatus.ACTIVE
    town.do("bianban", "resume_entry", entry_id=entry.id)
    (last,) = town.published({"name": "临时救助审核确认", "lineage_id": entry.lineage_id})
    assert last.lineage_id == entry.lineage_id
    assert status(town, found) is DelegationStatus.ACTIVE


@pytest.mark.rule("X-01")
@pytest.mark.parametrize("suspended", [False, True])
def test_what_lists_cancel_ends_with_them_suspended_or_not(town: Town, suspended: bool):
    found = active(town)
    (entry,) = town.entries("L1")
    if suspended:
        town.do("bianban", "suspend_entry", entry_id=entry.id, reason="上位法修改")
    batch_id = town.opened()
    item = town.report(batch_id, lineage_id=entry.lineage_id)
    town.through_rounds(batch_id)
    town.resolve(item.id, "cancel")
    town.tick(town.noticed(batch_id) + timedelta(days=1))
    town.approve(batch_id)
    assert status(town, found) is DelegationStatus.REVOKED


# --- without money ------------------------------------------------------------------------------


def test_a_new_year_without_money_opens_a_gap_and_after_the_grace_suspends(town: Town):
    found = active(town)
    town.tick(datetime(2026, 12, 31, 23, 59, tzinfo=TZ))
    assert status(town, found) is DelegationStatus.ACTIVE
    town.tick(date(2027, 1, 1))
    gap = town.now(Delegation, found.id)
    assert (gap.status, gap.provisional) == (DelegationStatus.FUNDING_GAP, True)
    town.tick(gap.grace.due)
    assert status(town, found) is DelegationStatus.FUNDING_GAP
    town.tick(gap.grace.due + timedelta(days=1))
    assert status(town, found) is DelegationStatus.SUSPENDED
    assert [f.delegation_id for f in town.told("delegation.delegation.suspended")] == [found.id]


def test_money_in_time_keeps_it_active_and_money_later_brings_it_back(town: Town):
    found = active(town)
    town.tick(date(2026, 12, 1))
    fund(town, found.id, year=2027)
    town.tick(date(2027, 1, 1))
    assert status(town, found) is DelegationStatus.ACTIVE
    town.tick(date(2028, 1, 1))
    grace = town.now(Delegation, found.id).grace
    town.tick(grace.due + timedelta(days=1))
    assert status(town, found) is DelegationStatus.SUSPENDED
    fund(town, found.id, year=2028)
    assert status(town, found) is DelegationStatus.ACTIVE
    assert len(town.told("delegation.delegation.activated")) == 2


def test_a_street_tells_of_its_own_gap_and_money_within_the_grace_closes_it(town: Town):
    found = active(town)
    with refused("delegation.not_found"):
        town.do("gongping_leader", "tell_gap", delegation_id=found.id, reason="经费已用尽")
    gap = town.do("liucheng_leader", "tell_gap", delegation_id=found.id, reason="经费已用尽")
    assert gap.status is DelegationStatus.FUNDING_GAP
    fund(town, found.id)
    town.tick(town.memory.now + timedelta(days=60))
    assert status(town, found) is DelegationStatus.ACTIVE
    assert town.told("delegation.delegation.suspended") == []


@pytest.mark.rule("G-04")
def test_a_provisional_day_of_grace_is_recomputed_once(town: Town):
    found = active(town)
    town.tick(date(2027, 1, 1))
    old = town.now(Delegation, found.id).grace.due
    off = {old: "调休放假"} if old.weekday() < 5 else {date(2027, 1, 1): "元旦"}
    year = CalendarYear(2027, off=off, work={}, official=True)
    town.memory.calendar = town.memory.calendar.with_year(year)
    town.hear("recompute_deadlines", year=2027)
    town.hear("recompute_deadlines", year=2027)
    (told,) = town.told("delegation.delegation.grace_recomputed")
    assert (told.old_due, told.provisional) == (old, False)
    assert told.due == town.now(Delegation, found.id).grace.due > old
    town.tick(old + timedelta(days=1))
    assert status(town, found) is DelegationStatus.FUNDING_GAP


# --- the end ------------------------------------------------------------------------------------


def test_department_and_government_take_it_back_together(town: Town):
    found = active(town)
    back = {"delegation_id": found.id, "document_no": "区府9号"}
    with refused("delegation.revocation_not_requested"):
        town.do("zhengfu", "revoke_delegation", **back)
    town.do("minzheng_leader", "request_revocation", delegation_id=found.id, reason="统一回收")
    assert status(town, found) is DelegationStatus.ACTIVE
    with refused("auth.not_permitted"):
        town.do("minzheng_leader", "revoke_delegation", **back)
    town.do("zhengfu", "revoke_delegation", **back)
    (told,) = town.told("delegation.delegation.revoked")
    assert (told.delegation_id, told.reason) == (found.id, "统一回收")


def test_it_ends_by_itself_after_its_last_day(town: Town):
    found = active(town, valid_to="2026-06-30")
    town.tick(date(2026, 6, 30))
    assert status(town, found) is DelegationStatus.ACTIVE
    town.tick(date(2026, 7, 1))
    assert status(town, found) is DelegationStatus.REVOKED
