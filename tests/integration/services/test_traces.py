"""The trace of a matter: in order, with what it rests on, inside the jurisdiction."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.centers import events
from shared.chassis.envelope import Context, decode, encode
from shared.kernel.errors import NotFound
from shared.testing.actors import story
from tests.integration.services._room import Room

LIUCHENG, GONGPING = "510115/510115001", "510115/510115002"


def tell(oversight: Room, fact, who: str, *, id: str, minutes: int = 0) -> None:
    at = oversight.now + timedelta(minutes=minutes)
    event = decode(encode(id, fact, Context("centers", "centers.act", story(who), at)))
    oversight.react(oversight.handlers.append, event=event)


@pytest.fixture
def told(oversight: Room) -> Room:
    """The acts of two cases, heard out of order, and the row that one of them rests on."""
    case = {"case_id": "case-1", "path": LIUCHENG, "case_no": "BJ20260211000001"}
    other = {"case_id": "case-2", "path": GONGPING, "case_no": "BJ20260211000002"}
    tell(oversight, events.CaseWithdrawn(**case), "wang_xiuying", id="e-3", minutes=9)
    submitted = events.CaseSubmitted(
        **case, row_id="row-3", row_number=3, item_id="L1-001", item_name="补贴（示例）",
        delegation_id="", accept_path=LIUCHENG, channel="WEB",
    )  # fmt: skip
    tell(oversight, submitted, "wang_xiuying", id="e-1")
    tell(oversight, events.ReviewStarted(**case, due=None), "chengban", id="e-2", minutes=5)
    tell(oversight, events.CaseWithdrawn(**other), "li_wei", id="e-4")
    published = replace(submitted, case_id="row-3", case_no="", row_id="", path="510115")
    tell(oversight, published, "minzheng_leader", id="e-0", minutes=-60)
    return oversight


@pytest.mark.rule("G-07", "X-06")
@pytest.mark.parametrize("matter", ["case-1", "BJ20260211000001"])
def test_every_act_of_a_matter_stands_in_order_with_who_and_for_which_unit(told, matter):
    trace = told.ask("liucheng_leader", "read_trace", matter_id=matter)["body"]
    assert [entry["event_id"] for entry in trace["entries"]] == ["e-1", "e-2", "e-3"]
    assert [(entry["actor_id"], entry["actor_unit"]) for entry in trace["entries"]] == [
        ("wang_xiuying", "510115001001"), ("chengban", "510115001"),
        ("wang_xiuying", "510115001001"),
    ]  # fmt: skip
    assert [entry["clock"] for entry in trace["entries"]] == ["none", "none", "stopped"]


def test_what_a_matter_rests_on_is_its_background_and_is_seen_from_the_district(told):
    trace = told.ask("zhihui", "read_trace", matter_id="case-1")["body"]
    assert [entry["event_id"] for entry in trace["background"]] == ["e-0"]
    assert trace["entries"][0]["event_id"] == "e-1"


@pytest.mark.parametrize(
    ("who", "matter"),
    [("gongping_leader", "case-1"), ("liucheng_leader", "case-2"), ("zhihui", "case-9")],
)
def test_a_trace_outside_the_jurisdiction_is_not_there(told, who: str, matter: str):
    with pytest.raises(NotFound) as refused:
        told.ask(who, "read_trace", matter_id=matter)
    assert refused.value.code == "oversight.no_trace"
