"""What lists are made by and of, what stands in them today, and a row that was wrong."""

from typing import Any

import pytest

from tests.e2e import people
from tests.e2e.client import Town, refused
from tests.e2e.handing import free_item

AUTONOMY = "讨论决定村公益事业兴办和筹资筹劳方案"
WHY = {"reason": "依据正在修订，暂停办理（示例）"}


def entry(town: Town, name: str, list_code: str) -> dict[str, Any]:
    found = town.reader.get(f"/delegation/entries?list_code={list_code}&q={name}")["items"]
    return next(each for each in found if each["name"] == name)


def labels(town: Town, who: str, path: str) -> list[str]:
    return [each["label"] for each in town[who].get(path)["offered"]]


@pytest.mark.rule("LST-09")
def test_everybody_counts_the_106_that_were_cancelled_and_no_later_one_is_lost(town: Town):
    first = town.reader.get("/delegation/cancellations?on=2016-07-01")
    assert first["total"] == sum(first["lists"].values()) == 106
    assert town.reader.get("/delegation/cancellations?on=2016-06-30")["total"] == 0
    today = town.reader.get("/delegation/cancellations")
    assert (today["on"], today["total"] >= 106) == (str(town.now().date()), True)
    no = refused(lambda: town.reader.get("/delegation/cancellations?on=昨天"))
    assert (no["status"], no["errors"][0]["pointer"]) == (422, "/on")


def test_everybody_reads_how_lists_are_made_and_what_kinds_of_matters_there_are(town: Town):
    procedures = town.reader.get("/delegation/procedures")["items"]
    usual = next(each for each in procedures if each["procedure_id"] == "sanbao@2")
    assert (len(usual["rounds"]), usual["legal_office"]) == (3, "510115-SF")
    assert usual["kind"] == "三报三审三回一公示"
    types = "/delegation/item-types?limit=100"
    mine = town.reader.get(f"{types}&department=510115-RS")["items"]
    assert len(mine) == 27
    assert all(each["department"] == "510115-RS" for each in mine)
    (card,) = town.reader.get(f"{types}&q=社会保障卡申领")["items"]
    assert (card["code"], card["field"]) == ("SB-014", "就业社保")
    assert [each["name"] for each in card["details"]["materials"]] == ["居民身份证", "近期免冠照片"]
    assert town.reader.get(f"{types}&q=招商引资")["items"] == []


@pytest.mark.rule("X-02")
def test_what_is_suspended_binds_nobody_until_it_is_resumed(town: Town):
    path = f"/delegation/entries/{entry(town, AUTONOMY, 'L3')['entry_id']}"
    ask = f"/delegation/dispatch?name={AUTONOMY}"
    assert town["daiban"].get(ask)["entry"]["list_code"] == "L3"
    assert labels(town, "renshe", path) == []
    assert refused(lambda: town["renshe"].act(path, "suspend", WHY))["status"] == 403
    suspended = town["bianban"].act(path, "suspend", WHY)
    assert (suspended["status"]["label"], suspended["suspended_reason"]) == ("暂停", WHY["reason"])
    assert refused(lambda: town["daiban"].get(ask))["code"] == "delegation.not_admitted"
    assert refused(lambda: town["bianban"].act(path, "suspend", WHY))["status"] == 409
    assert town.reader.get(path)["status"]["code"] == "SUSPENDED", "readers see it, and why"
    assert labels(town, "bianban", path) == ["恢复"]
    resumed = town["bianban"].act(path, "resume")
    assert (resumed["status"]["label"], resumed["suspended_reason"]) == ("有效", "")
    assert town["daiban"].get(ask)["allowed"]
    assert refused(lambda: town["bianban"].act(path, "resume"))["status"] == 409


# --- a row and its entry ------------------------------------------------------------------------


def content_of(town: Town, item_id: str) -> dict[str, Any]:
    """Return what the published row of an item says."""
    rows = town["renshe"].get(f"/delegation/rows?status=PUBLISHED&item_id={item_id}")["items"]
    return town["renshe"].get(f"/delegation/rows/{rows[0]['row_id']}")["content"]


