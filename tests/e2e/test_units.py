"""A unit is merged: from which day, who learns of it, and what stays readable."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from tests.e2e.client import PASSWORD, Refused, Town, refused
from tests.e2e.people import NEIGHBOUR, STREET

UNITS, BASIS = "/identity/units", "川府函〔2026〕1号（示例）"
HEIR = f"{STREET}002"


def established(town: Town, code: str, **more: Any) -> dict[str, Any]:
    body = {"unit_code": code, "valid_from": town.now().date().isoformat(), **more}
    return dict(town["admin"].create(UNITS, body))


def merge(town: Town, unit: dict[str, Any], *into: str, days: int = 0) -> Any:
    """Merge it; its last day is in so many days, on the town's clock."""
    last_day = (town.now() + timedelta(days=days)).date().isoformat()
    body = {"merged_into": list(into), "last_day": last_day, "basis_doc_no": BASIS}
    return town["admin"].act(f"{UNITS}/{unit['unit_code']}", "merge", body)


def without_station(town: Town, who: str, day: str) -> list[str]:
    found = town[who].get(f"/centers/network/health?on={day}")["without_station"]
    return [each["unit_code"] for each in found]


def communities(town: Town, day: str) -> list[str]:
    """Return the codes of the street's communities on a day, as anybody sees them."""
    found = town.reader.get(f"{UNITS}?parent={STREET}&limit=100&on={day}")["items"]
    return [each["unit_code"] for each in found]


def clerk_of(town: Town, unit: dict[str, Any]) -> dict[str, Any]:
    """Give somebody new a role in the unit."""
    body = {"username": f"clerk-{uuid.uuid4().hex[:8]}", "password": PASSWORD, "kind": "staff",
            "name": "社区示例", "unit_code": unit["unit_code"]}  # fmt: skip
    account = town["admin"].create("/identity/accounts", body)
    role = {"role": "community_officer", "unit_code": unit["unit_code"], "basis_doc_no": BASIS}
    return dict(town["admin"].act(f"/identity/accounts/{account['account_id']}", "appoint", role))


def units_of(town: Town, account: dict[str, Any]) -> list[str]:
    body = {"username": account["username"], "password": PASSWORD}
    return list(town.reader.ask("POST", "/identity/tokens", body).json()["units"])


@pytest.mark.rule("X-03", "SITE-01")
def test_a_community_goes_into_another_on_its_day_and_the_network_counts_it_no_longer(town: Town):
    mark = uuid.uuid4().int % 1_000
    code = f"{STREET}{700_000 + mark}"
    old = established(town, code, name=f"撤并社区{mark}（示例）", kind="community", parent=STREET)
    clerk = clerk_of(town, old)
    today = town.now().date()
    tomorrow = str(today + timedelta(days=1))
    town.eventually(
        lambda: code in without_station(town, "liucheng", tomorrow), "it must have a station"
    )

    no = refused(lambda: town["liucheng"].act(f"{UNITS}/{code}", "merge", {
        "merged_into": [HEIR], "last_day": str(today), "basis_doc_no": BASIS}))  # fmt: skip
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    no = refused(lambda: merge(town, old, code))
    assert (no["status"], no["code"]) == (409, "identity.merges_into_itself")
    no = refused(lambda: merge(town, old, "510115102027"))
    assert (no["status"], no["code"]) == (409, "identity.unit_not_in_force")
    merged = merge(town, old, HEIR)
    assert (merged["merged_into"], merged["valid_to"]) == ([HEIR], str(today))
    no = refused(lambda: merge(town, old, HEIR))
    assert (no["status"], no["code"]) == (409, "identity.already_merged")

    town.eventually(
        lambda: code not in without_station(town, "liucheng", tomorrow), "the network has learnt"
    )
    assert code in without_station(town, "liucheng", str(today)), "today it still exists"
    assert units_of(town, clerk) == [code]
    town.pass_time(days=1)
    no = refused(lambda: units_of(town, clerk))
    assert (no["status"], no["code"]) == (403, "identity.no_appointment")
    again = {"role": "community_leader", "unit_code": code, "basis_doc_no": BASIS}
    account = f"/identity/accounts/{clerk['account_id']}"
    no = refused(lambda: town["admin"].act(account, "appoint", again))
    assert (no["status"], no["code"]) == (409, "identity.unit_not_in_force")
    tomorrows = communities(town, tomorrow)
    assert (HEIR in tomorrows, code in tomorrows) == (True, False)
    assert code in communities(town, str(today))
    kept = town.reader.get(f"{UNITS}/{code}")
    assert (kept["name"], kept["merged_into"]) == (old["name"], [HEIR])


@pytest.mark.rule("X-03", "X-06")
def test_a_department_that_has_ended_reports_to_no_new_list_and_its_trace_says_who_ended_it(
    town: Town,
):
    code = f"510115-R{uuid.uuid4().hex[:4].upper()}"
    office = established(
        town, code, name="老龄工作委员会办公室（示例）", kind="department", parent="510115"
    )
    body = {"title": "机构改革前后（示例）",
            "reporters": [["510115-MZ", code], [STREET, NEIGHBOUR], ["510115-MZ"]]}  # fmt: skip
    draft = town.eventually(lambda: drafted(town, body), "the lists know the department")
    assert code in draft["rounds"][0]["reporters"]
    merge(town, office, "510115-WJ")
    town.pass_time(days=1)

    def told() -> dict[str, Any] | None:
        try:
            town["bianban"].create("/delegation/batches", body)
        except Refused as no:
            return no.problem
        return None

    no = town.eventually(told, "the lists know that it has ended")
    assert (no["status"], no["code"]) == (409, "delegation.unit_ended")
    assert "老龄工作委员会办公室（示例）" in no["detail"]
    path = f"/oversight/traces/{code}"
    entries = town.eventually(
        lambda: len(found := town["zhihui"].get(path)["entries"]) == 2 and found, "the trace"
    )
    assert [each["label"] for each in entries] == ["设立单位", "单位合并"]
    assert {each["actor_id"] for each in entries} == {town["admin"].actor["id"]}
    no = refused(lambda: town.reader.get(path))
    assert (no["status"], no["code"]) == (401, "auth.required")


def drafted(town: Town, body: dict[str, Any]) -> dict[str, Any] | None:
    """Draft a batch; None while the lists have not yet learnt of a unit in it."""
    try:
        return dict(town["bianban"].create("/delegation/batches", body))
    except Refused as no:
        assert no.code == "delegation.unknown_unit"
        return None
