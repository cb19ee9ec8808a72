"""Ledger and purchases on a real database: what many hands do at once, and who sees what."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from services.delegation.model import Delegation, Purchase
from services.delegation.workflow import DelegationStatus
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, NotFound
from shared.testing.actors import path_of
from shared.testing.unit_of_work import DATA
from tests.integration.services._room import Room
from tests.unit.delegation._desk import SUPPLIER
from tests.unit.delegation._town import UNITS

HALVES = [
    {"name": "上半程", "percent": 50, "due": "2026-09-30"},
    {"name": "下半程", "percent": 50, "due": "2027-02-28"},
]


@pytest.fixture
def house(rooms: dict[str, Room]) -> Room:
    """The service with the project's own sample lists."""
    home = rooms["delegation"]
    home.now = datetime(2026, 3, 2, 9, tzinfo=TZ)
    home.react(home.handlers.load, folder=DATA, demo=True)
    for code, (name, kind) in UNITS.items():
        home.react(home.handlers.learn_unit, unit_code=code, path=path_of(code), name=name,
                   kind=kind, valid_to=None)  # fmt: skip
    return home


def act(house: Room, who: str, operation: str, key: str, of: dict[str, Any], **more: Any) -> Any:
    """Take a step on what the last answer showed."""
    return house.ask(who, operation, **{key: of[key]}, version=of["version"], **more)["body"]


def purchase(house: Room) -> dict[str, Any]:
    """Plan, procure, sign and start a purchase of 100,000.01 yuan."""
    entry = house.ask("reader", "list_entries", list_code="L2")["body"]["items"][0]
    of = house.ask("liucheng", "plan_purchase", lineage_id=entry["lineage_id"], title="老年助餐",
                   components=["服务"], consultation="已征求意见", budget_year=2026,
                   budget_fen=10_000_001)["body"]  # fmt: skip
    key = "purchase_id"
    of = act(house, "liucheng_leader", "procure_purchase", key, of, method="询价",
             document_no="柳采1号")  # fmt: skip
    of = act(house, "liucheng_leader", "sign_contract", key, of, supplier=SUPPLIER,
             document_no="合同1号", price_fen=10_000_001, starts_on="2026-03-02",
             ends_on="2027-03-01", milestones=HALVES)  # fmt: skip
    return act(house, "liucheng", "start_purchase", key, of)


def test_many_hands_that_pay_at_once_never_pay_more_than_the_contract(house: Room):
    of = purchase(house)

    def pay(number: int) -> int:
        try:
            shown = house.ask("caizheng", "show_purchase", purchase_id=of["purchase_id"])["body"]
            paid = act(house, "caizheng", "pay_instalment", "purchase_id", shown, number=1,
                       amount_fen=1_500_000, document_no=f"支付{number}号")  # fmt: skip
        except Conflict:
            return 0
        return int(paid["payments"][-1]["amount_fen"])

    with ThreadPoolExecutor(8) as hands:
        paid = sum(hands.map(pay, range(24)))
    shown = house.ask("caizheng", "show_purchase", purchase_id=of["purchase_id"])["body"]
    assert paid == shown["paid_fen"] == sum(each["amount_fen"] for each in shown["payments"])
    assert 1_500_000 <= paid <= 4_000_000


def test_the_database_itself_holds_that_no_more_is_paid_than_agreed(house: Room):
    of = purchase(house)
    with house.database.engine.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(
            text("UPDATE purchases SET paid_fen = price_fen + 1 WHERE id = :id"),
            {"id": of["purchase_id"]},
        )


@pytest.mark.rule("PUR-04")
def test_a_user_speaks_once_and_only_the_street_and_those_above_read_it(house: Room):
    of = purchase(house)
    key = {"purchase_id": of["purchase_id"]}
    assert of["purchase_id"] in house.listed("reader", "list_open_purchases", "purchase_id")
    house.ask("wang_xiuying", "give_user_opinion", **key, score=80, statement="送餐准时")
    with pytest.raises(Conflict, match=r"delegation\.opinion_given"):
        house.ask("wang_xiuying", "give_user_opinion", **key, score=10, statement="送餐不准时")
    for who in ("liucheng", "caizheng", "zhihui"):
        (said,) = house.ask(who, "list_user_opinions", **key)["body"]["items"]
        assert (said["score"], said["statement"]) == (80, "送餐准时")
        assert "wang_xiuying" not in str(said)
    assert house.ask("gongping", "list_user_opinions", **key)["body"]["items"] == []
    assert house.ask("gongping", "list_purchases")["body"]["items"] == []
    with pytest.raises(NotFound):
        house.ask("gongping", "show_purchase", **key)


