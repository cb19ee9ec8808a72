"""The lists on a real database: loaded whole, asked by day, refused by name of entry and law."""

from datetime import datetime
from typing import Any

import pytest

from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, Forbidden, NotFound, Stale
from shared.testing.actors import path_of
from shared.testing.unit_of_work import DATA
from tests.integration.services._room import Room
from tests.unit.delegation._town import LAW, LEADERS, REPORTERS, REVIEWERS, UNITS, row_content


@pytest.fixture
def lists(rooms: dict[str, Room]) -> Room:
    """The service with the project's own data, as the demonstration loads it."""
    home = rooms["delegation"]
    home.now = datetime(2026, 3, 2, 9, tzinfo=TZ)
    home.react(home.handlers.load, folder=DATA, demo=True)
    for code, (name, kind) in UNITS.items():
        home.react(home.handlers.learn_unit, unit_code=code, path=path_of(code), name=name,
                   kind=kind, valid_to=None)  # fmt: skip
    return home


@pytest.mark.rule("LST-09")
def test_the_sample_lists_are_public_and_106_items_are_cancelled(lists: Room):
    found = lists.ask("reader", "list_versions")["body"]["items"]
    assert sorted(each["list_code"] for each in found) == ["L1", "L2", "L3", "L4", "L5"]
    whole = lists.ask("reader", "show_version", list_version_id=found[0]["list_version_id"])["body"]
    assert whole["intact"]
    assert whole["sample"]
    counted = lists.ask("reader", "count_cancelled")["body"]
    assert counted["total"] == 106
    assert sum(counted["lists"].values()) == 106
    assert lists.ask("reader", "count_cancelled", on="2016-06-30")["body"]["total"] == 0
    gone = lists.listed("reader", "list_entries", "entry_id", cancelled=True, list_code="L1")
    assert len(gone) == len(set(gone)) == counted["lists"].get("L1", 0)
    assert lists.ask("reader", "list_entries", on="2016-06-30")["body"]["items"] == []


def test_work_is_allowed_or_refused_by_entry_and_law(lists: Room):
    negative, free = (
        lists.ask("reader", "list_entries", list_code=code)["body"]["items"][0]
        for code in ("L4", "L3")
    )
    assert lists.ask("liucheng", "decide_dispatch", name=free["name"])["body"]["allowed"]
    with pytest.raises(Conflict) as refusal:
        lists.ask("liucheng", "decide_dispatch", item_id=negative["lineage_id"])
    assert refusal.value.code == "delegation.negative_listed"
    assert refusal.value.details["entry_id"] == negative["entry_id"]
    assert negative["name"] in refusal.value.message
    stone = lists.ask("reader", "list_entries", cancelled=True)["body"]["items"][0]
    with pytest.raises(Conflict) as refusal:
        lists.ask("liucheng", "decide_dispatch", item_id=stone["lineage_id"])
    assert refusal.value.code == "delegation.cancelled_item"
    with pytest.raises(Conflict) as refusal:
        lists.ask("liucheng", "decide_dispatch", name="从未列入的工作")
    assert refusal.value.code == "delegation.not_admitted"


@pytest.mark.rule("LST-21", "X-02")
def test_a_seal_is_asked_with_the_day_of_the_act(lists: Room):
    seal = lists.ask("reader", "list_entries", list_code="L5")["body"]["items"][0]
    assert lists.ask("daiban", "check_seal", name=seal["name"])["body"]["name"] == seal["name"]
    with pytest.raises(Conflict) as refusal:
        lists.ask("daiban", "check_seal", name=seal["name"], on="2016-06-30")
    assert refusal.value.code == "delegation.seal_not_allowed"


def bearing(lists: Room, item: dict[str, Any], unit: str) -> dict[str, Any]:
    """Let a street say that it can bear the item."""
    said = {"verdict": "accept", "volume": 100, "cost_fen": 0, "text": ""}
    officer, key = LEADERS[unit].removesuffix("_leader"), item["item_id"]
    return lists.step(officer, "take_stance", item_id=key, version=item["version"], **said)


def whole_batch(lists: Room) -> str:
    """Take a batch with one new item of 民政局 through its rounds, by HTTP's own steps."""
    units = {"reporters": REPORTERS, "countersigners": ["510115001001"]}
    shown = lists.ask("bianban", "draft_batch", title="2026年清单", **units)["body"]
    batch_id = shown["batch_id"]

    def act(who: str, operation: str, **more: Any) -> None:
        nonlocal shown
        shown = lists.step(who, operation, batch_id=batch_id, version=shown["version"], **more)

    act("bianban", "open_batch")
    item = lists.ask("minzheng", "report_item", batch_id=batch_id, list_code="L1", kind="行政给付",
                     level="street", bearer="便民服务中心", basis=LAW,
                     name="困难群众节日慰问（测试）")["body"]  # fmt: skip
    for number in (1, 2, 3):
        for unit in shown["rounds"][number - 1]["reporters"]:
            item = bearing(lists, item, unit) if number == 2 else item
            act(LEADERS[unit], "submit_unit", document_no="签1号")
        act("bianban", "close_report")
        for unit in shown["rounds"][number - 1]["reviewers"]:
            if unit != item["reporter"]:
                said = {"verdict": "agree", "text": "同意", "version": item["version"]}
                item = lists.step(REVIEWERS[unit], "give_opinion", item_id=item["item_id"], **said)
        act("bianban", "close_review")
        came_back = shown["rounds"][number - 1]
        answers = dict.fromkeys(came_back["return_to"], "acknowledge_return")
        answers |= dict.fromkeys(came_back["countersigners"], "countersign_drafts")
        for unit, answer in answers.items():
            act(LEADERS[unit], answer)
        if number < 3:
            act("bianban", "begin_round")
    lists.step("bianban", "resolve_item", item_id=item["item_id"], resolution="retain",
               reason="依据充分", version=item["version"])  # fmt: skip
    act("bianban", "start_notice")
    return batch_id


