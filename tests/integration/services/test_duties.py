"""Duties on a real database: the directory, who is late by name, what is kept back."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from shared.testing.actors import path_of
from tests.integration.services._room import Room
from tests.unit.disclosure._board import CLEAN

UNITS = {"510115": "district", "510115-MZ": "department", "510115001": "street"}


@pytest.fixture
def town(disclosure: Room) -> Room:
    for code, kind in UNITS.items():
        disclosure.react(disclosure.handlers.learn_unit, unit_code=code, path=path_of(code),
                         name=f"{code}（示例）", kind=kind, valid_to=None)  # fmt: skip
    return disclosure


def entered(town: Room, who: str = "minzheng", **more: object) -> dict[str, object]:
    body = {
        "kind": "SOCIAL_RELIEF",
        "title": "救助标准（示例）",
        "content": {"text": "标准（示例）"},
    }
    return town.step(who, "draft_record", formed_at=town.now.isoformat(), **body, **more)


def checked(town: Room, made: dict[str, object], **found: str) -> dict[str, object]:
    return town.step("gongkai", "check_record", record_id=made["record_id"],
                     version=made["version"], **{**CLEAN, **found})  # fmt: skip


@pytest.mark.rule("PUB-02", "PUB-03")
def test_what_was_entered_by_hand_is_in_the_directory_under_its_index_number(town: Room):
    made = checked(town, entered(town))
    for who, operation in (("gongkai_leader", "approve_record"), ("gongkai", "publish_record")):
        made = town.step(who, operation, record_id=made["record_id"], version=made["version"])
    for filters, count in (({}, 1), ({"publisher": "510115-MZ"}, 1), ({"publisher": "5101"}, 0),
                           ({"kind": "BUDGET"}, 0)):  # fmt: skip
        assert len(town.listed("reader", "list_directory", "index_no", **filters)) == count
    (line,) = town.ask("reader", "list_directory", limit=5)["body"]["items"]
    assert line["index_no"].startswith("510115-MZ-2026-")
    assert (line["name"], line["summary"]) == ("救助标准（示例）", "标准（示例）")
    guide = town.ask("reader", "show_guide")["body"]
    assert {each["group"]: each["kinds"] for each in guide["classes"]}["FIELD"] == 26


@pytest.mark.rule("PUB-01", "PUB-05")
def test_who_is_late_is_named_to_everybody(town: Room):
    town.now += timedelta(days=420)
    town.react(town.handlers.arise_reports, subject_id="2026")
    with town.database.read() as session:
        late = session.execute(text("SELECT id FROM records")).scalars().all()
    for record_id in late:
        town.react(town.handlers.run_late, subject_id=record_id)
    shown = town.listed("reader", "list_overdue", "publisher_name")
    assert set(shown) == {"510115（示例）", "510115-MZ（示例）", "510115001（示例）"}


@pytest.mark.rule("PUB-06")
def test_what_is_kept_back_is_listed_where_one_serves_and_when_it_is_due(town: Room):
    made = checked(town, entered(town), internal="条例第十六条")
    town.step("gongkai_leader", "withhold_record", record_id=made["record_id"],
              version=made["version"], ground="internal", reason="内部流程（示例）")  # fmt: skip
    assert town.listed("gongkai", "list_withheld", "record_id") == [made["record_id"]]
    assert town.listed("liucheng", "list_withheld", "record_id") == []
    assert town.listed("gongkai", "list_withheld", "record_id", due=True) == []
    town.now += timedelta(days=365)
    assert town.listed("gongkai", "list_withheld", "record_id", due=True) == [made["record_id"]]
    assert town.listed("reader", "list_overdue", "record_id") == []
