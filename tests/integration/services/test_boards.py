"""Boards on a real database: who reads what, what is encrypted, what is found when."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from shared.kernel.errors import NotFound
from shared.testing.actors import path_of
from tests.integration.services._room import Room
from tests.unit.disclosure._community import HEPING, SAID, VILLAGE

OTHER = "510115002001"


@pytest.fixture
def town(disclosure: Room) -> Room:
    """Two communities and a village, the first with a place for its board."""
    for code, kind in ((HEPING, "community"), (OTHER, "community"), (VILLAGE, "village")):
        disclosure.react(disclosure.handlers.learn_unit, unit_code=code, path=path_of(code),
                         name=f"{code}（示例）", kind=kind, valid_to=None)  # fmt: skip
    disclosure.step("liucheng", "arrange_board", board_id=HEPING, place="门前（示例）", version=1,
                    ordered={"FINANCE": "M"})  # fmt: skip
    return disclosure


def drafted(town: Room, **more: Any) -> Any:
    return town.step("daiban", "draft_posting", board_id=HEPING, kind="FUNDS",
                     title="公益金收支（示例）", content=SAID, **more)  # fmt: skip


def posted(town: Room, **more: Any) -> Any:
    made = drafted(town, **more)
    for who, operation in (("heping_jiandu", "sign_posting"), ("daiban", "put_up")):
        made = town.step(who, operation, posting_id=made["posting_id"], version=made["version"])
    return made


@pytest.mark.rule("BRD-01", "BRD-02")
def test_everybody_reads_what_hangs_and_only_its_street_what_does_not(town: Room):
    draft, hung = drafted(town), posted(town)
    assert town.listed("reader", "list_board_postings", "posting_id") == [hung["posting_id"]]
    with pytest.raises(NotFound):
        town.ask("reader", "read_board_posting", posting_id=draft["posting_id"])
    both = [hung["posting_id"], draft["posting_id"]]
    for who in ("daiban", "heping_jiandu", "liucheng_leader", "gongkai"):
        assert town.listed(who, "list_postings", "posting_id") == both
    assert town.listed("gongping", "list_postings", "posting_id") == []
    with pytest.raises(NotFound):
        town.ask("gongping", "show_posting", posting_id=draft["posting_id"])
    assert town.listed("liucheng", "list_postings", "posting_id", status="DRAFTED") == both[1:]
    assert town.listed("reader", "list_boards", "board_id") == [HEPING, OTHER, VILLAGE]
    assert town.listed("reader", "list_boards", "board_id", street="510115002") == [OTHER]


@pytest.mark.rule("BRD-07", "BRD-08")
def test_a_committee_reads_questions_and_no_complaint_and_both_lie_encrypted(town: Room):
    hung = posted(town)
    asked = town.step("wang_xiuying", "ask_committee", posting_id=hung["posting_id"],
                      question="支出明细（示例）？")  # fmt: skip
    said = town.step(
        "wang_xiuying", "file_complaint", board_id=HEPING, statement="账目不实（示例）"
    )
    for who, questions, complaints in (
        ("wang_xiuying", 1, 1), ("li_wei", 0, 0), ("daiban", 1, 0), ("heping_leader", 1, 0),
        ("liucheng", 1, 1), ("gongping", 0, 0),
    ):  # fmt: skip
        found = [
            len(town.listed(who, "list_board_questions", "question_id")),
            len(town.listed(who, "list_board_complaints", "complaint_id")),
        ]
        assert found == [questions, complaints], who
    with pytest.raises(NotFound):
        town.ask("daiban", "show_board_complaint", complaint_id=said["complaint_id"])
    with town.database.read() as session:
        row = session.execute(text("SELECT question, clock FROM board_questions")).one()
        other = session.execute(text("SELECT statement FROM board_complaints")).scalar_one()
    assert "支出明细".encode() not in bytes(row.question)
    assert "账目不实".encode() not in bytes(other)
    assert asked["due"] == "2026-02-25"


@pytest.mark.rule("BRD-06")
def test_what_was_missing_is_public_until_it_hangs_and_looking_twice_finds_it_once(town: Room):
    town.now += timedelta(days=60)
    for _ in range(2):
        town.react(town.handlers.look_for_gaps, subject_id=HEPING)
    periods = town.listed("reader", "list_board_gaps", "period", board_id=HEPING)
    assert periods == ["2026-03", "2026-02"]
    posted(town, period="2026-02")
    assert town.listed("reader", "list_board_gaps", "period") == ["2026-03"]
    assert len(town.listed("reader", "list_board_gaps", "period", open=False)) == 2


@pytest.mark.rule("BRD-09")
def test_an_order_is_public_and_leaves_the_open_list_when_it_is_obeyed(town: Room):
    order = town.step("liucheng_leader", "order_publication", board_id=HEPING, kind="FUNDS",
                      what="公布收支（示例）", document_no="柳街督1号（示例）")  # fmt: skip
    town.now += timedelta(days=30)
    town.react(town.handlers.order_lapsed, subject_id=order["order_id"])
    (late,) = town.ask("reader", "list_publication_orders", limit=5)["body"]["items"]
    assert (late["late"], late["due"]) == (True, "2026-02-25")
    posted(town, order_id=order["order_id"])
    assert town.listed("reader", "list_publication_orders", "order_id") == []
    done = town.ask("reader", "show_publication_order", order_id=order["order_id"])["body"]
    assert done["status"]["label"] == "已公布"
