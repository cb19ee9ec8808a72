"""Money through the gateway: what cases use up, what a street buys, what becomes public."""

from datetime import timedelta
from typing import Any

import pytest

from tests.e2e import people
from tests.e2e.client import Town, refused

SUPPLIER = {
    "kind": "SOCIAL_ORGANISATION", "name": "示例为老服务中心", "credit_code": "52510115MJ0000001X",
}  # fmt: skip


@pytest.fixture(scope="module")
def offer(town: Town) -> dict[str, Any]:
    """Return an item of 民政 that nobody handed down yet, with its row."""
    taken = {each["item_id"] for each in town["zhihui"].get("/delegation/delegations")["items"]}
    rows = town["minzheng"].get("/delegation/rows?status=PUBLISHED&limit=100")["items"]
    return next(row for row in rows
                if row["department"] == "510115-MZ" and row["item_id"] not in taken)  # fmt: skip


@pytest.fixture(scope="module")
def path(town: Town, offer: dict[str, Any]) -> str:
    """Hand the item to 柳城 for one case at 200.00 yuan, paid in by two parts."""
    body = {"item_id": offer["item_id"], "street": people.STREET}
    found = town["minzheng"].create("/delegation/delegations", body)
    where = f"/delegation/delegations/{found['delegation_id']}"
    leader, caizheng = town["minzheng_leader"], town["caizheng"]
    leader.act(where, "offer")
    town["liucheng_leader"].act(where, "accept", {"opinion": "同意承接（示例）"})
    power = {"kind": "服务", "scope": "受理、审核", "document_no": "授权1号（示例）"}
    leader.act(where, "grant_authority", power)
    year = town.now().year
    caizheng.act(where, "appropriate_funds", {
        "budget_year": year, "amount_fen": 10_000, "agreed_fen": 20_000, "unit_cost_fen": 20_000,
        "planned_volume": 1, "document_no": "财1号（示例）",
    })  # fmt: skip
    staff = {"count": 2, "category": "事业", "document_no": "编1号（示例）"}
    leader.act(where, "assign_staff", staff)
    caizheng.act(
        where, "pay_in",
        {"budget_year": year, "amount_fen": 10_000, "document_no": "财2号（示例）"},
    )  # fmt: skip
    assert leader.act(where, "activate")["status"]["code"] == "ACTIVE"
    return where