def active(house: Room) -> dict[str, Any]:
    """Bring a delegation of 民政 to 柳城 into force: two cases at 200.00 yuan."""
    found = house.ask("reader", "list_entries", list_code="L1", limit=100)["body"]["items"]
    entry = next(each for each in found if each["department"] == "510115-MZ")
    key = "delegation_id"
    of = house.ask("minzheng", "propose_delegation", item_id=entry["lineage_id"],
                   street="510115001")["body"]  # fmt: skip
    of = act(house, "minzheng_leader", "offer_delegation", key, of)
    of = act(house, "liucheng_leader", "accept_delegation", key, of, opinion="同意承接")
    of = act(house, "minzheng_leader", "grant_authority", key, of, kind="审批", scope="受理、审核",
             document_no="授权1号")  # fmt: skip
    of = act(house, "caizheng", "appropriate_funds", key, of, budget_year=2026, amount_fen=40_000,
             unit_cost_fen=20_000, planned_volume=2, document_no="财1号")  # fmt: skip
    of = act(house, "minzheng_leader", "assign_staff", key, of, count=2, category="事业",
             document_no="编1号")  # fmt: skip
    return act(house, "minzheng_leader", "activate_delegation", key, of)


@pytest.mark.rule("DEL-02")
def test_cases_use_up_the_money_and_ask_for_more_and_the_ledger_shows_it(house: Room):
    of = active(house)
    at = house.now.isoformat()
    for number in range(3):
        case = {"case_id": f"case-{number}"}
        house.react(house.handlers.learn_case, **case, case_no=f"BJ{number}",
                    delegation_id=of["delegation_id"])  # fmt: skip
        for _ in range(2):
            house.react(house.handlers.count_case, **case, accepted_at=at)
            house.react(house.handlers.charge_case, **case, decided_at=at)
    key = {"delegation_id": of["delegation_id"]}
    shown = house.ask("liucheng", "show_ledger", **key, budget_year=2026)["body"]
    assert (shown["appropriated_fen"], shown["spent_fen"]) == (40_000, 60_000)
    assert (shown["balance_fen"], shown["shortfall_fen"], shown["over_plan"]) == (
        -20_000, 20_000, True,
    )  # fmt: skip
    assert shown["months"][2] == {
        "month": 3, "planned": 0, "accepted": 3, "accepted_per_head": "1.50",
    }  # fmt: skip
    gap = house.ask("liucheng", "show_delegation", **key)["body"]
    assert gap["status"]["code"] == DelegationStatus.FUNDING_GAP
    (asked,) = house.ask("caizheng", "list_supplements", status="REQUESTED")["body"]["items"]
    act(house, "caizheng", "grant_supplement", "supplement_id", asked, added_volume=2,
        amount_fen=40_000, document_no="财9号")  # fmt: skip
    assert house.ask("liucheng", "show_delegation", **key)["body"]["status"]["code"] == "ACTIVE"
    kinds = house.listed("minzheng", "list_bookings", "kind", **key, budget_year=2026)
    assert sorted(kinds) == ["AGREED", "APPROPRIATED", "SPENT", "SPENT", "SPENT", "SUPPLEMENT"]
    with pytest.raises(NotFound):
        house.ask("gongping", "show_ledger", **key, budget_year=2026)
    assert house.ask("gongping", "list_bookings", **key)["body"]["items"] == []
    assert house.ask("gongping", "list_supplements")["body"]["items"] == []


@pytest.mark.rule("DEL-05")
def test_what_runs_is_listed_with_the_revocation_and_comes_back_from_the_database(house: Room):
    of = active(house)
    house.react(house.handlers.learn_case, case_id="case-1", case_no="BJ1",
                delegation_id=of["delegation_id"])  # fmt: skip
    key = "delegation_id"
    of = act(house, "minzheng_leader", "request_revocation", key, of, reason="统一回收")
    act(house, "zhengfu", "revoke_delegation", key, of, document_no="区府9号", mode="hand_back")
    shown = house.ask("minzheng", "show_delegation", delegation_id=of[key])["body"]
    assert shown["revocation"]["cases"] == [{"case_id": "case-1", "case_no": "BJ1"}]
    assert shown["revocation"]["mode"] == "hand_back"


def test_what_was_appropriated_before_there_was_a_ledger_is_its_first_lines(house: Room):
    of = active(house)
    filling = import_module("services.delegation.migrations.0005_add_ledger_and_purchases")

    def show() -> tuple[Any, list[Any]]:
        key = {"delegation_id": of["delegation_id"]}
        booked = house.ask("liucheng", "list_bookings", **key)["body"]["items"]
        shown = house.ask("liucheng", "show_ledger", **key, budget_year=2026)["body"]
        lines = [{k: v for k, v in each.items() if k != "booking_id"} for each in booked]
        return shown, sorted(lines, key=lambda each: each["kind"])

    before = show()
    with house.database.engine.begin() as connection:
        for statement in ("DELETE FROM bookings", "DELETE FROM accounts", filling.FILL_ACCOUNTS,
                          filling.FILL_BOOKINGS):  # fmt: skip
            connection.execute(text(statement))
    assert show() == before


def test_the_rows_are_what_the_model_says(house: Room):
    of, bought = active(house), purchase(house)

    def look(uow: Any) -> None:
        found = uow.get(Purchase, bought["purchase_id"])
        assert found.contract.instalments[2].amount_fen == 2_000_001
        assert uow.get(Delegation, of["delegation_id"]).funding.promised_fen == 40_000

    house.react(look)
