"""A district's party organisations: asked for, decided, elected, checked, moved, ended."""

from datetime import timedelta
from typing import Any

import pytest

from tests.e2e.client import Town, refused

OFFICER, STREET, COMMUNITY = "zuzhi_dangjian", "liucheng_dangjian", "heping_dangjian"
HOME, REGION = "sample-community-510115001001", "sample-region-510115001"
WHY = {"reason": "示例原因"}


def found(town: Town, name: str, parent: str, **differs: Any) -> str:
    """Propose, approve and activate an organisation of 和平社区; return its address."""
    body = {
        "unit_code": "510115001001", "parent_id": parent, "level": "GRID", "form": "BRANCH",
        "name": f"{name}（示例）", "formal": 9, **differs,
    }  # fmt: skip
    made = town[COMMUNITY].create("/party/organisations", body)
    path = f"/party/organisations/{made['organisation_id']}"
    assert refused(lambda: town[COMMUNITY].act(path, "approve"))["status"] == 403
    approved = town[STREET].act(path, "approve", {"document_no": "柳委〔2026〕1号（示例）"})
    assert approved["status"]["label"] == "已批复"
    began = town[COMMUNITY].act(path, "activate", {"established_on": "2020-01-06"})
    assert began["status"]["label"] == "正常"
    return path


def key(path: str) -> str:
    return path.rpartition("/")[2]


def names(answer: dict[str, Any]) -> list[str]:
    return [node["name"].removesuffix("（示例）") for node in answer["nodes"]]


@pytest.fixture(scope="module")
def branch(town: Town) -> str:
    return found(town, "第三网格党支部", HOME)


@pytest.mark.rule("PTY-14", "PTY-15")
def test_the_sample_tree_stands_over_the_divisions_and_a_proposal_is_refused_or_rejected(
    town: Town,
):
    regions = town[OFFICER].get("/party/organisations?level=REGION&limit=100")["items"]
    assert len(regions) == 9
    communities = town[STREET].get("/party/organisations?level=COMMUNITY&limit=100")["items"]
    assert len(communities) == 19
    total = town[OFFICER].get(f"/party/organisations/{REGION}/totals")
    assert total["members"] == total["formal"] + total["probationary"] > 300
    body = {
        "unit_code": "510115001001", "parent_id": REGION, "level": "GRID", "form": "BRANCH",
        "name": "示例网格", "formal": 9,
    }  # fmt: skip
    no = refused(lambda: town[COMMUNITY].create("/party/organisations", body))
    assert no["code"] == "party.wrong_parent"
    made = town[COMMUNITY].create("/party/organisations", {**body, "parent_id": HOME})
    path = f"/party/organisations/{made['organisation_id']}"
    assert town[OFFICER].act(path, "reject", WHY)["status"]["label"] == "不予设立"
    assert refused(lambda: town["gongping_dangjian"].get(path))["status"] == 404
    assert refused(lambda: town["chuangkou"].get(path))["status"] == 403


@pytest.mark.rule("PTY-05", "PTY-07", "PTY-09")
def test_an_election_that_counts_begins_a_term_and_an_old_one_falls_overdue(
    town: Town, branch: str
):
    person, today = town[COMMUNITY], town.now().date()
    counted = person.act(branch, "count", {"formal": 40, "probationary": 12})
    assert (counted["formal"], counted["probationary"]) == (40, 12)
    ballot = {"held_on": str(today - timedelta(days=4 * 366)), "entitled": 40, "candidates": 6,
              "seats": 5, "document_no": "示例选举1号"}  # fmt: skip
    failed = person.create(f"{branch}/elections", {**ballot, "present": 32})
    assert (failed["valid"], failed["flaws"][0]["rule"]) == (False, "PTY-09")
    assert person.create(f"{branch}/elections", {**ballot, "present": 33})["valid"]
    town.eventually(
        lambda: person.get(branch)["status"]["code"] == "TERM_OVERDUE", "the term is over"
    )
    codes = {f["code"] for f in person.get(f"{branch}/health")["findings"]}
    assert {"TERM_OVERDUE", "SHOULD_SPLIT", "COMMITTEE_MISSING"} <= codes
    shift = {"ends_on": str(today + timedelta(days=3)), "document_no": "示例延期1号", **WHY}
    no = refused(lambda: town[STREET].act(branch, "shift", {**shift, "ends_on": "2040-01-01"}))
    assert no["code"] == "party.shift_too_far"
    again = {**ballot, "held_on": str(today), "present": 40}
    assert person.create(f"{branch}/elections", again)["valid"]
    ends_on = town[STREET].get(branch)["lawful_end"]
    shifted = town[STREET].act(
        branch, "shift", {**shift, "ends_on": f"{int(ends_on[:4]) - 1}-12-31"}
    )
    assert (shifted["status"]["code"], shifted["lawful_end"]) == ("ACTIVE", ends_on)
    held = person.get(f"{branch}/elections")["items"]
    assert [each["valid"] for each in held] == [True, True, False]


@pytest.mark.rule("PTY-04")
def test_posts_are_seen_by_party_staff_only(town: Town, branch: str):
    person = town[COMMUNITY]
    post = {"post": "SECRETARY", "account_id": "sample-a", "name": "示例甲", "since": "2026-01-05"}
    held = person.create(f"{branch}/postings", post)
    no = refused(lambda: person.create(f"{branch}/postings", {**post, "account_id": "sample-b"}))
    assert no["code"] == "party.post_taken"
    assert town[OFFICER].get(f"{branch}/postings")["items"][0]["name"] == "示例甲"
    assert refused(lambda: town["liucheng_leader"].get(f"{branch}/postings"))["status"] == 403
    ended = {"until": "2026-01-09", **WHY}
    address, etag = f"/party/postings/{held['posting_id']}", f'"{held["version"]}"'
    gone = person.ask("POST", f"{address}/actions/relieve", ended, If_Match=etag).json()
    assert gone["status"]["label"] == "已免职"