def papers(town: Town, offer: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all that the row lets an applicant bring, from wherever she has it."""
    row = town["minzheng"].get(f"/delegation/rows/{offer['row_id']}")
    brought = [m["name"] for m in row["content"]["materials"] if m["source"] != "政府共享"]
    return people.given(*brought)


def decided_case(town: Town, offer: dict[str, Any], serial: int) -> str:
    """Take an application at the window and decide it at the street."""
    body = {
        "row_id": offer["row_id"], "channel": "WINDOW",
        "applicant": people.applicant("王秀英（示例）", serial), "materials": papers(town, offer),
    }  # fmt: skip
    case = town.eventually(
        lambda: town["chuangkou"].create("/centers/cases", body), "the window offers the item"
    )
    where = f"/centers/cases/{case['case_id']}"
    town["chuangkou"].act(where, "accept")
    town["chengban"].act(where, "start")
    town["fuzeren"].act(where, "grant", {"document_no": "柳决1号（示例）"})
    return str(case["case_id"])


@pytest.mark.rule("DEL-02", "DEL-05")
def test_cases_spend_the_money_open_the_gap_ask_for_more_and_go_back_with_the_item(
    town: Town, offer: dict[str, Any], path: str
):
    year, caizheng = town.now().year, town["caizheng"]
    town.eventually(
        lambda: town["minzheng"].get(path)["status"]["code"] == "ACTIVE", "the street handles it"
    )
    decided_case(town, offer, 601)
    ledger = f"{path}/ledger?budget_year={year}"
    shown = town.eventually(
        lambda: (found := town["liucheng"].get(ledger))["spent_fen"] and found, "the case is spent"
    )
    assert (shown["appropriated_fen"], shown["spent_fen"], shown["accepted_volume"]) == (
        20_000, 20_000, 1,
    )  # fmt: skip
    assert town["liucheng"].get(path)["status"]["code"] == "FUNDING_GAP"
    decided_case(town, offer, 602)
    asked = town.eventually(
        lambda: [each for each in caizheng.get("/delegation/supplements?status=REQUESTED")["items"]
                 if each["delegation_id"] == path.rpartition("/")[2]],
        "the case beyond the plan asks for more",
    )[0]  # fmt: skip
    town.eventually(
        lambda: town["liucheng"].get(ledger)["spent_fen"] == 40_000, "the second case is spent"
    )
    more = {"added_volume": 2, "amount_fen": 40_000, "document_no": "财9号（示例）"}
    where = f"/delegation/supplements/{asked['supplement_id']}/actions/grant"
    etag = f'"{asked["version"]}"'
    granted = caizheng.ask("POST", where, more, If_Match=etag).json()
    assert granted["status"]["code"] == "GRANTED"
    assert town["liucheng"].get(path)["status"]["code"] == "ACTIVE"
    kinds = [each["kind"] for each in town["minzheng"].get(f"{path}/bookings")["items"]]
    assert sorted(kinds) == [
        "AGREED", "APPROPRIATED", "APPROPRIATED", "SPENT", "SPENT", "SUPPLEMENT",
    ]  # fmt: skip
    give_back(town, offer, path)


def give_back(town: Town, offer: dict[str, Any], path: str) -> None:
    """Revoke with one case running: it is listed, and the department has it."""
    running = town["chuangkou"].create("/centers/cases", {
        "row_id": offer["row_id"], "channel": "WINDOW",
        "applicant": people.applicant("王秀英（示例）", 603), "materials": papers(town, offer),
    })  # fmt: skip
    ledger = f"{path}/ledger?budget_year={town.now().year}"
    town["chuangkou"].act(f"/centers/cases/{running['case_id']}", "accept")
    town.eventually(
        lambda: town["liucheng"].get(ledger)["accepted_volume"] == 3, "the running case is known"
    )
    town["minzheng_leader"].act(path, "request_revocation", {"reason": "统一回收（示例）"})
    decision = {"document_no": "区府9号（示例）", "mode": "hand_back"}
    taken = town["zhengfu"].act(path, "revoke", decision)
    assert [each["case_id"] for each in taken["revocation"]["cases"]] == [running["case_id"]]
    where = f"/centers/cases/{running['case_id']}"
    town.eventually(
        lambda: town["minzheng_leader"].get(where)["path"] == "510115/510115-MZ",
        "the case is back at the department",
    )


@pytest.mark.rule("PUR-01", "PUR-02", "PUR-03", "PUR-04")
def test_a_purchase_goes_from_plan_to_settlement_and_its_result_becomes_a_duty_to_publish(
    town: Town,
):
    entry = town.reader.get("/delegation/entries?list_code=L2")["items"][0]
    street, leader, caizheng = town["liucheng"], town["liucheng_leader"], town["caizheng"]
    today = town.now().date()
    plan = {
        "lineage_id": entry["lineage_id"], "title": "老年助餐配送（示例）", "components": ["服务"],
        "consultation": "已入户征求意见（示例）", "budget_year": today.year, "budget_fen": 100_001,
    }  # fmt: skip
    banned = {**plan, "components": ["服务", "劳务派遣"]}
    no = refused(lambda: street.create("/delegation/purchases", banned))
    assert no["code"] == "delegation.purchase_banned"
    found = street.create("/delegation/purchases", plan)
    where = f"/delegation/purchases/{found['purchase_id']}"
    leader.act(where, "procure", {"method": "询价", "document_no": "柳采1号（示例）"})
    leader.act(where, "sign", {
        "supplier": SUPPLIER, "document_no": "合同1号（示例）", "price_fen": 100_001,
        "starts_on": str(today), "ends_on": str(today + timedelta(days=300)),
        "milestones": [{"name": "全部", "percent": 100, "due": str(today + timedelta(days=200))}],
    })  # fmt: skip
    street.act(where, "start")
    wang = town["wang_xiuying"]
    listed = town.reader.get("/delegation/open-purchases")["items"]
    assert found["purchase_id"] in [each["purchase_id"] for each in listed]
    wang.create(f"{where}/opinions", {"score": 90, "statement": "送餐准时（示例）"})
    street.act(where, "reach", {"milestone": "全部", "evidence": "服务记录（示例）"})
    judged = leader.act(where, "judge", {"group_score": "80", "document_no": "验收1号（示例）"})
    assert judged["verdict"]["score"] == "84.00"
    for number, amount in ((1, 40_000), (2, 40_000), (3, 20_001)):
        caizheng.act(where, "pay", {"number": number, "amount_fen": amount,
                                    "document_no": "支付1号（示例）"})  # fmt: skip
    settled = caizheng.act(where, "settle", {"note": "付清（示例）"})
    assert (settled["paid_fen"], settled["status"]["code"]) == (100_001, "SETTLED")
    records = "/disclosure/records?kind=PURCHASE_RESULT"
    title = "《老年助餐配送（示例）》政府购买服务结果"
    town.eventually(
        lambda: title in [each["title"] for each in town["gongkai"].get(records)["items"]],
        "the result must be published",
    )
