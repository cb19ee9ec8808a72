"""What units must publish by hand, through the gateway: entered, kept back, looked at again."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from shared.kernel.clock import TZ
from tests.e2e.client import Town, refused

OFFICER, LEADER, DEPARTMENT = "gongkai", "gongkai_leader", "minzheng"
RECORDS = "/disclosure/records"
CLEAN = {"secrecy": "", "third_party": "", "internal": ""}


def entered(town: Town, who: str = DEPARTMENT, **more: Any) -> str:
    body = {
        "kind": "SOCIAL_RELIEF", "title": "临时救助标准（示例）", "content": {"text": "见附件"},
        "formed_at": town.now().isoformat(), **more,
    }  # fmt: skip
    return f"{RECORDS}/{town[who].create(RECORDS, body)['record_id']}"


@pytest.mark.rule("PUB-02", "PUB-03")
def test_a_department_enters_its_own_information_and_everybody_finds_it(town: Town):
    no = refused(lambda: entered(town, origin="RECEIVED", makers=["510115-RS"]))
    assert no["details"]["publisher"] == "510115-RS"
    path = entered(town)
    town[DEPARTMENT].act(path, "write", {"content": {"text": "2026年标准为 1200 元（示例）"}})
    town[OFFICER].act(path, "check", CLEAN)
    town[LEADER].act(path, "approve")
    town[OFFICER].act(path, "publish")
    found = town.reader.get("/disclosure/directory?publisher=510115-MZ&kind=SOCIAL_RELIEF")["items"]
    assert found[0]["summary"].startswith("2026年标准")
    guide = town.reader.get("/disclosure/guide")
    assert guide["office"]["name"]
    rows = town.reader.get("/disclosure/catalogue")["items"]
    assert len([row for row in rows if row["group"] == "FIELD"]) == 26


@pytest.mark.rule("PUB-06", "PUB-07")
def test_what_is_kept_back_is_looked_at_again_and_may_become_public(town: Town):
    path = entered(town)
    town[OFFICER].act(path, "check", {**CLEAN, "internal": "内部事务（条例第十六条）"})
    on_request = {"ground": "on_request", "reason": "依申请提供（示例）"}
    no = refused(lambda: town[LEADER].act(path, "withhold", on_request))
    assert no["code"] == "disclosure.touches_people"
    kept = town[LEADER].act(path, "withhold", {"ground": "internal", "reason": "内部流程（示例）"})
    assert kept["status"]["label"] == "不主动公开"
    listed = town[OFFICER].get("/disclosure/withheld?limit=100")["items"]
    assert kept["record_id"] in [each["record_id"] for each in listed]
    again = town[LEADER].act(path, "keep_withheld", {"reason": "情形未变（示例）"})
    assert again["withholding"]["reviews"][0]["kept"]
    free = town[LEADER].act(path, "release", {"reason": "已不属内部（示例）"})
    assert (free["status"]["label"], free["review_on"]) == ("待审查", None)


@pytest.mark.rule("PUB-05")
def test_with_a_new_year_every_department_owes_a_report_and_being_late_names_it(town: Town):
    year = town.now().year
    due = f"{year + 1}-01-31"
    town.move_to(datetime.combine(date(year + 1, 2, 1), time(8, 30), TZ))

    def late() -> dict[str, Any] | None:
        items = town.reader.get("/disclosure/overdue?limit=100")["items"]
        mine = [one for one in items if (one["publisher"], one["due"]) == ("510115-MZ", due)]
        return next((one for one in mine if one["kind"] == "ANNUAL_REPORT"), None)

    found = town.eventually(late, "being late is public")
    assert found["publisher_name"].endswith("民政局")
    path = f"{RECORDS}/{found['record_id']}"
    assert refused(lambda: town[OFFICER].act(path, "check", CLEAN))["code"] == (
        "disclosure.nothing_written"
    )
    town[DEPARTMENT].act(path, "write", {"content": {"text": "主动公开 12 件（示例）"}})
    town[OFFICER].act(path, "check", CLEAN)
    town[LEADER].act(path, "approve")
    published = town[OFFICER].act(path, "publish")
    assert (published["overdue"], published["published_at"][:10]) == (True, str(town.now().date()))
    assert timedelta(0) < town.now() - datetime.combine(date(year + 1, 1, 31), time(), TZ)
