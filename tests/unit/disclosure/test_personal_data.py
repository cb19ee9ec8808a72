"""Personal data in what is published: found and placed, taken out, kept apart, taken off."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.disclosure import handlers, schemas
from services.disclosure.model import Original
from services.disclosure.policies import ListRules, find_personal, propose
from services.disclosure.workflow import Status
from shared.chassis.schema import current_actor
from shared.testing.actors import story
from tests.unit.disclosure._board import Board, refused, table, text
from tests.unit.kernel._corpus import negatives, positives

S = Status
ID_NO, OLD_ID, MOBILE, CARD = (
    "510115199003070014", "510123900307001", "13800005678", "6222021234567890128",
)  # fmt: skip
DAY = date(2026, 2, 11)
RULES = ListRules.read(Board().packs.pack("disclosure.personal", DAY))
WITH_PHONE = text("名单", ["1", f"联系 {MOBILE}"])


@pytest.fixture
def drafted(board: Board) -> Board:
    board.hear_of_list()
    return board


def on_web(board: Board, content: dict[str, Any], title: str = "") -> None:
    board.redraft(content, title)
    board.published()


AID = table(
    ["序号", "姓名", "身份证号", "联系电话", "银行卡号", "致困病种", "家庭住址", "金额（元）"],
    ["1", "王某", ID_NO, MOBILE, CARD, "示例病", "柳城街道示例路1号2栋", "600"],
)  # fmt: skip
RELIEF = table(["序号", "姓名", "金额（元）"], ["1", "王某某", "600"])


# --- where -------------------------------------------------------------------------------------


@pytest.mark.rule("RED-02")
@pytest.mark.parametrize(
    ("said", "place", "kind", "sentence"),
    [
        ({"title": f"致{MOBILE}"}, ("/title", None, None, 2, 12), "PHONE",
         "标题第2—12字：手机号码"),
        (text(f"身份证 {ID_NO}。"), ("/text", None, None, 5, 22), "ID_NO",
         "正文第5—22字：身份证号码"),
        (text("名单", ["1", "张*"], ["2", f"旧证{OLD_ID}"]), ("/rows/1/1", 2, 2, 3, 17),
         "OLD_ID_NO", "表格第2列第2行第3—17字：15 位身份证号码"),
        (table([f"电话{MOBILE}"], ["1"]), ("/columns/0", None, 1, 3, 13), "PHONE",
         "表格第1列第3—13字：手机号码"),
        (table(["账号"], [CARD]), ("/rows/0/0", 1, 1, 1, 19), "BANK_CARD",
         "表格第1列第1行第1—19字：银行卡号"),
        ({"rows": [[int(MOBILE)]]}, ("/rows/0/0", 1, 1, 1, 11), "PHONE",
         "表格第1列第1行第1—11字：手机号码"),
    ],
)  # fmt: skip
def test_a_finding_says_pointer_row_column_characters_and_kind(said, place, kind, sentence):
    (found,) = find_personal(said)
    assert (found.pointer, found.row, found.column, found.first, found.last) == place
    assert (found.kind, found.said) == (kind, sentence)


@pytest.mark.rule("RED-02")
def test_the_corpus_is_found_in_title_text_heading_and_cell_alike():
    for number, kind in list(positives())[::7]:
        for said in ({"title": number}, text(number), table([number]), table(["甲"], [number])):
            assert [each.kind for each in find_personal(said)] == [kind], number
    assert find_personal(table(["甲"], *([each] for each in negatives()))) == []


@pytest.mark.rule("RED-02")
def test_the_refusal_names_places_and_kinds_and_repeats_no_number(drafted: Board):
    drafted.redraft(text(f"电话{MOBILE}", ["1", ID_NO], ["2", CARD]), title=f"致{MOBILE}")
    drafted.checked()
    no = refused(drafted, "gongkai_leader", handlers.approve)
    assert no.code == "disclosure.personal_data"
    assert [each["pointer"] for each in no.details["findings"]] == [
        "/title", "/text", "/rows/0/1", "/rows/1/1",
    ]  # fmt: skip
    assert no.message.startswith("内容含个人信息，不能公开：标题第2—12字：手机号码；")
    for number in (MOBILE, ID_NO, CARD):
        assert number not in f"{no.message} {no.details}"


@pytest.mark.rule("RED-02")
def test_no_fact_and_no_list_carries_the_number_of_a_title(drafted: Board):
    drafted.redraft(text("正文"), title=f"致{MOBILE}的答复")
    drafted.checked()
    drafted.at("2026-01-31 00:00")
    assert drafted.told[-1].event_type == "disclosure.record.overdue"
    assert {fact.title for fact in drafted.told[1:]} == {"致138****5678的答复"}
    assert schemas.RecordLine().dump(drafted.record)["title"] == "致138****5678的答复"


@pytest.mark.rule("RED-01")
@pytest.mark.parametrize(
    ("who", "whole"), [("gongkai", True), ("gongkai_leader", True), ("zhihui", False),
                       ("auditor", False)],
)  # fmt: skip
def test_the_desk_shows_numbers_to_who_checks_or_approves_and_masks_to_others(
    drafted: Board, who: str, whole: bool
):
    drafted.redraft(WITH_PHONE, title=f"致{MOBILE}")
    token = current_actor.set(story(who))
    shown = schemas.Record().dump(drafted.record)
    current_actor.reset(token)
    assert (MOBILE in shown["title"], MOBILE in str(shown["content"])) == (whole, whole)
    assert whole or shown["content"]["rows"] == [["1", "联系 138****5678"]]


# --- the proposal ------------------------------------------------------------------------------


@pytest.mark.rule("RED-02", "PUB-04")
def test_what_the_system_proposes_is_approved_as_it_is_title_and_all(drafted: Board):
    drafted.redraft(text(f"电话{MOBILE}", ["1", ID_NO]), title=f"致{MOBILE}")
    drafted.checked()
    record = drafted.record
    found = propose(record.title, record.content, RULES, on=DAY)
    assert found.title == "致138****5678"
    assert found.content == text("电话138****5678", ["1", "510115********0014"])
    drafted.redacted(dict(found.content), title=found.title)
    record = drafted.go("gongkai_leader", handlers.approve)
    assert (record.title, record.status) == ("致138****5678", S.APPROVED)
    assert drafted.the(Original).title == f"致{MOBILE}"


@pytest.mark.rule("RED-02")
def test_a_title_that_keeps_its_number_is_not_approved_and_a_title_left_out_stays(drafted: Board):
    drafted.redraft(text("正文"), title=f"致{MOBILE}")
    drafted.checked()
    assert drafted.redacted(text("正文")).title == f"致{MOBILE}"
    assert refused(drafted, "gongkai_leader", handlers.approve).code == "disclosure.personal_data"


PERSONS = [ID_NO, OLD_ID, MOBILE, CARD, "１３８ ００００－５６７８"]
AROUND = ["张某", " ", "-", "1", "\n", "联系", "2026-01-04", "低保", "孤儿", "姓名：张三"]
PIECES = st.lists(st.sampled_from([*PERSONS, *AROUND]), max_size=6).map("".join)
HEADS = st.lists(
    st.sampled_from(["姓名", "身份证号", "联系电话", "银行卡号", "病种", "家庭住址", "金额"]),
    min_size=2, max_size=4,
)  # fmt: skip


@pytest.mark.rule("RED-01", "RED-02")
@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_number_survives_the_proposal_and_proposing_twice_changes_nothing(data):
    columns = data.draw(HEADS)
    cell = st.one_of(PIECES, st.sampled_from(["示例路1号2栋", "和平社区3组"]))
    row = st.lists(cell, min_size=len(columns), max_size=len(columns))
    content = table(columns, *data.draw(st.lists(row, max_size=3)), body=data.draw(PIECES))
    first = propose(data.draw(PIECES), content, RULES, on=DAY)
    again = propose(first.title, first.content, RULES, on=DAY)
    assert (again.findings, again.bars) == ((), ())
    assert (again.title, again.content) == (first.title, first.content)


@pytest.mark.rule("RED-01")
def test_who_is_protected_keeps_a_surname_in_text_and_in_a_table_of_names_and_values():
    rows = [["姓名", "张三丰"], ["决定", "予以帮教"]]
    content = table(["项目", "内容"], *rows, body="姓名：李四光，社区矫正。")
    found = propose("社区矫正决定", content, RULES, on=DAY).content
    assert found["text"] == "姓名：李*，社区矫正。"
    assert found["rows"] == [["姓名", "张*"], ["决定", "予以帮教"]]
    other = propose("采购结果", {**content, "text": ""}, RULES, on=DAY).content
    assert other["rows"] == rows


# --- lists -------------------------------------------------------------------------------------


@pytest.mark.rule("RED-01")
def test_a_list_of_aid_refuses_the_columns_themselves_masked_or_not(drafted: Board):
    masked = table(["姓名", "身份证号", "金额"], ["王某", "510115********0014", "600"])
    drafted.redraft(masked, title="2026年1月低保对象公示")
    drafted.checked()
    no = refused(drafted, "gongkai_leader", handlers.approve)
    assert (no.code, no.details["places"]) == ("disclosure.not_on_lists", ["第2列的身份证号码"])
    drafted.redacted(table(["姓名", "金额"], ["王某", "600"]))
    assert drafted.go("gongkai_leader", handlers.approve).status is S.APPROVED


@pytest.mark.rule("RED-01")
def test_the_proposal_takes_out_every_refused_column_and_the_house_of_an_address():
    found = propose("低保对象公示", AID, RULES, on=DAY)
    assert found.content == table(
        ["序号", "姓名", "家庭住址", "金额（元）"], ["1", "王某", "柳城街道示例路***", "600"]
    )
    assert {each.what for each in found.bars} == {
        "ID_NO", "PHONE", "BANK_CARD", "DISEASE", "ADDRESS",
    }  # fmt: skip


@pytest.mark.rule("RED-01")
@pytest.mark.parametrize("word", ["社区矫正", "精神障碍", "艾滋病", "吸毒人员", "孤儿"])
def test_a_list_of_protected_people_is_not_published_at_all(drafted: Board, word: str):
    drafted.redraft(RELIEF, title=f"{word}帮扶名单")
    drafted.checked()
    no = refused(drafted, "gongkai_leader", handlers.approve)
    assert (no.code, no.details["pointers"]) == ("disclosure.not_on_lists", ["/rows"])
    found = propose(drafted.record.title, RELIEF, RULES, on=DAY).content
    assert found == table([], body="共 1 人，名单依法不予公开。")
    drafted.redacted(dict(found))
    assert drafted.go("gongkai_leader", handlers.approve).status is S.APPROVED


@pytest.mark.rule("RED-01")
@pytest.mark.parametrize(
    ("title", "content"),
    [
        ("低保办理指南", table(["窗口", "联系电话"], ["柳城街道", "028-82720000"])),
        ("低保经办机构", table(["单位", "经办人姓名", "电话"], ["民政局", "张某", "028-82720000"])),
        ("低保统计", table(["指标", "户数"], ["疾病致困", "12"])),
        ("社区矫正服务采购结果", table(["项目", "内容"], ["承接主体", "某机构"])),
        ("孤儿保障统计", table(["街道", "人数"], ["柳城街道", "3"])),
        ("志愿者表彰", table(["姓名", "服务时长"], ["王某", "120"])),
    ],
)
def test_what_is_no_list_of_such_people_goes_on(drafted: Board, title: str, content: dict):
    drafted.redraft(content, title)
    drafted.checked()
    assert drafted.go("gongkai_leader", handlers.approve).status is S.APPROVED


@pytest.mark.rule("RED-01")
def test_a_correction_does_not_bring_back_what_is_refused(drafted: Board):
    on_web(drafted, RELIEF, "低保对象公示")
    no = refused(drafted, "gongkai", handlers.correct, content=AID, note="补充")
    assert no.code in ("disclosure.personal_data", "disclosure.not_on_lists")
    content = table(["姓名", "致困病种"], ["王某", "示例病"])
    no = refused(drafted, "gongkai", handlers.correct, content=content, note="补充")
    assert no.code == "disclosure.not_on_lists"
    assert len(drafted.record.editions) == 1


# --- what readers are told (§37) ---------------------------------------------------------------


@pytest.mark.rule("PUB-04")
def test_partial_publication_names_what_was_taken_out_and_why(drafted: Board):
    drafted.redraft(
        text(f"报价甲，电话{MOBILE}", ["1", MOBILE], ["2", MOBILE]), title=f"致{MOBILE}"
    )
    drafted.checked(third_party="报价属商业秘密", internal="讨论稿")
    named = [{"what": "承接主体报价", "check": "third_party"}]
    drafted.redacted(text("其余", ["1", "138****5678"]), title="答复", taken_out=named)
    drafted.go("gongkai_leader", handlers.approve)
    drafted.go("gongkai", handlers.publish)
    told = schemas.PublicRecord().dump(drafted.record)["omissions"]
    assert [each["what"] for each in told] == [
        "承接主体报价", "部分内容", "标题的手机号码 1 处", "正文的手机号码 1 处",
        "表格第2列的手机号码 2 处",
    ]  # fmt: skip
    assert ["第三方" in told[0]["why"], "第十六条" in told[1]["why"]] == [True, True]
    assert all("第十五条" in each["why"] for each in told[2:])
    assert MOBILE not in str(told)
    assert "商业秘密" not in str(told)


@pytest.mark.rule("PUB-04", "PUB-07")
def test_nothing_is_taken_out_on_a_ground_that_no_check_found(drafted: Board):
    drafted.redraft(WITH_PHONE)
    drafted.checked()
    secret = {"what": "全部表格", "check": "secrecy"}
    command = {"content": text("其余"), "title": None}
    no = refused(drafted, "gongkai", handlers.redact, **command, taken_out=[secret])
    assert (no.code, no.details["checks"]) == ("disclosure.no_such_finding", ["secrecy"])


@pytest.mark.rule("RED-02")
def test_what_readers_are_told_of_an_omission_is_scanned_too(drafted: Board):
    drafted.checked(third_party="商业秘密")
    spoken = [{"what": f"{MOBILE} 的报价", "check": "third_party"}]
    command = {"content": text("其余"), "title": None}
    no = refused(drafted, "gongkai", handlers.redact, **command, taken_out=spoken)
    assert no.code == "disclosure.personal_data"
    assert drafted.all(Original) == []


# --- the original ------------------------------------------------------------------------------


@pytest.mark.rule("RED-03")
def test_the_first_content_stays_the_original_and_a_look_at_it_is_told_with_its_reason(
    drafted: Board,
):
    drafted.redraft(WITH_PHONE, title=f"致{MOBILE}")
    drafted.checked(internal="讨论稿")
    drafted.redacted(text("其余一"), title="答复")
    drafted.redacted(text("其余二"))
    before = vars(drafted.record).copy()
    original = drafted.go("gongkai_leader", handlers.reveal_original, reason="复核区分处理")
    assert (original.title, original.content) == (f"致{MOBILE}", WITH_PHONE)
    fact, line = drafted.told[-1], drafted.audit[-1]
    assert (fact.event_type, fact.reason) == (
        "disclosure.record.original_revealed", "复核区分处理",
    )  # fmt: skip
    assert (line.actor_id, line.facts) == ("gongkai_leader", (fact.event_type,))
    assert MOBILE not in str(drafted.told[1:])
    assert vars(drafted.record) == before, "a look changes nothing"


@pytest.mark.rule("RED-03")
def test_there_is_no_original_to_see_before_something_was_taken_out(drafted: Board):
    no = refused(drafted, "gongkai_leader", handlers.reveal_original, reason="复核")
    assert no.code == "disclosure.nothing_taken_out"


@pytest.mark.rule("RED-03")
def test_a_reason_that_holds_a_number_is_refused_because_it_would_travel(drafted: Board):
    drafted.checked(internal="讨论稿")
    drafted.redacted(text("其余"))
    no = refused(drafted, "gongkai_leader", handlers.reveal_original, reason=f"{MOBILE} 来电")
    assert no.code == "disclosure.personal_data"
    assert drafted.heard()[-1] == "redacted"