@pytest.mark.rule("LST-01", "LST-02", "LST-08")
def test_a_batch_is_noticed_objected_to_approved_and_in_force(lists: Room):
    batch_id = whole_batch(lists)
    notice = lists.ask("reader", "show_notice", batch_id=batch_id)["body"]
    (item,) = notice["items"]
    assert lists.listed("reader", "list_notices", "batch_id") == [batch_id]
    lists.ask("wang_xiuying", "file_objection", batch_id=batch_id, item_id=item["item_id"],
              statement="承接主体不清")  # fmt: skip
    (one,) = lists.ask("bianban", "list_objections", batch_id=batch_id)["body"]["items"]
    assert one["statement"] == "承接主体不清"
    lists.step("bianban", "answer_objection", objection_id=one["objection_id"],
               version=one["version"], answer="依据充分，予以保留")  # fmt: skip
    lists.now = datetime.fromisoformat(f"{notice['notice_until']}T23:59:59+08:00")
    lists.react(lists.handlers.end_notice, subject_id=batch_id)
    lists.now = datetime(2026, 6, 1, 9, tzinfo=TZ)
    lists.react(lists.handlers.end_notice, subject_id=batch_id)
    shown = lists.ask("zhengfu", "show_batch", batch_id=batch_id)["body"]
    assert "approve" in [offer["action"] for offer in shown["offered"]]
    with pytest.raises(Stale):
        lists.step("zhengfu", "approve_batch", batch_id=batch_id, document_no="8号", version=1)
    lists.step("zhengfu", "approve_batch", batch_id=batch_id, document_no="8号",
               version=shown["version"])  # fmt: skip
    found = lists.ask("reader", "list_entries", q="节日慰问")["body"]["items"]
    assert [entry["list_code"] for entry in found] == ["L1"]
    versions = lists.ask("reader", "list_versions", list_code="L1")["body"]["items"]
    assert [each["number"] for each in versions] == [2, 1]
    assert versions[0]["previous_digest"] == versions[1]["digest"]


def test_drafts_of_rows_are_seen_by_their_own_department_only(lists: Room):
    row = lists.ask("minzheng", "list_rows", department="510115-MZ")["body"]["items"][0]
    drafted = lists.ask("minzheng", "draft_row", item_id=row["item_id"], content=row_content())
    assert drafted["body"]["number"] == 2
    row_id = drafted["body"]["row_id"]
    assert (
        lists.ask("minzheng_leader", "show_row", row_id=row_id)["body"]["status"]["code"] == "DRAFT"
    )
    with pytest.raises(NotFound):
        lists.ask("renshe", "show_row", row_id=row_id)
    published = lists.step("minzheng_leader", "publish_row", row_id=row_id, version=1)
    assert published["status"]["code"] == "PUBLISHED"
    assert lists.ask("renshe", "show_row", row_id=row_id)["body"]["content"]["bearer"]


def test_a_draft_that_was_withdrawn_is_still_seen_by_its_own_department_only(lists: Room):
    row = lists.ask("minzheng", "list_rows", department="510115-MZ")["body"]["items"][0]
    drafted = lists.ask("minzheng", "draft_row", item_id=row["item_id"], content=row_content())
    row_id = drafted["body"]["row_id"]
    lists.step("minzheng_leader", "withdraw_row", row_id=row_id, reason="另行起草", version=1)
    shown = lists.ask("minzheng", "show_row", row_id=row_id)["body"]
    assert shown["status"]["code"] == "WITHDRAWN"
    for who in ("renshe", "chuangkou"):
        with pytest.raises(NotFound):
            lists.ask(who, "show_row", row_id=row_id)
        assert row_id not in lists.listed(who, "list_rows", "row_id", status="WITHDRAWN")


@pytest.mark.rule("DEL-01")
def test_a_delegation_is_seen_by_its_department_and_its_street_only(lists: Room):
    row = lists.ask("minzheng", "list_rows", department="510115-MZ")["body"]["items"][0]
    made = lists.ask("minzheng", "propose_delegation", item_id=row["item_id"], street="510115001")
    key = made["body"]["delegation_id"]
    lists.step("minzheng_leader", "offer_delegation", delegation_id=key, version=made["version"])
    assert lists.listed("liucheng_leader", "list_delegations", "delegation_id") == [key]
    assert lists.listed("gongping_leader", "list_delegations", "delegation_id") == []
    with pytest.raises(NotFound):
        lists.ask("gongping_leader", "show_delegation", delegation_id=key)
    with pytest.raises((NotFound, Forbidden)):
        lists.ask(
            "gongping_leader", "accept_delegation", delegation_id=key, opinion="同意", version=2
        )
