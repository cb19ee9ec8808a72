"""What others form becomes a duty to publish, with a last day."""

from datetime import date

import pytest

from services.disclosure import handlers, queries
from services.disclosure.model import Kind, Record
from services.disclosure.workflow import Status
from shared.kernel.errors import Invalid
from shared.testing.actors import story
from tests.unit.disclosure._board import LIUCHENG, Board, load_2027, moment


@pytest.mark.rule("PUB-01", "T9.1", "X-04")
def test_a_list_version_is_due_twenty_working_days_after_it_was_formed(board: Board):
    record = board.hear_of_list(formed="2026-01-04")
    assert (record.kind, record.status) == (Kind.LIST_VERSION, Status.DRAFTED)
    assert (record.due, record.provisional) == (date(2026, 1, 30), False)
    fact = board.told[-1]
    assert (fact.source_id, fact.formed_at) == ("list-1", moment("2026-01-04"))
    assert (fact.due, fact.source_event_id) == (date(2026, 1, 30), "event-1")


@pytest.mark.rule("PUB-01", "X-04")
def test_a_months_figures_are_due_too_and_are_what_the_event_said(board: Board):
    record = board.hear_of_figures()
    assert (record.kind, record.path) == (Kind.DECISION_STATISTICS, LIUCHENG)
    assert dict(record.content["rows"]) == {
        "受理": "9", "准予": "6", "不予批准": "2", "按期办结": "7",
    }  # fmt: skip
    assert record.due == date(2026, 3, 27)


@pytest.mark.rule("PUB-01", "X-04")
def test_an_annual_evaluation_is_due_too_in_order_of_rank_the_unranked_last(board: Board):
    rows = [
        {"street": "510115001", "name": "柳城街道", "total": "59.99", "grade": "不合格",
         "rank": "2", "mass_sample": 200},
        {"street": "510115002", "name": "公平街道", "total": "", "grade": "", "rank": "",
         "mass_sample": 12},
        {"street": "510115003", "name": "涌泉街道", "total": "88.73", "grade": "良好",
         "rank": "1", "mass_sample": 90},
    ]  # fmt: skip
    fact = {
        "evaluation_id": "evaluation-1", "path": "510115", "period": "2025",
        "title": "街道绩效评价", "results": rows, "formed_at": "2026-01-21T00:00:00+08:00",
    }  # fmt: skip
    for _ in range(2):
        with board.react(cause="event-9") as uow:
            handlers.draft_evaluation(uow, **fact)
    record = board.record
    assert (record.kind, record.source_id, record.due) == (
        Kind.EVALUATION_RESULT, "evaluation-1", date(2026, 2, 25),
    )  # fmt: skip
    assert record.content["rows"] == [
        ["1", "涌泉街道", "88.73", "良好", "90"], ["2", "柳城街道", "59.99", "不合格", "200"],
        ["—", "公平街道", "—", "—", "12"],
    ]  # fmt: skip


@pytest.mark.rule("PUB-02")
def test_a_record_belongs_to_the_unit_that_formed_it(board: Board):
    assert board.hear_of_list(path="510115/510115-BB").path == "510115/510115-BB"


def test_the_table_of_a_list_shows_names_departments_and_laws(board: Board):
    content = board.hear_of_list().content
    assert content["columns"] == ["序号", "事项名称", "责任部门", "依据"]
    assert content["rows"] == [["1", "困难老人生活补贴（示例）", "民政局", "行政许可法 第十二条"]]


@pytest.mark.rule("X-06")
def test_an_event_heard_twice_makes_one_record(board: Board):
    board.hear_of_list()
    board.hear_of_list()
    assert len(board.all(Record)) == len(board.told) == 1


def test_the_day_on_which_it_was_formed_chooses_the_rule_pack(board: Board):
    with pytest.raises(Invalid) as refused:
        board.hear_of_list(formed="2008-05-01")
    assert refused.value.code == "rulepack.not_in_force"


# --- late --------------------------------------------------------------------------------------


@pytest.mark.rule("PUB-01")
def test_the_day_after_the_last_day_it_is_late_and_that_is_told_once(board: Board):
    board.hear_of_list()
    board.at("2026-01-30 23:59")
    assert not board.record.overdue
    board.at("2026-01-31 00:00")
    assert board.record.overdue
    with board.react() as uow:
        handlers.run_late(uow, subject_id=board.record.id)
    assert board.heard() == ["drafted", "overdue"]


@pytest.mark.rule("PUB-01")
def test_what_was_published_on_the_last_day_is_on_time_and_its_timer_is_gone(board: Board):
    board.hear_of_list()
    board.at("2026-01-30 23:59")
    board.published()
    assert board.told[-1].on_time is True
    assert board.waiting == {}
    assert not board.record.overdue


@pytest.mark.rule("PUB-01")
def test_what_is_published_late_stays_marked_late(board: Board):
    board.hear_of_list()
    board.at("2026-01-31 00:00")
    board.published()
    assert (board.record.overdue, board.told[-1].on_time) == (True, False)


def test_a_reminder_before_the_last_day_waits_again(board: Board):
    board.hear_of_list()
    waiting = board.waiting
    board.timers.clear()
    with board.react() as uow:
        handlers.run_late(uow, subject_id=board.record.id)
    assert (board.waiting, board.record.overdue) == (waiting, False)


# --- provisional -------------------------------------------------------------------------------


@pytest.mark.rule("G-04", "T9.5")
def test_a_last_day_in_a_year_without_calendar_is_recomputed_once_with_old_and_new():
    board = Board("2026-12-24")
    record = board.hear_of_list(formed="2026-12-24")
    assert (record.due, record.provisional) == (date(2027, 1, 22), True)
    load_2027(board)
    assert (board.record.due, board.record.provisional) == (date(2027, 1, 21), False)
    assert (board.told[-1].old_due, board.told[-1].due) == (date(2027, 1, 22), date(2027, 1, 21))
    assert board.timers["overdue", board.record.id] == moment("2027-01-22 00:00")
    load_2027(board)
    assert board.heard() == ["drafted", "due_recomputed"]


@pytest.mark.rule("G-04")
def test_what_is_public_already_is_left_alone_when_a_calendar_is_loaded():
    board = Board("2026-12-24")
    board.hear_of_list(formed="2026-12-24")
    board.published()
    load_2027(board)
    assert board.waiting == {}
    assert board.heard()[-1] == "published"


def test_the_catalogue_names_what_must_be_public_on_what_basis_and_by_when(board: Board):
    with board.act(story("reader")) as uow:
        duties = queries.catalogue(uow).items
    assert {duty["kind"] for duty in duties} > {str(kind) for kind in Kind}
    assert all(duty["basis"] and duty["within"] for duty in duties)
