"""A list of people hangs its time on board and web, and is then taken off and kept."""

from datetime import date, datetime
from typing import Any

import pytest

from services.disclosure import handlers, queries, schemas
from services.disclosure.workflow import RECORD, Status
from tests.unit.disclosure._board import Board, moment, refused, table

S = Status
RELIEF = table(["序号", "姓名", "金额（元）"], ["1", "王某某", "600"])


@pytest.fixture
def drafted(board: Board) -> Board:
    board.hear_of_list()
    return board


def on_web(board: Board, content: dict[str, Any], title: str = "") -> None:
    board.redraft(content, title)
    board.published()


def shown(board: Board) -> dict[str, Any]:
    return schemas.PublicRecord().dump(board.record)


@pytest.mark.rule("RED-04")
def test_a_list_of_people_leaves_the_web_by_itself_the_day_after_twelve_months(drafted: Board):
    on_web(drafted, RELIEF, "临时救助公示")
    record = drafted.record
    assert (record.board_until, record.web_until) == (date(2026, 1, 19), date(2027, 1, 4))
    drafted.at("2027-01-04 23:59")
    assert shown(drafted)["editions"][0]["content"] == RELIEF
    drafted.at("2027-01-05 00:00")
    assert drafted.record.status is S.ARCHIVED
    assert drafted.record.taken_off_at == moment("2027-01-05 00:00")
    assert shown(drafted)["editions"][0]["content"] == {}
    assert shown(drafted)["editions"][0]["digest"] == record.editions[0].digest
    assert drafted.record.editions[0].content == RELIEF, "archived, not destroyed"
    assert (drafted.heard()[-1], drafted.waiting) == ("taken_off", {})


@pytest.mark.rule("RED-04")
def test_a_list_is_not_archived_before_it_hung_fifteen_days_and_is_read_no_more_after(
    drafted: Board,
):
    on_web(drafted, RELIEF)
    drafted.at("2026-01-19 23:59")
    no = refused(drafted, "gongkai", handlers.archive)
    assert (no.code, no.details["until"]) == ("disclosure.still_on_notice", "2026-01-19")
    drafted.at("2026-01-20 00:00")
    drafted.go("gongkai", handlers.archive)
    assert shown(drafted)["editions"][0]["content"] == {}
    assert drafted.waiting == {}


@pytest.mark.rule("RED-04")
def test_what_lists_no_people_hangs_without_end_and_stays_readable_when_archived(drafted: Board):
    drafted.published()
    assert (drafted.record.web_until, drafted.waiting) == (None, {})
    drafted.go("gongkai", handlers.archive)
    assert shown(drafted)["editions"][0]["content"]["rows"]


@pytest.mark.rule("RED-04")
def test_a_correction_that_brings_people_begins_the_period_and_the_next_does_not_lengthen_it(
    drafted: Board,
):
    drafted.published()
    drafted.at("2026-02-01")
    drafted.go("gongkai", handlers.correct, content=RELIEF, note="补列名单")
    assert drafted.record.web_until == date(2027, 2, 1)
    drafted.at("2026-03-01")
    drafted.go("gongkai", handlers.correct, content=RELIEF, note="更正金额")
    assert drafted.record.web_until == date(2027, 2, 1)


@pytest.mark.rule("RED-04")
def test_a_withdrawn_list_is_not_taken_off_again_and_an_early_reminder_waits(drafted: Board):
    on_web(drafted, RELIEF)
    waiting = drafted.waiting
    drafted.timers.clear()
    with drafted.react() as uow:
        handlers.take_off(uow, subject_id=drafted.record.id)
    assert (drafted.waiting, drafted.record.status) == (waiting, S.PUBLISHED)
    drafted.go("gongkai_leader", handlers.withdraw, reason="依据变化")
    assert drafted.waiting == {}
    drafted.now = datetime.fromisoformat("2027-06-01T09:00:00+08:00")
    with drafted.react() as uow:
        handlers.take_off(uow, subject_id=drafted.record.id)
    assert (drafted.record.status, drafted.heard()[-1]) == (S.WITHDRAWN, "withdrawn")


def test_readers_still_open_what_was_taken_off_and_see_that_it_was(drafted: Board):
    assert S.ARCHIVED in queries.OPEN_TO_ALL
    assert {step.name for step in RECORD.steps if step.target is S.ARCHIVED} == {
        "archive", "take_off",
    }  # fmt: skip