def publish(town: Town, item_id: str, content: dict[str, Any]) -> dict[str, Any]:
    """Let 人社局 publish the next version of its row."""
    body = {"item_id": item_id, "content": content}
    made = town["renshe"].create("/delegation/rows", body)
    return town["renshe_leader"].act(f"/delegation/rows/{made['row_id']}", "publish")


def offered(town: Town, row: dict[str, Any]) -> bool:
    """Say whether windows take new cases by that row."""
    found = town.reader.get(f"/centers/items?q={row['item_name']}")["items"]
    return row["row_id"] in [each["row_id"] for each in found]


@pytest.mark.rule("PT-01", "X-01", "G-08")
def test_a_wrong_row_is_taken_away_by_its_department_and_windows_offer_it_no_more(town: Town):
    item_id = free_item(town)["lineage_id"]
    right = content_of(town, item_id)
    wrong = publish(town, item_id, {**right, "onsite_visits": 9})
    path = f"/delegation/rows/{wrong['row_id']}"
    town.eventually(lambda: offered(town, wrong), "windows offer it")
    why = {"reason": "到办事现场次数填写有误（示例）"}
    no = refused(lambda: town["minzheng_leader"].act(path, "withdraw", why))
    assert no["code"] == "delegation.other_department"
    assert refused(lambda: town["renshe"].act(path, "withdraw", why))["status"] == 403
    gone = town["renshe_leader"].act(path, "withdraw", why)
    assert (gone["status"]["label"], gone["offered"]) == ("已撤下", [])
    town.eventually(lambda: not offered(town, wrong), "windows offer it no more")
    case = {"row_id": wrong["row_id"], "channel": "WINDOW", "materials": [],
            "applicant": people.applicant("周明（示例）", 930)}  # fmt: skip
    no = refused(lambda: town["chuangkou"].create("/centers/cases", case))
    assert no["status"] in (404, 409)
    assert town["chuangkou"].get(path)["withdrawn_reason"] == why["reason"]
    mended = publish(town, item_id, right)
    assert (mended["number"], mended["lineage_id"]) == (wrong["number"] + 1, wrong["lineage_id"])
    town.eventually(lambda: offered(town, mended), "windows offer the mended one")


def test_a_draft_that_comes_to_nothing_is_seen_by_nobody_else(town: Town):
    item_id = free_item(town)["lineage_id"]
    body = {"item_id": item_id, "content": content_of(town, item_id)}
    made = town["renshe"].create("/delegation/rows", body)
    path = f"/delegation/rows/{made['row_id']}"
    assert refused(lambda: town["chuangkou"].get(path))["status"] == 404
    town["renshe_leader"].act(path, "withdraw", {"reason": "另行起草（示例）"})
    assert town["renshe"].get(path)["status"]["label"] == "已撤下"
    assert refused(lambda: town["chuangkou"].get(path))["code"] == "delegation.not_found"


@pytest.mark.rule("X-01")
def test_the_row_of_a_suspended_duty_falls_with_it_and_is_published_anew_after(town: Town):
    duty = free_item(town)
    key, content = duty["lineage_id"], content_of(town, duty["lineage_id"])
    row = publish(town, key, content)
    path = f"/delegation/entries/{duty['entry_id']}"
    town["bianban"].act(path, "suspend", WHY)
    fallen = town["chuangkou"].get(f"/delegation/rows/{row['row_id']}")
    assert fallen["status"]["code"] == "WITHDRAWN"
    assert WHY["reason"] in fallen["withdrawn_reason"]
    town.eventually(lambda: not offered(town, row), "windows offer it no more")
    no = refused(lambda: publish(town, key, content))
    assert no["code"] == "delegation.item_not_effective"
    town["bianban"].act(path, "resume")
    again = publish(town, key, content)
    town.eventually(lambda: offered(town, again), "windows offer it again")
