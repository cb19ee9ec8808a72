"""Public notices on a real database: one for a matter; objections encrypted, read by their own."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from shared.kernel.errors import NotFound
from tests.integration.services._room import Room
from tests.unit.disclosure.test_notices import ASKED, SAID


@pytest.fixture
def hall(disclosure: Room) -> Room:
    disclosure.react(disclosure.handlers.show_for_delegation, **ASKED)
    return disclosure


@pytest.mark.rule("NTC-01", "X-06")
def test_a_matter_has_one_notice_and_two_that_ask_at_once_cannot_make_two(hall: Room):
    hall.react(hall.handlers.show_for_delegation, **ASKED)
    assert len(hall.listed("reader", "list_notices", "notice_id")) == 1
    with pytest.raises(IntegrityError), hall.database.write() as session:
        session.execute(text(
            "INSERT INTO notices SELECT 'other', version, source, matter_id, kind, title, content,"
            " path, unit, basis, period, asked_at, asked, bars, people, changed, editions, clock,"
            " due, provisional, objections, open, ended_at, status FROM notices"
        ))  # fmt: skip


@pytest.mark.rule("NTC-02")
def test_what_is_held_is_on_the_desk_and_nowhere_else(hall: Room):
    held = {**ASKED, "matter_id": "evaluation-2", "content": {"text": "电话 13800005678"}}
    hall.react(hall.handlers.show_for_delegation, **held)
    assert len(hall.listed("reader", "list_notices", "notice_id")) == 1
    (found,) = hall.listed("gongkai", "list_notice_desk", "notice_id", status="HELD")
    with pytest.raises(NotFound):
        hall.ask("reader", "read_notice", notice_id=found)
    assert hall.ask("gongkai", "show_desk_notice", notice_id=found)["body"]["round"] == 0


@pytest.mark.rule("NTC-03")
def test_an_objection_is_encrypted_and_read_by_who_made_entered_or_answers_it(hall: Room):
    (notice,) = hall.listed("reader", "list_notices", "notice_id")
    hall.step("wang_xiuying", "object_to_notice", notice_id=notice, **SAID)
    hall.step("chuangkou", "object_to_notice", notice_id=notice, **SAID)
    for who, seen in (
        ("wang_xiuying", 1), ("chuangkou", 1), ("bianban", 2), ("li_wei", 0), ("minzheng", 0),
        ("gongkai", 0), ("liucheng", 0),
    ):  # fmt: skip
        assert len(hall.listed(who, "list_notice_objections", "objection_id")) == seen, who
    with hall.database.read() as session:
        rows = session.execute(text("SELECT name, phone, statement FROM notice_objections")).all()
    for row in rows:
        for value, said in zip(row, SAID.values(), strict=True):
            assert said.encode() not in bytes(value)
