"""A list in the making, shown to everybody: residents object, are answered, and see the end."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import requests

from tests.e2e import people
from tests.e2e.client import Town, refused

LAW = [{"law": "城市居民委员会组织法", "article": "第十八条"}]
ITEMS = {"咨询点": "就近养老顾问咨询点设置（示例）", "探访": "独居老人探访登记协助（示例）"}
AGREED = {"verdict": "agree", "text": "依据充分（示例）"}


@dataclass
class Making:
    """A batch of two items, and the steps of those who make it."""

    town: Town
    batch_id: str = ""
    items: dict[str, str] = field(default_factory=dict)
    objections: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"/delegation/batches/{self.batch_id}"

    @property
    def notice(self) -> str:
        return f"/delegation/notices/{self.batch_id}"

    def item(self, key: str) -> str:
        return f"/delegation/items/{self.items[key]}"

    def shown(self) -> dict[str, Any]:
        return self.town["bianban"].get(self.path)

    def step(self, action: str, who: str = "bianban", body: Any = None) -> dict[str, Any]:
        return self.town[who].act(self.path, action, body)

    def begin(self) -> None:
        body = {
            "title": "养老服务事项调整（示例）",
            "reporters": [["510115-MZ"], [people.STREET], ["510115-MZ"]],
            "countersigners": [f"{people.STREET}001"],
        }
        self.batch_id = self.town["bianban"].create("/delegation/batches", body)["batch_id"]
        self.step("open")
        for key, name in ITEMS.items():
            body = {"list_code": "L1", "name": name, "level": "street", "kind": "公共服务",
                    "bearer": "街道综合便民服务中心", "basis": LAW}  # fmt: skip
            made = self.town["minzheng"].create(f"{self.path}/items", body)
            self.items[key] = made["item_id"]

    def round(self, unit: str) -> None:
        """Let the only reporter of the round sign, everybody review and take note."""
        signed = {"document_no": f"{unit} 签〔2026〕9号（示例）"}
        for item_id in people.stances_due(self.shown(), unit):
            self.town[people.OFFICERS[unit]].act(
                f"/delegation/items/{item_id}", "stance", people.BEARS
            )
        self.step("submit_unit", people.LEADERS[unit], signed)
        self.step("close_report")
        shown = self.shown()
        for reviewer in shown["rounds"][shown["round"] - 1]["reviewers"]:
            for each in shown["items"]:
                if each["reporter"] != reviewer:
                    path = f"/delegation/items/{each['item_id']}"
                    self.town[people.REVIEWERS[reviewer]].act(path, "opinion", AGREED)
        shown = self.step("close_review")
        people.answer_return(self.town, self.path, shown["rounds"][shown["round"] - 1])

    def object(self, who: str, key: str, statement: str) -> dict[str, Any]:
        body = {"item_id": self.items[key], "statement": statement}
        return self.town[who].create(f"{self.notice}/objections", body)

    def answer(self, key: str, answer: str, **more: Any) -> dict[str, Any]:
        """Answer the objection to that item, whatever its version."""
        listed = self.town["bianban"].get(f"{self.path}/objections")["items"]
        one = next(each for each in listed if each["objection_id"] == self.objections[key])
        path = f"/delegation/objections/{one['objection_id']}/actions/answer"
        body, etag = {"answer": answer, **more}, f'"{one["version"]}"'
        return self.town["bianban"].ask("POST", path, body, If_Match=etag).json()

    def pass_the_notice(self, ends_in: str) -> None:
        last = date.fromisoformat(self.shown()["notice_until"])
        morning = datetime.combine(last + timedelta(days=1), time(9), self.town.now().tzinfo)
        self.town.move_to(morning)
        self.town.eventually(lambda: self.shown()["status"]["code"] == ends_in, "the notice ends")


@pytest.fixture(scope="module")
def making(town: Town) -> Making:
    """The batch in its public notice, after three rounds and one challenge that was cleared."""
    found = Making(town)
    found.begin()
    challenge_and_lift(found)
    found.round("510115-MZ")
    found.step("next_round")
    found.round(people.STREET)
    found.step("next_round")
    found.round("510115-MZ")
    for key in ITEMS:
        kept = {"resolution": "retain", "reason": "确需街道承接（示例）"}
        town["bianban"].act(found.item(key), "resolve", kept)
    assert found.step("start_notice")["status"]["label"] == "公示中"
    return found


def challenge_and_lift(making: Making) -> None:
    """A challenge stands until the staffing office clears it, and nobody else does."""
    town, path = making.town, making.item("探访")
    why = {"reason": "NO_CAPACITY", "note": "社区人手不足（示例）"}
    challenged = town["sifa"].act(path, "challenge", why)
    assert (challenged["status"]["label"], challenged["challenge_note"]) == ("受质疑", why["note"])
    assert refused(lambda: town["minzheng"].act(path, "lift"))["code"] == "auth.not_permitted"
    lifted = town["bianban"].act(path, "lift")
    assert (lifted["status"]["label"], lifted["challenge_note"]) == ("已上报", "")
    assert refused(lambda: town["bianban"].act(path, "lift"))["status"] == 409


@pytest.fixture(scope="module")
def contested(making: Making) -> Making:
    """Two residents object in their own names; one is answered while the notice runs."""
    statement = "应由街道窗口统一设置，不应分散（示例）"
    made = making.object("wang_xiuying", "咨询点", statement)
    making.objections["咨询点"] = made["objection_id"]
    made = making.object("li_wei", "探访", "探访不应以登记代替（示例）")
    making.objections["探访"] = made["objection_id"]
    return making


@pytest.fixture(scope="module")
def renewed(contested: Making) -> Making:
    """The notice is over, one item was changed for the objection and is shown again."""
    contested.answer("探访", "仅为协助登记，保留（示例）")
    contested.pass_the_notice("OBJECTION_HANDLING")
    no = refused(lambda: contested.step("settle_all"))
    assert (no["code"], no["details"]["items"]) == (
        "delegation.objections_open", [ITEMS["咨询点"]],
    )  # fmt: skip
    outcome = {"resolution": "amend", "reason": "采纳异议（示例）",
               "changes": {"bearer": "街道综合便民服务中心窗口"}}  # fmt: skip
    answered = contested.answer("咨询点", "采纳，改由窗口统一设置（示例）", outcome=outcome)
    assert answered["upheld"]
    no = refused(lambda: contested.answer("咨询点", "再答复一次（示例）"))
    assert no["code"] == "delegation.already_answered"
    no = refused(lambda: contested.step("settle_all"))
    assert no["code"] == "delegation.concurrence_missing"
    no = refused(lambda: contested.step("concur", "caizheng"))
    assert no["code"] == "delegation.not_legal_office"
    assert contested.step("concur", "sifa")["concurred"]
    assert contested.step("settle_all")["status"]["label"] == "公示中"
    return contested


@pytest.fixture(scope="module")
def published(renewed: Making) -> Making:
    """Sent back once by the government, mended, approved."""
    renewed.pass_the_notice("READY")
    why = {"reason": "请补充与便民服务中心的衔接说明（示例）"}
    assert refused(lambda: renewed.step("send_back", "bianban", why))["status"] == 403
    back = renewed.step("send_back", "zhengfu", why)
    assert (back["status"]["label"], back["concurred"]) == ("异议处理中", False)
    assert renewed.shown()["sent_back_reason"] == why["reason"]
    body = {"document_no": "温府办函〔2026〕19号（示例）"}
    assert refused(lambda: renewed.step("approve", "zhengfu", body))["status"] == 409
    renewed.step("concur", "sifa")
    assert renewed.step("settle_all")["status"]["label"] == "待批准"
    assert renewed.step("approve", "zhengfu", body)["status"]["code"] == "PUBLISHED"
    return renewed


@pytest.mark.rule("LST-08")
def test_everybody_reads_and_keeps_the_notice(town: Town, making: Making):
    running = town.reader.get("/delegation/notices")["items"]
    (line,) = [each for each in running if each["batch_id"] == making.batch_id]
    assert line["notice_until"] > str(town.now().date())
    shown = town.reader.get(making.notice)
    assert {each["name"] for each in shown["items"]} == set(ITEMS.values())
    assert "opinions" not in shown["items"][0], "how they were judged stays inside"
    for form, begins in (("pdf", b"%PDF-"), ("docx", b"PK")):
        url = f"{town.base}/api/v1{making.notice}/paper?form={form}"
        assert requests.get(url, timeout=30).content.startswith(begins)


@pytest.mark.rule("LST-08")
def test_objections_are_made_in_ones_own_name_which_nobody_is_shown(town: Town, contested: Making):
    body = {"item_id": contested.items["探访"], "statement": "没有署名的异议（示例）"}
    where = f"{contested.notice}/objections"
    assert refused(lambda: town.reader.create(where, body))["status"] == 401
    assert refused(lambda: town["chuangkou"].create(where, body))["status"] == 403
    no = refused(lambda: town["li_wei"].create(where, {**body, "item_id": "none"}))
    assert (no["status"], no["code"]) == (404, "delegation.not_found")
    listed = town["bianban"].get(f"{contested.path}/objections")["items"]
    assert [each["objection_id"] for each in listed] == list(contested.objections.values())
    accounts = [town[who].actor["id"] for who in ("wang_xiuying", "li_wei")]
    assert not any(account in str(listed) for account in accounts)
    assert (
        refused(lambda: town["wang_xiuying"].get(f"{contested.path}/objections"))["status"] == 403
    )


@pytest.mark.rule("LST-08", "G-07")
def test_what_changed_for_an_objection_and_only_that_is_shown_again(town: Town, renewed: Making):
    shown = {each["name"]: each for each in town.reader.get(renewed.notice)["items"]}
    assert {name: each["in_notice"] for name, each in shown.items()} == {
        ITEMS["咨询点"]: True, ITEMS["探访"]: False,
    }  # fmt: skip
    assert shown[ITEMS["咨询点"]]["bearer"] == "街道综合便民服务中心窗口"
    no = refused(lambda: renewed.object("li_wei", "探访", "仍有异议（示例）"))
    assert no["code"] == "delegation.not_in_notice"


@pytest.mark.rule("LST-01", "LST-02")
def test_the_new_list_says_what_was_added_and_is_chained_to_the_one_before(
    town: Town, published: Making
):
    mine = f"/delegation/lists?batch_id={published.batch_id}"
    versions = {each["list_code"]: each for each in town.reader.get(mine)["items"]}
    key = versions["L1"]["list_version_id"]
    found = town.reader.get(f"/delegation/lists/{key}/difference")
    assert {line["name"] for line in found["added"]} == set(ITEMS.values())
    assert [found[part] for part in ("removed", "changed", "moved")] == [[], [], []]
    assert found["after"]["previous_digest"] == found["before"]["digest"]
    same = town.reader.get(f"/delegation/lists/{versions['L2']['list_version_id']}/difference")
    assert same["added"] == []
    other = versions["L2"]["list_version_id"]
    no = refused(lambda: town.reader.get(f"/delegation/lists/{key}/difference?against={other}"))
    assert (no["status"], no["code"]) == (422, "delegation.other_list")
    assert refused(lambda: town.reader.get(published.notice))["status"] == 404, "the notice is over"
    batches = {each["batch_id"] for each in town.reader.get("/delegation/notices")["items"]}
    assert published.batch_id not in batches
    first = min(town.reader.get("/delegation/lists?list_code=L1&limit=100")["items"],
                key=lambda version: version["number"])  # fmt: skip
    path = f"/delegation/lists/{first['list_version_id']}/difference"
    assert refused(lambda: town.reader.get(path))["code"] == "delegation.first_version"
