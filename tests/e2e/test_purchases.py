"""A service that a street buys, that its residents judge, and that comes to nothing in public."""

from datetime import timedelta
from typing import Any

import pytest

from tests.e2e.client import Town, refused

TITLE = "社区助浴上门（示例）"
SUPPLIER = {
    "kind": "SOCIAL_ORGANISATION", "name": "示例助老服务社", "credit_code": "52510115MJ0000001X",
}  # fmt: skip
OPINIONS = {"wang_xiuying": (30, "多次未按约上门（示例）"), "li_wei": (55, "人手不足（示例）")}


@pytest.fixture(scope="module")
def running(town: Town) -> str:
    """Planned by the officer, approved and signed by the leader of 柳城街道; it runs."""
    entry = town.reader.get("/delegation/entries?list_code=L2")["items"][0]
    today = town.now().date()
    plan = {
        "lineage_id": entry["lineage_id"], "title": TITLE, "components": ["服务"],
        "consultation": "已入户征求意见（示例）", "budget_year": today.year, "budget_fen": 90_000,
    }  # fmt: skip
    unheard = {**plan, "consultation": ""}
    no = refused(lambda: town["liucheng"].create("/delegation/purchases", unheard))
    assert no["code"] == "delegation.needs_not_consulted"
    made = town["liucheng"].create("/delegation/purchases", plan)
    path, leader = f"/delegation/purchases/{made['purchase_id']}", town["liucheng_leader"]
    leader.act(path, "procure", {"method": "询价", "document_no": "柳采〔2026〕9号（示例）"})
    leader.act(path, "sign", {
        "supplier": SUPPLIER, "document_no": "柳合〔2026〕9号（示例）", "price_fen": 90_000,
        "starts_on": str(today), "ends_on": str(today + timedelta(days=200)),
        "milestones": [{"name": "全部", "percent": 100, "due": str(today + timedelta(days=150))}],
    })  # fmt: skip
    town["liucheng"].act(path, "start")
    return path


@pytest.fixture(scope="module")
def judged(town: Town, running: str) -> str:
    """Two residents say what they think of it, once each."""
    for who, (score, statement) in OPINIONS.items():
        body = {"score": score, "statement": statement}
        town[who].create(f"{running}/opinions", body)
        no = refused(lambda w=who, b=body: town[w].create(f"{running}/opinions", b))
        assert no["code"] == "delegation.opinion_given"
    return running


def listed(town: Town, who: str, **filters: str) -> list[str]:
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    found = town[who].get(f"/delegation/purchases?limit=100&{query}")["items"]
    return [each["purchase_id"] for each in found]


@pytest.mark.rule("PUR-04")
def test_the_street_reads_what_its_residents_say_and_not_who_said_it(town: Town, judged: str):
    found = town["liucheng"].get(f"{judged}/opinions")["items"]
    said = {(each["score"], each["statement"]) for each in found}
    assert said == set(OPINIONS.values())
    accounts = [town[who].actor["id"] for who in OPINIONS]
    assert not any(account in str(found) for account in accounts)
    assert refused(lambda: town["wang_xiuying"].get(f"{judged}/opinions"))["status"] == 403


def test_a_street_sees_its_own_purchases_and_finance_all(town: Town, judged: str):
    key = judged.rpartition("/")[2]
    assert key in listed(town, "liucheng", status="RUNNING")
    assert key in listed(town, "caizheng")
    assert key not in listed(town, "liucheng", status="PLANNED")
    assert key not in listed(town, "gongping")
    assert refused(lambda: town["gongping_leader"].get(judged))["status"] == 404


@pytest.mark.rule("PUR-04", "G-07")
def test_a_purchase_that_is_given_up_says_why_in_public(town: Town, judged: str):
    why = {"reason": "承接方无力履约，双方协商终止（示例）"}
    assert refused(lambda: town["liucheng"].act(judged, "give_up", why))["status"] == 403
    failed = town["liucheng_leader"].act(judged, "give_up", why)
    assert (failed["status"]["label"], failed["failed_reason"]) == ("未通过", why["reason"])
    assert refused(lambda: town["liucheng_leader"].act(judged, "give_up", why))["status"] == 409
    open_ones = town.reader.get("/delegation/open-purchases?limit=100")["items"]
    assert judged.rpartition("/")[2] not in [each["purchase_id"] for each in open_ones]

    def duty() -> list[dict[str, Any]]:
        found = town["gongkai"].get("/disclosure/records?kind=PURCHASE_RESULT")["items"]
        return [each for each in found if each["title"].startswith(f"《{TITLE}》")]

    (line,) = town.eventually(duty, "the result must be published")
    record = town["gongkai"].get(f"/disclosure/records/{line['record_id']}")
    assert why["reason"] in str(record)
    assert "多次未按约上门" not in str(record)
    settled = town["caizheng"].act(judged, "settle", {"note": "未发生支付（示例）"})
    assert (settled["status"]["label"], settled["paid_fen"]) == ("已结清", 0)
