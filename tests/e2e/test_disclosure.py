"""What must be public: checked, redacted, approved by another, corrected, withdrawn openly."""

import hashlib
import json
import uuid
from datetime import timedelta
from typing import Any

import pytest

from tests.e2e.client import Town, refused
from tests.e2e.people import applicant

CLEAN = {"secrecy": "", "third_party": "", "internal": ""}
PRIVATE = "承接主体联系人手机 13800004711 停机，无法联系（示例）"
PHONE = "13800004711"


def desk(record: dict[str, Any]) -> str:
    return f"/disclosure/records/{record['record_id']}"


def page(town: Town, record: dict[str, Any]) -> Any:
    """Return the record as anybody reads it."""
    return town.reader.get(f"/disclosure/public/{record['record_id']}")


def on_board(town: Town, title: str) -> list[str]:
    return [each["title"] for each in town.reader.get(f"/disclosure/public?q={title}")["items"]]


def buttons(record: dict[str, Any]) -> list[str]:
    return [offer["label"] for offer in record["offered"]]


def cells(record: dict[str, Any]) -> dict[str, str]:
    return dict(record["content"]["rows"])


def without(content: dict[str, Any], name: str, instead: str) -> dict[str, Any]:
    rows = [[key, instead if key == name else value] for key, value in content["rows"]]
    return {**content, "rows": rows}


def given_up(town: Town, reason: str, named: str = "示例") -> dict[str, Any]:
    """Let the street plan a purchase and give it up; return what must be published of it."""
    entry = town.reader.get("/delegation/entries?list_code=L2")["items"][-1]
    title = f"健康讲座{uuid.uuid4().hex[:6]}（{named}）"
    plan = {
        "lineage_id": entry["lineage_id"], "title": title, "components": ["服务"],
        "consultation": "已征求意见（示例）", "budget_year": town.now().year, "budget_fen": 90_000,
    }  # fmt: skip
    planned = town["liucheng"].create("/delegation/purchases", plan)
    where = f"/delegation/purchases/{planned['purchase_id']}"
    town["liucheng_leader"].act(where, "give_up", {"reason": reason})
    records = f"/disclosure/records?kind=PURCHASE_RESULT&q={title}"
    (line,) = town.eventually(lambda: town["gongkai"].get(records)["items"], "a duty to publish")
    return dict(town["gongkai"].get(f"/disclosure/records/{line['record_id']}"))


def entered(town: Town, reason: str, named: str = "示例") -> dict[str, Any]:
    """Let the street enter by hand what must be published, with whatever it types into it."""
    title = f"《健康讲座{uuid.uuid4().hex[:6]}（{named}）》政府购买服务结果"
    body = {
        "kind": "PURCHASE_RESULT", "title": title, "formed_at": town.now().isoformat(),
        "content": {"text": f"{title}。", "columns": ["项目", "内容"],
                    "rows": [["验收结果", reason]]},
    }  # fmt: skip
    made = town["liucheng"].create("/disclosure/records", body)
    return dict(town["gongkai"].get(desk(made)))


def published(town: Town, reason: str) -> dict[str, Any]:
    record = given_up(town, reason)
    town["gongkai"].act(desk(record), "check", CLEAN)
    town["gongkai_leader"].act(desk(record), "approve")
    return dict(town["gongkai"].act(desk(record), "publish"))


@pytest.mark.rule("PUB-01")
def test_anybody_reads_what_must_be_public_on_what_basis_and_by_when(town: Town):
    duties = {each["kind"]: each for each in town.reader.get("/disclosure/catalogue")["items"]}
    formed = {"LIST_VERSION", "DECISION_STATISTICS", "EVALUATION_RESULT", "PURCHASE_RESULT"}
    assert formed < set(duties)
    assert {duties[kind]["within"] for kind in formed} == {"20WD"}
    assert all("政府信息公开条例" in duties[kind]["basis"] for kind in formed)
    record = given_up(town, "预算调整（示例）")
    assert duties[record["kind"]]["title"] == "政府购买服务验收结果"
    assert record["status"]["label"] == "待审查"
    assert record["due"] > record["formed_at"][:10]
    no = refused(lambda: page(town, record))
    assert (no["status"], no["code"]) == (404, "disclosure.not_found")
    no = refused(lambda: town.reader.get(desk(record)))
    assert (no["status"], no["code"]) == (401, "auth.required")
    no = refused(lambda: town["liucheng_leader"].get(desk(record)))
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")


