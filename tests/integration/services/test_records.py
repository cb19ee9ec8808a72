"""What readers find, and what the desk of a unit finds."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from shared.kernel.clock import TZ
from shared.kernel.errors import NotFound
from tests.integration.services._room import Room
from tests.unit.disclosure._board import CLEAN, LIUCHENG

GONGPING = "510115/510115002"


@pytest.fixture
def records(disclosure: Room) -> dict[str, str]:
    """A list of the district, and the figures of two streets: name → record id."""
    formed = disclosure.now.isoformat()
    disclosure.react(
        disclosure.handlers.draft_list, list_version_id="list-1", path="510115", list_code="L1",
        list_name="延伸事项清单", number=1, effective_from="2026-02-11", formed_at=formed,
        entries=[{"name": "困难老人生活补贴（示例）", "department": "民政局", "basis": []}],
    )  # fmt: skip
    for name, path in (("柳城街道", LIUCHENG), ("公平街道", GONGPING)):
        disclosure.react(
            disclosure.handlers.draft_statistics, statistics_id=f"2026-01:{path}", path=path,
            period="2026-01", unit_name=name, accepted=9, granted=6, denied=2, on_time=7,
            formed_at=formed,
        )  # fmt: skip
    items = disclosure.ask("gongkai", "list_records", limit=50)["body"]["items"]
    keys = {"510115": "list", LIUCHENG: "liucheng", GONGPING: "gongping"}
    return {keys[item["path"]]: item["record_id"] for item in items}


def publish(disclosure: Room, record_id: str) -> Any:
    shown = disclosure.ask("gongkai", "show_record", record_id=record_id)["body"]
    for who, operation, more in (
        ("gongkai", "check_record", CLEAN),
        ("gongkai_leader", "approve_record", {}),
        ("gongkai", "publish_record", {}),
    ):
        shown = disclosure.step(who, operation, record_id=record_id, version=shown["version"],
                                **more)  # fmt: skip
    return shown


@pytest.mark.rule("PUB-01", "X-04")
def test_a_reader_without_account_finds_what_is_public_and_nothing_before(disclosure, records):
    assert disclosure.listed("reader", "list_public", "record_id") == []
    for record_id in records.values():
        with pytest.raises(NotFound):
            disclosure.ask("reader", "read_public", record_id=record_id)
    publish(disclosure, records["list"])
    assert disclosure.listed("reader", "list_public", "record_id") == [records["list"]]
    page = disclosure.ask("reader", "read_public", record_id=records["list"])["body"]
    assert page["editions"][0]["content"]["rows"][0][1] == "困难老人生活补贴（示例）"
    assert "findings" not in page


@pytest.mark.rule("G-08")
def test_a_withdrawn_record_is_off_the_list_and_its_page_shows_no_content(disclosure, records):
    shown = publish(disclosure, records["list"])
    disclosure.step("gongkai_leader", "withdraw_record", record_id=records["list"],
                    version=shown["version"], reason="依据已废止")  # fmt: skip
    assert disclosure.listed("reader", "list_public", "record_id") == []
    page = disclosure.ask("reader", "read_public", record_id=records["list"])["body"]
    assert page["withdrawn_reason"] == "依据已废止"
    assert page["editions"][0]["content"] == {}


@pytest.mark.rule("RED-03")
def test_the_original_lies_apart_and_encrypted_and_is_shown_for_a_reason_only(disclosure, records):
    record_id = records["liucheng"]
    found = {**CLEAN, "internal": "条例第十六条"}
    shown = disclosure.step("gongkai", "check_record", record_id=record_id, version=1, **found)
    rest = {"text": "仅公开总数。", "columns": [], "rows": []}
    disclosure.step("gongkai", "redact_record", record_id=record_id, version=shown["version"],
                    content=rest)  # fmt: skip
    table, words = disclosure.store.records, "柳城街道 2026-01 办件统计。"
    with disclosure.database.read() as session:
        row = session.execute(table.select().where(table.c.id == record_id)).one()
        raw = session.execute(text("SELECT title, written FROM originals")).one()
    assert words not in str(row)
    assert words.encode() not in bytes(raw.written)
    assert "受理" not in str(disclosure.ask("gongkai", "show_record", record_id=record_id))
    original = disclosure.step("gongkai_leader", "reveal_original", record_id=record_id,
                               reason="复核")  # fmt: skip
    assert original["content"]["text"] == words
    assert original["content"]["rows"][0] == ["受理", "9"]
    with disclosure.database.read() as session:
        said = session.execute(
            text("SELECT actor_id FROM audit WHERE facts::text LIKE '%original_revealed%'")
        )
        assert said.scalars().all() == ["gongkai_leader"]


@pytest.mark.rule("RED-04")
def test_a_list_of_people_is_taken_off_when_its_time_is_over(disclosure, records):
    shown = publish(disclosure, records["list"])
    people = {"text": "", "columns": ["姓名", "金额（元）"], "rows": [["王某", "600"]]}
    disclosure.step("gongkai", "correct_record", record_id=records["list"],
                    version=shown["version"], content=people, note="补列名单")  # fmt: skip
    waiting = text("SELECT due_at FROM timers WHERE name = 'notice_over'")
    with disclosure.database.read() as session:
        due = session.execute(waiting).scalar_one()
    assert str(due.astimezone(TZ)) == "2027-02-12 00:00:00+08:00"
    disclosure.now = due
    disclosure.react(disclosure.handlers.take_off, subject_id=records["list"])
    assert disclosure.listed("reader", "list_public", "record_id") == []
    page = disclosure.ask("reader", "read_public", record_id=records["list"])["body"]
    assert page["taken_off_at"].startswith("2027-02-12")
    assert [each["content"] for each in page["editions"]] == [{}, {}]


@pytest.mark.rule("PUB-01")
def test_being_late_is_public_until_it_is_published(disclosure, records):
    assert disclosure.listed("reader", "list_overdue", "record_id") == []
    disclosure.now += timedelta(days=60)
    for record_id in records.values():
        disclosure.react(disclosure.handlers.run_late, subject_id=record_id)
    assert set(disclosure.listed("reader", "list_overdue", "record_id")) == set(records.values())
    publish(disclosure, records["list"])
    late = disclosure.listed("reader", "list_overdue", "record_id")
    assert set(late) == {records["liucheng"], records["gongping"]}


def test_filters_of_the_desk_and_of_readers(disclosure, records):
    publish(disclosure, records["list"])

    def shown(who: str, operation: str, **filters: Any) -> set[str]:
        return set(disclosure.listed(who, operation, "record_id", **filters))

    assert shown("gongkai", "list_records", status="DRAFTED") == {
        records["liucheng"], records["gongping"],
    }  # fmt: skip
    assert shown("gongkai", "list_records", q="柳城") == {records["liucheng"]}
    assert shown("gongkai", "list_records", overdue=True) == set()
    assert shown("reader", "list_public", kind="LIST_VERSION") == {records["list"]}
    assert shown("reader", "list_public", q="公平") == set()
