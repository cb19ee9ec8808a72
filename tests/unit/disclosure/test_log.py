"""What goes into the transparency log: every public act, as bytes that name nobody."""

import hashlib

import pytest

from services.disclosure import handlers
from services.disclosure.model import LogAct, LogEntry
from shared.kernel.merkle import leaf_hash
from tests.unit.disclosure._board import Board, table, text
from tests.unit.disclosure._community import OFFICER, SUPERVISOR, Community


@pytest.fixture
def board() -> Board:
    made = Board()
    made.hear_of_list()
    made.published()
    return made


@pytest.mark.rule("LOG-01")
def test_a_publication_says_which_edition_with_which_content_and_when(board):
    (entry,) = board.all(LogEntry)
    edition = board.record.editions[0]
    assert board.logged() == [{
        "act": "record.published", "at": board.now.isoformat(), "record_id": board.record.id,
        "kind": "LIST_VERSION", "edition": 1, "digest": edition.digest,
        "title_sha256": hashlib.sha256(board.record.title.encode()).hexdigest(),
        "published_at": edition.published_at.isoformat(),
    }]  # fmt: skip
    assert entry.leaf_hash == leaf_hash(entry.body.encode())
    assert board.to_log == [entry.id]
    assert board.record.title not in entry.body, "the log forgets nothing, so it names nothing"


@pytest.mark.rule("LOG-01")
def test_a_correction_and_a_withdrawal_are_logged_beside_what_was_published(board):
    board.pass_time(hours=1)
    board.go("gongkai", handlers.correct, content=text("更正（示例）"), note="更正（示例）")
    board.pass_time(hours=1)
    board.go("gongkai_leader", handlers.withdraw, reason="依据已废止")
    said = [(each["act"], each["edition"]) for each in board.logged()]
    assert said == [(LogAct.PUBLISHED, 1), (LogAct.CORRECTED, 2), (LogAct.WITHDRAWN, 2)]


@pytest.mark.rule("LOG-01")
def test_what_is_archived_or_taken_off_is_logged(board):
    board.pass_time(hours=1)
    board.go("gongkai", handlers.archive)
    assert board.logged()[-1]["act"] == LogAct.ARCHIVED
    other = Board()
    other.hear_of_list()
    other.published()
    people = table(["姓名", "金额（元）"], ["王某", "600"])
    other.go("gongkai", handlers.correct, content=people, note="补列名单")
    other.at("2027-01-06")
    assert other.logged()[-1]["act"] == LogAct.TAKEN_OFF


@pytest.mark.rule("LOG-01")
def test_what_is_refused_leaves_nothing_in_the_log(board):
    before = len(board.all(LogEntry))
    leak = text("经办人手机 13800004711")
    with pytest.raises(Exception, match="手机"):
        board.go("gongkai", handlers.correct, content=leak, note="更正（示例）")
    assert len(board.all(LogEntry)) == before


@pytest.mark.rule("LOG-01", "BRD-03")
def test_what_hangs_on_a_board_is_logged_when_it_goes_up_is_corrected_and_comes_down():
    town = Community()
    town.arranged()
    hung = town.posted()
    right = {"content": text("更正后的收支（示例）。"), "note": "更正（示例）"}
    town.go(OFFICER, handlers.correct_posting, posting_id=hung.id, **right)
    town.go(SUPERVISOR, handlers.sign_posting, posting_id=hung.id)
    town.at("2026-12-31")
    said = [(each["act"], each["record_id"], each["edition"]) for each in town.logged()]
    assert said == [
        (LogAct.POSTED, hung.id, 1), (LogAct.POSTING_CORRECTED, hung.id, 2),
        (LogAct.TAKEN_DOWN, hung.id, 2),
    ]  # fmt: skip
    assert town.logged()[1]["digest"] == town.posting.editions[1].digest
