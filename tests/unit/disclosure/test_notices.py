"""Other services ask for a public notice; people object by name, and are answered with a basis."""

from datetime import date
from typing import Any

import pytest

from services.disclosure import handlers, schemas
from services.disclosure.model import Notice, NoticeObjection
from services.disclosure.workflow import NoticeStatus, ObjectionStatus
from shared.kernel.errors import Conflict, NotFound
from tests.unit.disclosure._board import load_2027, moment, table
from tests.unit.disclosure._community import Community

S = NoticeStatus
ASKED = {
    "matter_id": "evaluation-1", "path": "510115", "unit": "510115-BB",
    "kind": "EVALUATION_RESULT", "title": "街道绩效评价（2025）结果公示",
    "content": {"text": "评价结果（示例）", "columns": ["单位"], "rows": [["柳城"]]},
    "period": "5WD", "basis": "绩效评估办法（示例）",
}  # fmt: skip
SAID = {"name": "王秀英（示例）", "phone": "13800000950", "statement": "得分与事实不符（示例）"}
BASIS = "评价办法第八条（示例）"


class Hall(Community):
    def asked(self, **changes: Any) -> Notice:
        with self.react() as uow:
            handlers.show_for_delegation(uow, **{**ASKED, **changes})
        return self.the(Notice)

    def objected(self, who: str = "wang_xiuying") -> NoticeObjection:
        return self.go(who, handlers.object_to_notice, notice_id=self.the(Notice).id, **SAID)

    def answered(self, objection: NoticeObjection, **more: Any) -> NoticeObjection:
        command = {"upheld": False, "answer": "经核无误（示例）", "basis": BASIS, "content": None,
                   "changed": "", **more}  # fmt: skip
        return self.go(
            "bianban", handlers.answer_notice_objection, objection_id=objection.id, **command
        )

    @property
    def notice(self) -> Notice:
        return self.the(Notice)


@pytest.fixture
def hall() -> Hall:
    return Hall("2026-03-02")


@pytest.mark.rule("NTC-01")
def test_what_is_asked_for_is_scanned_and_shown_for_its_period(hall: Hall):
    notice = hall.asked()
    assert (notice.status, notice.round, notice.due) == (S.OPEN, 1, date(2026, 3, 9))
    assert hall.told[-1].event_type == "disclosure.notice.opened"
    assert (hall.told[-1].source, hall.told[-1].matter_id) == ("delegation", "evaluation-1")
    (logged,) = hall.logged()
    assert (logged["act"], logged["record_id"], logged["edition"], logged["digest"]) == (
        "notice.shown", notice.id, 1, notice.editions[0].digest,
    )  # fmt: skip
    hall.at("2026-03-09 23:59")
    assert hall.notice.status is S.OPEN
    hall.at("2026-03-10 00:00")
    assert (hall.notice.status, hall.told[-1].objections, hall.told[-1].open) == (S.ENDED, 0, 0)


@pytest.mark.rule("NTC-01", "G-03")
def test_calendar_days_are_not_rolled_and_working_days_are_counted(hall: Hall):
    assert hall.asked(period="5CD").due == date(2026, 3, 7)


@pytest.mark.rule("NTC-01", "X-06")
def test_the_same_asked_twice_is_shown_once(hall: Hall):
    hall.asked()
    notice = hall.asked()
    assert (notice.round, [t.event_type for t in hall.told]) == (1, ["disclosure.notice.opened"])