@pytest.mark.rule("PUB-04", "PUB-07", "RED-02", "RED-03", "G-07")
def test_a_telephone_number_that_three_checks_overlooked_is_taken_out_before_anybody_reads_it(
    town: Town,
):
    officer, leader = town["gongkai"], town["gongkai_leader"]
    record = entered(town, PRIVATE)
    assert cells(record)["验收结果"] == PRIVATE
    checked = officer.act(desk(record), "check", CLEAN)
    assert (checked["status"]["label"], checked["checked_by"]) == ("已审查", officer.actor["id"])
    no = refused(lambda: officer.act(desk(record), "approve"))
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    no = refused(lambda: leader.act(desk(record), "approve"))
    assert (no["status"], no["code"]) == (409, "disclosure.personal_data")
    assert "手机号码" in no["detail"]
    assert PHONE not in str(no)

    nothing = {"content": {"text": "", "columns": [], "rows": []}}
    no = refused(lambda: officer.act(desk(record), "redact", nothing))
    assert (no["status"], no["code"]) == (409, "disclosure.nothing_left")
    no = refused(lambda: leader.act(desk(record), "redact", {"content": record["content"]}))
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    rest = without(record["content"], "验收结果", "承接主体无法联系，终止采购（示例）")
    redacted = officer.act(desk(record), "redact", {"content": rest})
    assert (redacted["status"]["label"], redacted["content"]) == ("已区分处理", rest)
    assert "批准部分公开" in buttons(leader.get(desk(record)))
    leader.act(desk(record), "approve")
    assert officer.act(desk(record), "publish")["status"]["label"] == "已公开"

    for shown in (page(town, record), officer.get(desk(record)), leader.get(desk(record))):
        assert PHONE not in str(shown), "the original is shown to nobody"
    (edition,) = page(town, record)["editions"]
    assert edition["content"] == rest
    assert on_board(town, record["title"]) == [record["title"]]


@pytest.mark.rule("PUB-04")
def test_what_a_check_found_is_taken_out_and_a_clean_record_goes_on_as_it_is(town: Town):
    officer, leader = town["gongkai"], town["gongkai_leader"]
    clean = given_up(town, "预算调整（示例）")
    officer.act(desk(clean), "check", CLEAN)
    no = refused(lambda: officer.act(desk(clean), "redact", {"content": clean["content"]}))
    assert (no["status"], no["code"]) == (409, "disclosure.nothing_to_redact")
    record = given_up(town, "某企业报价过高，终止采购（示例）")
    found = {**CLEAN, "third_party": "报价属商业秘密（条例第十五条）"}
    officer.act(desk(record), "check", found)
    no = refused(lambda: leader.act(desk(record), "approve"))
    assert (no["status"], no["code"]) == (409, "disclosure.redaction_needed")
    assert no["details"]["findings"] == {"third_party": found["third_party"]}
    rest = without(record["content"], "验收结果", "终止采购（示例）")
    officer.act(desk(record), "redact", {"content": rest})
    assert leader.act(desk(record), "approve")["status"]["label"] == "已批准"
    no = refused(lambda: page(town, record))
    assert no["status"] == 404, "approved is not yet published"


@pytest.mark.rule("G-08", "RED-02", "X-06")
def test_a_mistake_is_corrected_beside_what_was_published_and_taken_back_in_the_open(town: Town):
    officer, leader = town["gongkai"], town["gongkai_leader"]
    record = published(town, "预算调正（示例）")
    right = without(record["editions"][0]["content"], "验收结果", "预算调整（示例）")
    person = applicant("王秀英（示例）", 471)
    leak = without(right, "验收结果", f"经办人身份证 {person['id_no']}")
    note = {"note": "更正错字（示例）"}
    no = refused(lambda: officer.act(desk(record), "correct", {"content": leak, **note}))
    assert (no["status"], no["code"]) == (409, "disclosure.personal_data")
    spoken = {"content": right, "note": f"来电 {person['phone']} 指出错字"}
    no = refused(lambda: officer.act(desk(record), "correct", spoken))
    assert (no["status"], no["code"]) == (409, "disclosure.personal_data")
    assert len(page(town, record)["editions"]) == 1, "what was refused left nothing behind"
    officer.act(desk(record), "correct", {"content": right, **note})
    first, second = page(town, record)["editions"]
    assert (second["number"], second["note"]) == (2, note["note"])
    assert dict(first["content"]["rows"])["验收结果"] == "预算调正（示例）"
    assert dict(second["content"]["rows"])["验收结果"] == "预算调整（示例）"
    assert [recomputed(each) for each in (first, second)] == [first["digest"], second["digest"]]

    why = {"reason": "公开主体有误，另行公开（示例）"}
    no = refused(lambda: officer.act(desk(record), "withdraw", why))
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    taken = leader.act(desk(record), "withdraw", why)
    assert (taken["status"]["label"], taken["offered"]) == ("已撤回", [])
    shown = page(town, record)
    assert (shown["status"]["label"], shown["withdrawn_reason"]) == ("已撤回", why["reason"])
    assert [each["content"] for each in shown["editions"]] == [{}, {}]
    assert [each["digest"] for each in shown["editions"]] == [first["digest"], second["digest"]]
    assert on_board(town, record["title"]) == []
    for action, body in (("correct", {"content": right, **note}), ("archive", {})):
        no = refused(lambda action=action, body=body: officer.act(desk(record), action, body))
        assert (no["status"], no["code"]) == (409, "disclosure.record.not_now")
    steps = ["形成待公开信息", "公开前审查", "批准公开", "公开", "更正", "撤回公开"]
    town.eventually(lambda: traced(town, record) == steps, "the trace tells every step")


