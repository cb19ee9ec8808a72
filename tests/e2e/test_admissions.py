"""Work that no list names: asked for, judged, let into the communities for a time, or kept out."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.e2e.client import Town, refused

REVIEWERS = {
    "510115-MZ": "mz_review", "510115-ZZ": "zuzhi", "510115-SF": "sifa", "510115-CZ": "caizheng",
}  # fmt: skip
AGREED = {"verdict": "agree", "text": "确需社区协助，同意（示例）"}


def work(name: str) -> dict[str, Any]:
    return {
        "name": name, "content": "陪同上门核对登记信息（示例）", "reason": "全市统一安排（示例）",
        "basis": [{"law": "就业促进法", "article": "第五十二条"}],
    }  # fmt: skip


def decision(town: Town, **changes: Any) -> dict[str, Any]:
    return {
        "document_no": "温委〔2026〕31号（示例）", "funds_fen": 500_000, "staff": 2,
        "expires_on": str(town.now().date() + timedelta(days=60)), **changes,
    }  # fmt: skip


def applied(town: Town, name: str) -> str:
    """Let the officer of 人社局 apply; return the path of the admission."""
    found = town["renshe"].create("/delegation/admissions", work(name))
    assert found["status"] == {"code": "APPLIED", "label": "已申请"}
    return f"/delegation/admissions/{found['admission_id']}"


def asked(town: Town, name: str) -> Any:
    """Let a community ask whether it must do this."""
    return town["daiban"].get(f"/delegation/dispatch?name={name}")


def buttons(town: Town, who: str, path: str) -> list[str]:
    return [each["action"] for each in town[who].get(path)["offered"]]


NAME = "零工驿站入户走访（示例）"


@pytest.fixture(scope="module")
def reviewed(town: Town) -> str:
    """Applied for once, taken up by the lead alone, judged by every reviewer."""
    path = applied(town, NAME)
    twice = refused(lambda: town["renshe"].create("/delegation/admissions", work(NAME)))
    assert (twice["status"], twice["code"]) == (409, "delegation.already_applied")
    assert buttons(town, "mz_review", path) == ["begin_review"]
    assert buttons(town, "renshe", path) == ["withdraw"]
    no = refused(lambda: town["zuzhi"].act(path, "begin_review"))
    assert (no["code"], no["details"]["lead"]) == ("delegation.not_the_lead", "510115-MZ")
    assert town["mz_review"].act(path, "begin_review")["status"]["label"] == "审核中"
    no = refused(lambda: town["quwei"].act(path, "approve", decision(town)))
    assert no["details"]["missing"] == list(REVIEWERS)
    for who in REVIEWERS.values():
        town[who].act(path, "review", AGREED)
    no = refused(lambda: town["bianban"].act(path, "review", AGREED))
    assert no["code"] == "delegation.not_a_reviewer"
    return path


@pytest.mark.rule("X-02", "G-07")
def test_work_is_let_in_by_many_hands_with_its_means_and_leaves_when_it_is_done(
    town: Town, reviewed: str
):
    no = refused(lambda: town["quwei"].act(reviewed, "approve", decision(town, funds_fen=0)))
    assert no["details"]["missing"] == ["经费"]
    tomorrow = str(town.now().date() + timedelta(days=1))
    found = town["quwei"].act(reviewed, "approve", decision(town, begins_on=tomorrow))
    assert found["status"] == {"code": "APPROVED", "label": "已批准，待进入"}
    assert refused(lambda: asked(town, NAME))["code"] == "delegation.not_admitted"
    town.pass_time(days=1)
    town.eventually(
        lambda: town["renshe"].get(reviewed)["status"]["label"] == "准入有效", "its day has come"
    )
    ruling = asked(town, NAME)
    assert (ruling["allowed"], ruling["until"]) == (True, found["expires_on"])
    assert ruling["admission"]["admission_id"] == found["admission_id"]
    listed = town["daiban"].get("/delegation/admissions?status=IN_FORCE&department=510115-RS")
    assert found["admission_id"] in [each["admission_id"] for each in listed["items"]]
    assert refused(lambda: town["wang_xiuying"].get(reviewed))["status"] == 403
    done = {"reason": "走访已全部完成（示例）"}
    no = refused(lambda: town["minzheng"].act(reviewed, "finish", done))
    assert no["code"] == "delegation.other_department"
    ended = town["renshe"].act(reviewed, "finish", done)
    assert (ended["status"]["label"], ended["offered"]) == ("已结束", [])
    assert ended["ended_on"] == str(town.now().date())
    assert refused(lambda: asked(town, NAME))["code"] == "delegation.not_admitted"


@pytest.mark.rule("LST-03", "LST-07")
def test_what_is_refused_or_taken_back_never_reaches_a_community(town: Town):
    name = "楼宇企业用工信息采集（示例）"
    path = applied(town, name)
    town["mz_review"].act(path, "begin_review")
    why = {"reason": "可由部门共享取得（示例）", "document_no": "温委〔2026〕32号（示例）"}
    no = refused(lambda: town["mz_review"].act(path, "refuse", why))
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    kept_out = town["quwei"].act(path, "refuse", why)
    assert (kept_out["status"]["label"], kept_out["ended_reason"]) == ("不予准入", why["reason"])
    again = applied(town, name)
    gone = {"reason": "改由部门自行采集（示例）"}
    no = refused(lambda: town["minzheng"].act(again, "withdraw", gone))
    assert no["code"] == "delegation.other_department"
    assert town["renshe"].act(again, "withdraw", gone)["status"]["label"] == "已撤回"
    assert buttons(town, "quwei", again) == []
    assert refused(lambda: asked(town, name))["code"] == "delegation.not_admitted"
    negative = work("承担招商引资任务")
    for who, door in (("renshe", "admissions"), ("renshe_leader", "dispatch")):
        no = refused(lambda w=who, d=door: town[w].create(f"/delegation/{d}", negative))
        assert (no["code"], no["details"]["list_code"]) == ("delegation.negative_listed", "L4")
    stone = town.reader.get("/delegation/entries?cancelled=true&q=纸质登记簿")["items"][0]
    disguise = work(f"核对{stone['name']}")
    no = refused(lambda: town["renshe"].create("/delegation/admissions", disguise))
    assert no["details"]["lineage_id"] == stone["lineage_id"]


@pytest.mark.rule("G-05")
def test_urgent_work_begins_at_once_and_is_approved_within_its_grace(town: Town):
    name = "高温天气零工关怀送水（示例）"
    body = work(name)
    no = refused(lambda: town["renshe"].create("/delegation/dispatch", body))
    assert no["status"] == 403, "only the leader may call it urgent"
    ruling = town["renshe_leader"].create("/delegation/dispatch", body)
    assert (ruling["allowed"], ruling["urgent"]) == (True, True)
    admission = ruling["admission"]
    assert admission["status"]["label"] == "紧急先行，待批"
    assert ruling["until"] == admission["approve_by"] > str(town.now().date())
    assert asked(town, name)["until"] == admission["approve_by"]
    path = f"/delegation/admissions/{admission['admission_id']}"
    for who in REVIEWERS.values():
        town[who].act(path, "review", AGREED)
    last = town.now().date() + timedelta(days=400)
    no = refused(lambda: town["quwei"].act(path, "approve", decision(town, expires_on=str(last))))
    assert no["code"] == "delegation.bad_term"
    found = town["quwei"].act(path, "approve", decision(town))
    assert (found["status"]["code"], found["urgent_on"]) == ("IN_FORCE", found["begins_on"])
    assert asked(town, name)["until"] == found["expires_on"]


def test_urgent_work_that_is_not_approved_in_time_stops_by_itself_and_is_not_urgent_again(
    town: Town,
):
    body = work("临时招聘摊位秩序引导（示例）")
    ruling = town["renshe_leader"].create("/delegation/dispatch", body)
    path = f"/delegation/admissions/{ruling['admission']['admission_id']}"
    grace = date.fromisoformat(ruling["until"]) - town.now().date()
    town.pass_time(days=grace.days + 1)
    town.eventually(
        lambda: town["renshe"].get(path)["status"]["code"] == "WITHDRAWN", "the grace ends it"
    )
    assert refused(lambda: asked(town, body["name"]))["code"] == "delegation.not_admitted"
    no = refused(lambda: town["renshe_leader"].create("/delegation/dispatch", body))
    assert no["code"] == "delegation.urgent_repeated"
    assert town["quwei"].get("/delegation/admissions?status=WITHDRAWN")["items"]