@pytest.mark.rule("NTC-02", "RED-02")
@pytest.mark.parametrize(
    "content",
    [
        {"text": "联系人 13800005678", "columns": [], "rows": []},
        table(["姓名", "住址"], ["王某", "示例路1号3栋"]),
    ],
)
def test_what_may_not_be_public_is_held_until_somebody_takes_it_out(hall: Hall, content):
    notice = hall.asked(content=content)
    assert (notice.status, notice.due, hall.timers) == (S.HELD, None, {})
    assert hall.told[-1].event_type == "disclosure.notice.held"
    with pytest.raises(Conflict, match=r"personal_data|not_on_lists"):
        hall.go("gongkai", handlers.clear_notice, notice_id=notice.id, title="示", content=content)
    hall.at("2026-03-04")
    shown = hall.go("gongkai", handlers.clear_notice, notice_id=notice.id, title="公示",
                    content={"text": "联系方式见原件", "columns": [], "rows": []})  # fmt: skip
    assert (shown.status, shown.due) == (S.OPEN, date(2026, 3, 11))
    assert hall.asked(content=content).round == 1, "a repeat asks for nothing new"


@pytest.mark.rule("NTC-03")
def test_a_resident_objects_by_name_within_the_period_and_a_window_writes_down_who_comes(
    hall: Hall,
):
    hall.asked()
    own, written = hall.objected(), hall.objected("chuangkou")
    assert (own.account, own.entered_by) == ("wang_xiuying", "wang_xiuying")
    assert (written.account, written.entered_by) == ("", "chuangkou")
    assert (hall.notice.objections, hall.notice.open, hall.told[-1].open) == (2, 2, 2)
    hall.now = moment("2026-03-10 00:00")
    no = hall.refuses("li_wei", handlers.object_to_notice, notice_id=hall.notice.id, **SAID)
    assert no.code == "disclosure.notice_is_over"


@pytest.mark.rule("NTC-03", "RED-01")
def test_who_objected_is_masked_in_no_fact_and_shown_whole_for_a_reason_only(hall: Hall):
    hall.asked()
    objection = hall.objected()
    shown = schemas.NoticeObjection().dump(objection)
    assert (shown["name"][:1], shown["phone"]) == ("王", "138****0950")
    assert SAID["name"] not in str(hall.told)
    assert SAID["statement"] not in str(hall.told)
    with pytest.raises(NotFound):
        hall.go("minzheng", handlers.reveal_objector, objection_id=objection.id, reason="核实")
    hall.go("bianban", handlers.reveal_objector, objection_id=objection.id, reason="电话核实")
    assert hall.told[-1].reason == "电话核实"


@pytest.mark.rule("NTC-04", "G-07")
def test_the_unit_that_asked_answers_with_a_basis_and_nobody_for_it(hall: Hall):
    hall.asked()
    objection = hall.objected()
    with pytest.raises(NotFound):
        hall.go("minzheng", handlers.answer_notice_objection, objection_id=objection.id,
                upheld=False, answer="无误", basis=BASIS, content=None, changed="")  # fmt: skip
    with pytest.raises(NotFound):
        hall.go("wang_xiuying", handlers.clear_notice, notice_id=hall.notice.id, title="公示",
                content={"text": "改"})  # fmt: skip
    done = hall.answered(objection)
    assert (done.status, done.basis, hall.notice.open) == (ObjectionStatus.DISMISSED, BASIS, 0)
    assert hall.audit[-1].basis_doc_no == BASIS
    assert ("notice_objection_due", objection.id) not in hall.timers


@pytest.mark.rule("NTC-05")
def test_a_period_that_ends_with_an_open_objection_waits_for_the_answer(hall: Hall):
    hall.asked()
    first, second = hall.objected(), hall.objected("li_wei")
    hall.at("2026-03-10 00:00")
    assert (hall.notice.status, hall.told[-1].open) == (S.ANSWERING, 2)
    hall.answered(first)
    assert hall.notice.status is S.ANSWERING
    hall.answered(second, upheld=True)
    assert (hall.notice.status, hall.notice.ended_at) == (S.ENDED, moment("2026-03-10 00:00"))
    assert [t.event_type for t in hall.told][-2:] == [
        "disclosure.notice.answered", "disclosure.notice.settled",
    ]  # fmt: skip