@pytest.mark.rule("RED-01", "RED-02", "RED-03", "PUB-04")
def test_a_number_in_the_title_is_masked_as_the_system_proposes_and_the_original_asks_for_a_reason(
    town: Town,
):
    officer, leader = town["gongkai"], town["gongkai_leader"]
    record = entered(town, "两次招标无人响应（示例）", named=f"联系{PHONE}")
    assert PHONE in record["title"]
    assert PHONE not in str(town["zhihui"].get(desk(record))), "others at the desk see the mask"
    officer.act(desk(record), "check", CLEAN)
    no = refused(lambda: leader.act(desk(record), "approve"))
    assert (no["status"], no["code"]) == (409, "disclosure.personal_data")
    assert no["details"]["findings"][0]["pointer"] == "/title"
    assert PHONE not in str(no)

    no = refused(lambda: leader.get(f"{desk(record)}/redaction"))
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    proposal = officer.get(f"{desk(record)}/redaction")
    assert [each["pointer"] for each in proposal["findings"]] == ["/title", "/text"]
    assert (PHONE in str(proposal), "138****4711" in proposal["title"]) == (False, True)
    rest = {"title": proposal["title"], "content": proposal["content"]}
    officer.act(desk(record), "redact", rest)
    leader.act(desk(record), "approve")
    officer.act(desk(record), "publish")
    shown = page(town, record)
    assert shown["title"] == proposal["title"]
    assert shown["omissions"] == proposal["omissions"]
    assert shown["omissions"][0]["what"] == "标题的手机号码 1 处"
    assert PHONE not in str(shown)

    why = {"reason": "复核区分处理是否恰当（示例）"}
    no = refused(lambda: officer.act(desk(record), "reveal", why))
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    no = refused(lambda: leader.act(desk(record), "reveal", {"reason": f"{PHONE} 来电询问"}))
    assert (no["status"], no["code"]) == (409, "disclosure.personal_data")
    original = leader.act(desk(record), "reveal", why)
    assert (original["title"], original["content"]) == (record["title"], record["content"])
    look = "查看区分处理前的原件"
    town.eventually(lambda: traced(town, record)[-1] == look, "the look is in the trace")
    trace = town["zhihui"].get(f"/oversight/traces/{record['record_id']}")["entries"]
    assert PHONE not in str([each for each in trace if each["service"] == "disclosure"])


@pytest.mark.rule("RED-01", "RED-04")
def test_a_list_of_aid_has_no_column_of_ids_and_hangs_its_time(town: Town):
    officer = town["gongkai"]
    record = published(town, "预算调整（示例）")
    columns = ["姓名", "身份证号", "金额（元）"]
    leak = {"text": "低保对象（示例）", "columns": columns,
            "rows": [["王某", "510115********0014", "600"]]}  # fmt: skip
    note = {"note": "补列名单（示例）"}
    no = refused(lambda: officer.act(desk(record), "correct", {"content": leak, **note}))
    assert (no["status"], no["code"]) == (409, "disclosure.not_on_lists")
    assert no["details"]["places"] == ["第2列的身份证号码"]
    right = {**leak, "columns": ["姓名", "金额（元）"], "rows": [["王某", "600"]]}
    hung = officer.act(desk(record), "correct", {"content": right, **note})
    assert hung["board_until"] == str(town.now().date() + timedelta(days=15))
    shown = page(town, record)
    assert (shown["web_until"], shown["taken_off_at"]) == (hung["web_until"], None)
    assert shown["web_until"] > hung["board_until"]
    no = refused(lambda: officer.act(desk(record), "archive"))
    assert (no["status"], no["code"]) == (409, "disclosure.still_on_notice")


def recomputed(edition: dict[str, Any]) -> str:
    """Do what a reader does who does not believe the digest."""
    text = json.dumps(edition["content"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def traced(town: Town, record: dict[str, Any]) -> list[str]:
    entries = town["zhihui"].get(f"/oversight/traces/{record['record_id']}")["entries"]
    return [each["label"] for each in entries]


@pytest.mark.rule("G-08")
def test_what_is_archived_leaves_the_board_and_stays_readable_under_its_address(town: Town):
    record = published(town, "项目并入区级采购（示例）")
    assert on_board(town, record["title"]) == [record["title"]]
    assert buttons(town["gongkai"].get(desk(record))) == ["添加附件", "更正", "归档"]
    assert buttons(town["gongkai_leader"].get(desk(record))) == ["撤回公开"]
    no = refused(lambda: town["gongkai_leader"].act(desk(record), "archive"))
    assert (no["status"], no["code"]) == (403, "auth.not_permitted")
    before = page(town, record)
    kept = town["gongkai"].act(desk(record), "archive")
    assert (kept["status"]["label"], kept["offered"]) == ("已归档", [])
    assert on_board(town, record["title"]) == []
    assert page(town, record)["editions"] == before["editions"]
    no = refused(lambda: town["gongkai_leader"].act(desk(record), "withdraw", {"reason": "误归档"}))
    assert (no["status"], no["code"]) == (409, "disclosure.record.not_now")
