"""The board of a community through the gateway: hung, asked about, complained of, missing."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from shared.kernel.clock import TZ
from tests.e2e import people
from tests.e2e.client import Town, refused

OFFICER, SUPERVISOR, STREET, RESIDENT = "daiban", "heping_jiandu", "liucheng", "wang_xiuying"
HEPING = f"{people.STREET}001"
BOARD, POSTINGS = f"/disclosure/boards/{HEPING}", "/disclosure/postings"
SAID = {"text": "本季度公益金收入 1000 元、支出 600 元（示例）。"}


def after(town: Town, day: str) -> None:
    """Come to the morning after a day."""
    next_day = date.fromisoformat(day) + timedelta(days=1)
    town.move_to(datetime.combine(next_day, time(8, 30), TZ))


def drafted(town: Town, **more: Any) -> str:
    body = {
        "board_id": HEPING,
        "kind": "FUNDS",
        "title": "公益金收支（示例）",
        "content": SAID,
        **more,
    }
    return f"{POSTINGS}/{town[OFFICER].create(POSTINGS, body)['posting_id']}"


def posted(town: Town, **more: Any) -> dict[str, Any]:
    path = drafted(town, **more)
    town[SUPERVISOR].act(path, "sign")
    return dict(town[OFFICER].act(path, "post"))


def read(town: Town, posting: dict[str, Any]) -> dict[str, Any]:
    return dict(town.reader.get(f"/disclosure/board-postings/{posting['posting_id']}"))


@pytest.fixture(scope="module")
def board(town: Town) -> dict[str, Any]:
    """The board of 和平社区, with a place, its finances wanted monthly by the street."""
    town.eventually(lambda: town.reader.get(BOARD), "a community has a board")
    body = {"place": "社区服务站门前（示例）", "ordered": {"FINANCE": "M"}}
    assert refused(lambda: town[OFFICER].act(BOARD, "arrange", body))["status"] == 403
    town[STREET].act(BOARD, "arrange", body)
    return dict(town.reader.get(BOARD))


@pytest.mark.rule("BRD-01", "BRD-02", "LOG-02")
def test_what_a_supervisor_signed_hangs_for_everybody_to_read(town: Town, board: dict[str, Any]):
    assert (board["body"], board["frequency"]) == ("RESIDENTS", {"FINANCE": "M"})
    assert len(board["matters"]) == 7
    listed = town.reader.get(f"/disclosure/boards?street={people.STREET}")["items"]
    assert HEPING in [each["board_id"] for each in listed]
    path = drafted(town, content={"text": "请联系 13800005678"})
    no = refused(lambda: town[SUPERVISOR].act(path, "sign"))
    assert no["code"] == "disclosure.personal_data"
    town[SUPERVISOR].act(path, "send_back", {"reason": "请勿写电话（示例）"})
    town[OFFICER].act(path, "rewrite", {"title": "公益金收支（示例）", "content": SAID})
    no = refused(lambda: town[OFFICER].act(path, "post"))
    assert no["code"] == "disclosure.posting.not_now"
    town[SUPERVISOR].act(path, "sign")
    hung = town[OFFICER].act(path, "post")
    assert hung["status"]["label"] == "公布中"
    found = read(town, hung)
    assert found["editions"][0]["content"]["text"] == SAID["text"]
    assert "drafted_by" not in found
    town.eventually(lambda: read(town, hung)["log"][0]["index"] is not None, "it stands in the log")
    ask = f"/disclosure/log/proofs/inclusion?record_id={hung['posting_id']}&edition=1"
    proof = town.reader.get(ask)
    assert f'"digest":"{found["editions"][0]["digest"]}"' in proof["leaf"]["body"]
    items = town.reader.get(f"/disclosure/board-postings?board_id={HEPING}")["items"]
    assert hung["posting_id"] in [each["posting_id"] for each in items]
    listed = town["heping_leader"].get(f"{POSTINGS}?status=POSTED")["items"]
    assert hung["posting_id"] in [each["posting_id"] for each in listed]


@pytest.mark.rule("BRD-03", "BRD-05")
def test_a_correction_begins_the_fifteen_days_anew_and_before_them_nothing_comes_down(
    town: Town, board: dict[str, Any]
):
    hung = posted(town)
    path = f"{POSTINGS}/{hung['posting_id']}"
    town.pass_time(days=3)
    town[OFFICER].act(path, "correct", {"content": {"text": "支出应为 500 元"}, "note": "数目有误"})
    assert len(read(town, hung)["editions"]) == 1
    town[SUPERVISOR].act(path, "sign")
    fixed = read(town, hung)
    assert [each["note"] for each in fixed["editions"]] == ["", "数目有误"]
    assert fixed["least_until"] > hung["least_until"]
    no = refused(lambda: town[OFFICER].act(path, "take_down"))
    assert no["code"] == "disclosure.hangs_too_short"
    after(town, fixed["least_until"])
    assert town[OFFICER].act(path, "take_down")["status"]["label"] == "已撤下"


@pytest.mark.rule("BRD-07")
def test_a_resident_asks_and_her_committee_answers(town: Town, board: dict[str, Any]):
    where = f"/disclosure/board-postings/{posted(town)['posting_id']}/questions"
    body = {"question": "支出的票据在哪里看（示例）？"}
    no = refused(lambda: town["li_wei"].create(where, body))
    assert no["code"] == "disclosure.other_community"
    asked = town[RESIDENT].create(where, body)
    path = f"/disclosure/board-questions/{asked['question_id']}"
    town[OFFICER].act(path, "answer", {"answer": "可到服务站查阅（示例）"})
    assert town[RESIDENT].get(path)["answer"] == "可到服务站查阅（示例）"
    listed = town[RESIDENT].get("/disclosure/board-questions?status=ANSWERED")["items"]
    assert asked["question_id"] in [each["question_id"] for each in listed]


@pytest.mark.rule("BRD-08", "BRD-09")
def test_what_a_resident_rightly_complains_of_is_ordered_and_being_late_is_public(
    town: Town, board: dict[str, Any]
):
    said = town[RESIDENT].create(f"{BOARD}/complaints", {"statement": "服务项目从未公布（示例）"})
    path = f"/disclosure/board-complaints/{said['complaint_id']}"
    assert refused(lambda: town[OFFICER].get(path))["status"] == 404
    listed = town[STREET].get("/disclosure/board-complaints?status=FILED")["items"]
    assert said["complaint_id"] in [each["complaint_id"] for each in listed]
    body = {"upheld": True, "finding": "属实（示例）", "document_no": "柳街督〔2026〕3号（示例）"}
    no = refused(lambda: town[STREET].act(path, "investigate", body))
    assert no["code"] == "disclosure.order_needed"
    order = {"kind": "SERVICES", "what": "公布社区服务项目实施情况（示例）"}
    done = town[STREET].act(path, "investigate", {**body, "order": order})
    assert done["status"]["label"] == "属实，已责令公布"
    where = f"/disclosure/board-orders/{done['order_id']}"
    after(town, town.reader.get(where)["due"])
    town.eventually(lambda: town.reader.get(where)["late"], "being late is public")
    listed = town.reader.get(f"/disclosure/board-orders?board_id={HEPING}")["items"]
    assert done["order_id"] in [each["order_id"] for each in listed]
    posted(town, kind="SERVICES", order_id=done["order_id"])
    assert town.reader.get(where)["status"]["label"] == "已公布"

    other = {
        "kind": "OTHER",
        "what": "公布停车位分配办法（示例）",
        "document_no": "柳街督4号（示例）",
    }
    made = town["liucheng_leader"].create(f"{BOARD}/orders", other)
    path = f"/disclosure/board-orders/{made['order_id']}"
    lifted = town[STREET].act(path, "lift", {"reason": "已由物业公布（示例）"})
    assert lifted["status"]["label"] == "已撤销"


@pytest.mark.rule("BRD-06")
def test_a_month_without_figures_is_public_until_they_hang(town: Town, board: dict[str, Any]):
    month = town.now().date().replace(day=1)
    following = (month + timedelta(days=32)).replace(day=1)
    after(town, str(following + timedelta(days=10)))
    period = f"{month:%Y-%m}"

    def missing() -> list[str]:
        items = town.reader.get(f"/disclosure/board-gaps?board_id={HEPING}")["items"]
        return [each["period"] for each in items]

    town.eventually(lambda: period in missing(), "what is missing is public")
    posted(town, period=period)
    assert period not in missing()
