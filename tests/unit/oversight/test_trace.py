"""Every event becomes one line: who, for which unit, what it did to the clock."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from services.oversight import handlers
from services.oversight.model import Entry, UnitName
from services.oversight.service import Oversight
from shared.chassis.envelope import Context, Event, decode, encode
from shared.chassis.execution import Executor
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict
from shared.kernel.events import Fact, fact
from shared.testing.actors import story
from shared.testing.unit_of_work import Memory

AT = datetime(2026, 2, 11, 9, tzinfo=TZ)
LIUCHENG = "510115/510115001"


@fact("centers.case.submitted", label="提交申请")
class Submitted(Fact):
    case_id: str
    path: str
    case_no: str
    row_id: str
    delegation_id: str
    item_name: str
    due: date | None
    provisional: bool
    materials: tuple[str, ...]
    clock: str = "started"


@fact("identity.unit.renamed", label="单位更名")
class Renamed(Fact):
    unit_code: str
    path: str
    name: str


@fact("identity.clock.moved", label="移动演示时钟")
class Moved(Fact):
    clock_id: str


CASE = Submitted(
    case_id="case-1", path=LIUCHENG, case_no="BJ20260211000001", row_id="row-3", delegation_id="",
    item_name="困难老人生活补贴（示例）", due=date(2026, 3, 3), provisional=False,
    materials=("申请表",),
)  # fmt: skip


def on_the_wire(told: Fact, *, id: str = "event-1", cause: str = "") -> Event:
    context = Context("centers", "centers.submit_case", story("wang_xiuying"), AT, cause)
    return decode(encode(id, told, context))


@pytest.fixture
def center() -> Memory:
    return Memory("oversight", at=AT)


def hear(center: Memory, event: Event, handler=handlers.append) -> None:
    with center.react(cause=event.id) as uow:
        handler(uow, event=event)


@pytest.mark.rule("X-06", "G-07")
def test_a_line_says_who_acted_for_which_unit_and_which_event_carried_it(center: Memory):
    hear(center, on_the_wire(CASE, cause="event-0"))
    entry = center.the(Entry)
    assert (entry.id, entry.type, entry.service) == (
        "event-1", "centers.case.submitted", "centers",
    )  # fmt: skip
    assert (entry.actor_id, entry.actor_kind) == ("wang_xiuying", "resident")
    assert (entry.actor_unit, entry.actor_path) == (
        "510115001001", f"{LIUCHENG}/510115001001",
    )  # fmt: skip
    assert (entry.act, entry.label, entry.causation_id) == (
        "centers.submit_case", "提交申请", "event-0",
    )  # fmt: skip
    assert (entry.at, entry.path) == (AT, LIUCHENG)


def test_a_line_says_what_the_act_did_to_the_clock(center: Memory):
    hear(center, on_the_wire(CASE))
    entry = center.the(Entry)
    assert (entry.clock, entry.due) == ("started", date(2026, 3, 3))


def test_an_act_without_clock_and_place_is_a_line_too(center: Memory):
    hear(center, on_the_wire(Moved(clock_id="demo")))
    entry = center.the(Entry)
    assert (entry.clock, entry.due, entry.path) == ("none", None, "")


@pytest.mark.parametrize(
    ("due", "shown"),
    [("2026-03-03T23:59:59+08:00", date(2026, 3, 3)), ("", None), (None, None), (7, None)],
)
def test_a_due_date_of_another_form_parks_nothing(center: Memory, due, shown):
    event = on_the_wire(CASE)
    hear(center, replace(event, data={**event.data, "due": due}))
    assert center.the(Entry).due == shown


def test_a_matter_is_found_by_all_that_its_facts_speak_of(center: Memory):
    hear(center, on_the_wire(CASE))
    assert center.the(Entry).refs == ("case-1", "BJ20260211000001", "row-3")


def test_a_summary_leaves_out_ids_lists_and_what_is_shown_elsewhere(center: Memory):
    hear(center, on_the_wire(CASE))
    assert center.the(Entry).summary == {
        "case_no": "BJ20260211000001", "item_name": "困难老人生活补贴（示例）",
    }  # fmt: skip


@pytest.mark.rule("X-06")
def test_an_event_that_slips_past_the_inbox_is_stopped_by_its_key(center: Memory):
    hear(center, on_the_wire(CASE))
    with pytest.raises(Conflict):
        hear(center, on_the_wire(CASE))
    assert center.the(Entry).id == "event-1"


@pytest.mark.rule("X-03")
def test_a_renamed_unit_is_called_by_its_present_name_and_its_acts_stay(center: Memory):
    for number, name in enumerate(("柳城镇", "柳城街道")):
        renamed = Renamed(unit_code="510115001", path=LIUCHENG, name=name)
        hear(center, on_the_wire(renamed, id=f"event-{number}"), handlers.append_unit)
    assert center.the(UnitName).name == "柳城街道"
    assert [entry.summary["name"] for entry in center.all(Entry)] == ["柳城镇", "柳城街道"]


@pytest.mark.parametrize(
    ("event_type", "method"),
    [
        ("identity.unit.established", "trace_unit"), ("identity.unit.renamed", "trace_rename"),
        ("identity.unit.merged", "trace_identity"), ("centers.case.decided", "trace_centers"),
        ("delegation.batch.opened", "trace_delegation"),
        ("disclosure.record.published", "trace_disclosure"),
    ],
)  # fmt: skip
def test_every_fact_of_every_service_is_traced_by_one_handler(event_type: str, method: str):
    event = replace(on_the_wire(CASE), type=event_type)
    assert Executor(Oversight, house=None).subscription(event).name == method


def test_a_timer_of_another_service_is_no_act():
    event = replace(on_the_wire(CASE), type="centers.timer.notice_due")
    assert Executor(Oversight, house=None).subscription(event) is None