@pytest.mark.rule("NTC-06")
def test_a_material_change_is_shown_anew_for_the_whole_period(hall: Hall):
    hall.asked()
    objection = hall.objected()
    hall.at("2026-03-05")
    new = {"text": "更正后的结果（示例）", "columns": [], "rows": []}
    no = hall.refuses(
        "bianban", handlers.answer_notice_objection, objection_id=objection.id, upheld=False,
        answer="不成立", basis=BASIS, content=new, changed="改分",
    )  # fmt: skip
    assert no.code == "disclosure.nothing_to_change"
    hall.answered(objection, upheld=True, content=new, changed="更正柳城得分")
    notice = hall.notice
    assert (notice.status, notice.round, notice.due) == (S.OPEN, 2, date(2026, 3, 12))
    assert [each.note for each in notice.editions] == ["", "更正柳城得分"]
    hall.at("2026-03-13 00:00")
    assert (hall.told[-1].round, hall.notice.status) == (2, S.ENDED)


@pytest.mark.rule("NTC-05", "NTC-06")
def test_a_last_answer_that_changes_something_ends_nothing_before_the_new_period(hall: Hall):
    hall.asked()
    objection = hall.objected()
    hall.at("2026-03-10 00:00")
    leak = {"text": "电话 13800005678", "columns": [], "rows": []}
    hall.answered(objection, upheld=True, content=leak, changed="补充说明（示例）")
    assert (hall.notice.status, hall.notice.open) == (S.HELD, 0)
    hall.go("gongkai", handlers.clear_notice, notice_id=hall.notice.id, title="公示",
            content={"text": "补充说明（示例）"})  # fmt: skip
    assert (hall.notice.status, hall.notice.ended_at) == (S.OPEN, None)
    assert "disclosure.notice.settled" not in [t.event_type for t in hall.told]


@pytest.mark.rule("NTC-06")
def test_the_asker_may_ask_anew_with_other_content_even_when_it_was_over(hall: Hall):
    hall.asked()
    hall.at("2026-03-10 00:00")
    again = hall.asked(content={"text": "重新计算的结果（示例）"})
    assert (again.status, again.round, again.ended_at) == (S.OPEN, 2, None)


@pytest.mark.rule("NTC-04")
def test_an_unanswered_objection_is_late_once(hall: Hall):
    hall.asked()
    objection = hall.objected()
    hall.at("2026-03-17 00:00")
    assert [t.event_type for t in hall.told].count("disclosure.objection.late") == 1
    assert hall.answered(objection).late


@pytest.mark.rule("NTC-02")
def test_a_list_of_people_that_is_over_shows_nobody(hall: Hall):
    hall.asked(content=table(["姓名", "金额"], ["王某", "200"]))
    assert schemas.PublicNotice().dump(hall.notice)["editions"][0]["content"]["rows"]
    hall.at("2026-03-10 00:00")
    assert schemas.PublicNotice().dump(hall.notice)["editions"][0]["content"] == {}


@pytest.mark.rule("G-04")
def test_a_period_into_a_year_without_calendar_is_computed_anew_when_it_is_loaded():
    hall = Hall("2026-12-30")
    assert hall.asked().provisional
    load_2027(hall)
    assert (hall.notice.provisional, hall.notice.due) == (False, date(2027, 1, 6))
    assert hall.timers["notice_period_over", hall.notice.id] == moment("2027-01-07 00:00")


def test_an_early_reminder_waits_again_and_one_for_what_is_over_does_nothing(hall: Hall):
    notice = hall.asked()
    with hall.react() as uow:
        handlers.end_notice(uow, subject_id=notice.id)
    assert hall.notice.status is S.OPEN
    hall.at("2026-03-10 00:00")
    with hall.react() as uow:
        handlers.end_notice(uow, subject_id=notice.id)
    assert [t.event_type for t in hall.told].count("disclosure.notice.ended") == 1