@pytest.mark.rule("PTY-18", "PTY-13")
def test_guests_are_placed_reported_and_in_no_total(town: Town, branch: str):
    person = town[COMMUNITY]
    group = found(
        town, "示例工地流动党员党小组", key(branch), level="FLOATING", form="GROUP", formal=1
    )
    before = person.get(f"{branch}/totals")
    came = {"number": 4, "home": "示例县示例镇党委", "months": 5, "paper": "CERTIFICATE",
            "verified_on": "2026-01-05"}  # fmt: skip
    made = person.create(f"{group}/inflows", came)
    after = person.get(f"{branch}/totals")
    assert (after["members"], after["guests"]) == (before["members"], before["guests"] + 4)
    address, version = f"/party/inflows/{made['inflow_id']}", made["version"]

    def step(action: str, **body: Any) -> dict[str, Any]:
        nonlocal version
        etag = f'"{version}"'
        shown = person.ask("POST", f"{address}/actions/{action}", body, If_Match=etag).json()
        version = shown["version"]
        return shown

    assert step("report")["reported_to"] == key(branch)
    assert step("note_home_report", reported_on="2026-01-06")["home_report_due"] == "2027-01-06"
    listed = town[STREET].get("/party/inflows?limit=100")["items"]
    assert made["inflow_id"] in [each["inflow_id"] for each in listed]
    assert step("end", **WHY)["status"]["label"] == "已离开"
    assert person.get(f"{branch}/totals")["guests"] == before["guests"]


@pytest.mark.rule("PTY-01", "PTY-02")
def test_members_without_an_organisation_are_found_by_the_check_and_settled(
    town: Town, branch: str
):
    person = town[COMMUNITY]
    place = {"unit_code": "510115001001", "kind": "BUILDING", "name": "示例大厦", "formal": 2}
    made = person.create("/party/gatherings", place)
    address = f"/party/gatherings/{made['gathering_id']}"

    def advised() -> list[str]:
        query = "/party/health-checks/gatherings?unit=510115001001&limit=100"
        return [
            finding["code"] for each in person.get(query)["items"]
            if each["gathering"]["gathering_id"] == made["gathering_id"]
            for finding in each["findings"]
        ]  # fmt: skip

    assert advised() == ["SHOULD_JOINT"]
    counted = person.ask("POST", f"{address}/actions/count", {"formal": 3, "probationary": 0},
                         If_Match=f'"{made["version"]}"').json()  # fmt: skip
    assert advised() == ["SHOULD_CREATE"]
    settled = person.ask("POST", f"{address}/actions/settle", {"organisation_id": key(branch)},
                         If_Match=f'"{counted["version"]}"').json()  # fmt: skip
    assert (settled["status"]["label"], advised()) == ("已纳入党组织", [])
    units = town[STREET].get("/party/health-checks/units?todo=false&limit=100")["items"]
    ours = next(each for each in units if each["unit"]["unit_code"] == "510115001001")
    assert ours["findings"][0]["label"] == "正常"
    due = town[STREET].get("/party/health-checks/organisations?limit=100")["items"]
    assert due
    assert all(each["findings"][0]["code"] != "OK" for each in due)


@pytest.mark.rule("PTY-16", "X-03")
def test_the_tree_of_a_past_day_is_read_after_moves_and_mergers(town: Town, branch: str):
    second = found(town, "第四网格党支部", HOME)
    group = found(town, "楼宇党小组", key(branch), level="BUILDING", form="GROUP", formal=3)
    move = {"parent_id": key(second), "since": "2026-01-05", "document_no": "示例调整1号"}
    assert town[STREET].act(group, "move", move)["parent_id"] == key(second)
    above = town[COMMUNITY].get(f"{group}/superiors?on=2026-01-04")
    assert names(above)[-3:] == ["和平社区党支部", "第三网格党支部", "楼宇党小组"]
    above = town[COMMUNITY].get(f"{group}/superiors?on=2026-01-05")
    assert names(above)[-2:] == ["第四网格党支部", "楼宇党小组"]
    assert town[STREET].act(second, "reorganise", WHY)["status"]["label"] == "整顿中"
    assert town[STREET].act(second, "resume")["status"]["label"] == "正常"
    end = {"dissolved_on": "2026-01-06", "document_no": "示例撤并1号", **WHY}
    no = refused(lambda: town[STREET].act(second, "dissolve", end))
    assert no["code"] == "party.has_subordinates"
    merged = town[STREET].act(second, "merge", {**end, "successor_id": key(branch)})
    assert (merged["status"]["label"], merged["successor_id"]) == ("已撤销", key(branch))
    below = town[COMMUNITY].get(f"/party/organisations/{key(branch)}/tree?depth=1")["items"]
    assert key(group) in [node["organisation_id"] for node in below]
    past = town[COMMUNITY].get(f"{second}/tree?on=2026-01-05")["items"]
    assert [node["organisation_id"] for node in past] == [key(second), key(group)]
    town[COMMUNITY].act(group, "count", {"formal": 0, "probationary": 0})
    assert town[STREET].act(group, "dissolve", end)["dissolved_on"] == "2026-01-06"
