"""A duty on its way to a street: declined, taken over with signed zeroes, short of money.

People with serial numbers 920-929 live here; nobody of them exists.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.e2e import people
from tests.e2e.client import Town, refused
from tests.e2e.handing import ZERO, authorise, free_item, proposed, taken_back

NEIGHBOUR = people.NEIGHBOUR


@pytest.fixture(scope="module")
def item(town: Town) -> dict[str, Any]:
    return free_item(town)


@pytest.fixture(scope="module")
def declined(town: Town, item: dict[str, Any]) -> str:
    """Offered to 公平街道, which does not agree."""
    no = refused(lambda: proposed(town, item["lineage_id"], "510115102"))
    assert no["code"] == "delegation.unit_ended", "永盛镇 was merged in 2023"
    path = proposed(town, item["lineage_id"], NEIGHBOUR)
    town["renshe_leader"].act(path, "offer")
    opinion = {"opinion": "窗口人手不足，暂不同意承接（示例）"}
    assert refused(lambda: town["gongping"].act(path, "decline", opinion))["status"] == 403
    version = town["gongping_leader"].get(path)["version"]
    other = town["liucheng_leader"]
    no = refused(lambda: other.act(path, "decline", opinion, version=version))
    assert (no["status"], no["code"]) == (404, "delegation.not_found")
    found = town["gongping_leader"].act(path, "decline", opinion)
    assert (found["status"]["label"], found["street_opinion"]) == ("拟下放", opinion["opinion"])
    return path


@pytest.fixture(scope="module")
def active(town: Town, declined: str) -> Iterator[str]:
    """Offered again, accepted, and in force without money and people, by signature."""
    path, leader = declined, town["renshe_leader"]
    leader.act(path, "offer")
    town["gongping_leader"].act(path, "accept", {"opinion": "已协商一致，同意（示例）"})
    no = refused(lambda: leader.act(path, "activate"))
    assert no["details"]["missing"] == ["授权", "经费", "人员"]
    authorise(town, path)
    assert refused(lambda: leader.act(path, "waive_funds", ZERO))["status"] == 403
    assert refused(lambda: town["caizheng"].act(path, "waive_staff", ZERO))["status"] == 403
    town["caizheng"].act(path, "waive_funds", ZERO)
    assert refused(lambda: leader.act(path, "activate"))["details"]["missing"] == ["人员"]
    town["bianban"].act(path, "waive_staff", ZERO)
    assert leader.act(path, "activate")["status"]["label"] == "已生效"
    yield path
    taken_back(town, path)


@pytest.fixture(scope="module")
def in_gap(town: Town, active: str) -> str:
    """The street says that the money is used up, once; nobody else says it for the street."""
    why = {"reason": "办件量超出预期，经费用尽（示例）"}
    version = town["gongping_leader"].get(active)["version"]
    other = town["liucheng_leader"]
    no = refused(lambda: other.act(active, "tell_gap", why, version=version))
    assert no["status"] == 404
    assert refused(lambda: town["renshe_leader"].act(active, "tell_gap", why))["status"] == 403
    town["gongping_leader"].act(active, "tell_gap", why)
    assert refused(lambda: town["gongping_leader"].act(active, "tell_gap", why))["status"] == 409
    return active


@pytest.fixture(scope="module")
def funded(town: Town, in_gap: str) -> str:
    """One case is paid for, two are accepted: the second asks for more money by itself."""
    year = town.now().year
    money = {"budget_year": year, "amount_fen": 10_000, "unit_cost_fen": 10_000,
             "planned_volume": 1, "document_no": "温财〔2026〕61号（示例）"}  # fmt: skip
    payer = {**money, "payer": NEIGHBOUR}
    no = refused(lambda: town["caizheng"].act(in_gap, "appropriate_funds", payer))
    assert no["code"] == "delegation.payer_not_department"
    town["caizheng"].act(in_gap, "appropriate_funds", money)
    for serial in (920, 921):
        accepted_case(town, in_gap, serial)
    return in_gap


def accepted_case(town: Town, delegation: str, serial: int) -> None:
    """Take a case at the window of 公平街道, which handles the item now."""
    clerk, item_id = town["gongping_window"], town["gongping"].get(delegation)["item_id"]
    rows = clerk.get(f"/delegation/rows?status=PUBLISHED&item_id={item_id}")["items"]
    row = clerk.get(f"/delegation/rows/{rows[0]['row_id']}")
    brought = [m["name"] for m in row["content"]["materials"] if m["source"] != "政府共享"]
    body = {"row_id": row["row_id"], "channel": "WINDOW",
            "applicant": people.applicant("陈素芬（示例）", serial),
            "materials": people.given(*brought)}  # fmt: skip
    key = delegation.rpartition("/")[2]
    case = town.eventually(
        lambda: (made := clerk.create("/centers/cases", body))["delegation_id"] == key and made,
        "the street handles it now",
    )
    assert case["path"] == f"510115/{NEIGHBOUR}"
    clerk.act(f"/centers/cases/{case['case_id']}", "accept")


@pytest.mark.rule("DEL-01")
def test_a_street_says_no_and_why_and_the_department_may_ask_again(town: Town, declined: str):
    shown = town["renshe_leader"].get(declined)
    assert "offer" in [each["action"] for each in shown["offered"]]
    assert shown["funding"] is None
    again = refused(lambda: town["gongping_leader"].act(declined, "accept", {"opinion": "同意"}))
    assert again["status"] == 409, "nothing is offered now"


@pytest.mark.rule("DEL-01")
def test_zero_money_and_people_are_signed_by_those_who_answer_for_them(town: Town, active: str):
    shown = town["gongping"].get(active)
    for means in ("funding", "staffing"):
        assert shown[means]["waiver"] == ZERO
    assert (shown["funding"]["amount_fen"], shown["staffing"]["count"]) == (0, 0)
    assert shown["street_opinion"] == "已协商一致，同意（示例）"


@pytest.mark.rule("DEL-02")
def test_a_gap_that_is_told_opens_a_grace_in_which_money_must_come(town: Town, in_gap: str):
    shown = town["caizheng"].get(in_gap)
    assert (shown["status"]["label"], shown["gap_reason"]) == (
        "经费缺口", "办件量超出预期，经费用尽（示例）",
    )  # fmt: skip
    left = date.fromisoformat(shown["grace_until"]) - town.now().date()
    assert 0 < left.days <= 40
    assert "appropriate_funds" in [each["action"] for each in shown["offered"]]


@pytest.mark.rule("DEL-02", "DEL-03", "DEL-05")
def test_cases_beyond_the_plan_ask_for_money_and_finance_says_no_with_its_reason(
    town: Town, funded: str
):
    key = funded.rpartition("/")[2]

    def asked(status: str = "REQUESTED") -> list[dict[str, Any]]:
        listed = town["caizheng"].get(f"/delegation/supplements?status={status}")["items"]
        return [each for each in listed if each["delegation_id"] == key]

    (one,) = town.eventually(asked, "the second case asks for more")
    assert (one["planned_volume"], one["accepted_volume"]) == (1, 2)
    path = f"/delegation/supplements/{one['supplement_id']}/actions"
    etag, why = f'"{one["version"]}"', {"reason": "年度预算已定，明年统筹（示例）"}
    leader, caizheng = town["gongping_leader"], town["caizheng"]
    no = refused(lambda: leader.ask("POST", f"{path}/decline", why, If_Match=etag))
    assert no["status"] == 403
    said = caizheng.ask("POST", f"{path}/decline", why, If_Match=etag).json()
    assert (said["status"]["label"], said["declined_reason"]) == ("不予追加", why["reason"])
    assert said["offered"] == []
    more = {"added_volume": 1, "amount_fen": 10_000, "document_no": "财62号（示例）"}
    etag = f'"{said["version"]}"'
    no = refused(lambda: caizheng.ask("POST", f"{path}/grant", more, If_Match=etag))
    assert no["status"] == 409
    ledger = town["gongping"].get(f"{funded}/ledger?budget_year={town.now().year}")
    assert (ledger["over_plan"], ledger["accepted_volume"]) == (True, 2)
    assert town["gongping"].get(funded)["status"]["code"] == "ACTIVE"
