"""Which events a department's system hears, and what may be done to its connection."""

from dataclasses import replace
from datetime import datetime
from itertools import product
from typing import Any

import pytest

from services.oversight import handlers, policies
from services.oversight.model import Connection, Delivery, Entry, Kind, Stand
from services.oversight.workflow import CONNECTION, Status
from shared.chassis.courier import Parcel
from shared.chassis.envelope import Context, Event, decode, encode
from shared.kernel.actor import Actor
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, Forbidden, NotFound
from shared.kernel.events import Fact, fact
from shared.testing.actors import stories, story
from shared.testing.unit_of_work import Memory

AT = datetime(2026, 2, 11, 9, tzinfo=TZ)
LIUCHENG, GONGPING = "510115/510115001", "510115/510115002"
OPERATOR = story("operator")
TABLE = {
    (Status.ACTIVE, "pause"): Status.PAUSED,
    (Status.ACTIVE, "end"): Status.ENDED,
    (Status.PAUSED, "resume"): Status.ACTIVE,
    (Status.PAUSED, "end"): Status.ENDED,
}


@fact("centers.case.withdrawn", label="撤回申请")
class Withdrawn(Fact):
    case_id: str
    path: str


class Hub(Memory):
    """Oversight with the connections of a test."""

    def __init__(self) -> None:
        super().__init__("oversight", at=AT)

    def connect(self, name: str = "oa", **more: Any) -> Connection:
        known = {
            "name": name, "unit_code": "510115001", "path": LIUCHENG, "scope": LIUCHENG,
            "client_id": "client-1", "patterns": ("centers.#",), "url": "",
        }  # fmt: skip
        with self.act(story("operator")) as uow:
            return handlers.open_connection(uow, **{**known, **more})

    def hear(self, *events: Event) -> None:
        with self.react() as uow:
            for event in events:
                handlers.append(uow, event=event)

    def step(self, who: str | Actor, action: str) -> Connection:
        actor = story(who) if isinstance(who, str) else who
        with self.act(actor) as uow:
            take = {"pause": handlers.pause, "resume": handlers.resume, "end": handlers.end}
            return take[action](uow, connection_id=self.the(Connection).id)


@pytest.fixture
def hub() -> Hub:
    return Hub()


def event(path: str = LIUCHENG, *, id: str = "event-1", type: str = "") -> Event:
    told = Withdrawn(case_id="case-1", path=path)
    body = encode(id, told, Context("centers", "centers.withdraw_case", story("wang_xiuying"), AT))
    return replace(decode(body), **({"type": type} if type else {}))


@pytest.mark.rule("DEP-03", "DEP-04")
def test_an_event_is_kept_in_its_own_bytes_beside_the_line_of_the_trace(hub: Hub):
    connection = hub.connect()
    heard = event()
    hub.hear(heard)
    kept = hub.the(Delivery)
    assert (kept.connection_id, kept.event_id, kept.subject) == (connection.id, "event-1", "case-1")
    assert decode(kept.body) == heard
    assert (kept.status, kept.attempts, kept.at) == (Stand.WAITING, 0, AT)
    assert hub.the(Entry).id == "event-1"


@pytest.mark.rule("DEP-02", "G-05")
@pytest.mark.parametrize(
    ("scope", "path", "heard"),
    [
        (LIUCHENG, LIUCHENG, True), (LIUCHENG, f"{LIUCHENG}/510115001001", True),
        (LIUCHENG, GONGPING, False), (LIUCHENG, "510115", False), (LIUCHENG, "", False),
        (LIUCHENG, f"{LIUCHENG}9", False), ("510115", GONGPING, True),
    ],
)  # fmt: skip
def test_only_what_lies_in_the_units_jurisdiction_is_heard(hub: Hub, scope, path, heard):
    hub.connect(scope=scope)
    hub.hear(event(path))
    assert len(hub.all(Delivery)) == heard


@pytest.mark.parametrize(
    ("pattern", "heard"),
    [
        ("centers.case.withdrawn", True), ("centers.case.#", True), ("centers.#", True),
        ("centers.case.with", False), ("centers.cas.#", False), ("delegation.#", False),
    ],
)  # fmt: skip
def test_a_pattern_is_a_type_or_the_beginning_of_types(pattern: str, heard: bool):
    assert policies.is_heard([pattern], "centers.case.withdrawn", closed=()) is heard


def test_accounts_are_nobody_elses_business(hub: Hub):
    with pytest.raises(Conflict) as refused:
        hub.connect(patterns=("centers.#", "identity.account.#"))
    assert refused.value.code == "oversight.events_closed"
    hub.connect(patterns=("identity.#",))
    hub.hear(event(type="identity.account.locked"), event(id="e-2", type="identity.unit.merged"))
    assert [kept.event_id for kept in hub.all(Delivery)] == ["e-2"]


def test_every_connection_that_hears_it_gets_its_own_copy(hub: Hub):
    names = {hub.connect(name).id for name in ("oa", "archive")}
    hub.connect("elsewhere", scope=GONGPING)
    hub.hear(event(), event(id="event-2"))
    kept = hub.all(Delivery)
    assert {one.connection_id for one in kept} == names
    assert len(kept) == 4


@pytest.mark.rule("DEP-03", "DEP-06")
@pytest.mark.parametrize(("actions", "kept"), [(["pause"], 1), (["pause", "end"], 0), (["end"], 0)])
def test_a_paused_connection_keeps_and_an_ended_one_does_not(hub: Hub, actions, kept):
    hub.connect()
    for action in actions:
        hub.step(OPERATOR, action)
    hub.hear(event())
    assert len(hub.all(Delivery)) == kept


@pytest.mark.parametrize(("state", "action"), list(product(Status, CONNECTION.actions())))
def test_the_table_of_a_connection(hub: Hub, state: Status, action: str):
    hub.connect()
    hub.the(Connection).status = state
    expected = TABLE.get((state, action))
    if expected is None:
        with pytest.raises(Conflict) as refused:
            hub.step(OPERATOR, action)
        assert refused.value.code == "oversight.connection.not_now"
        return
    assert hub.step(OPERATOR, action).status is expected
    assert hub.told[-1].event_type.startswith("oversight.connection.")


@pytest.mark.rule("G-07")
@pytest.mark.parametrize(("state", "action"), list(TABLE))
def test_only_the_operator_takes_a_step(hub: Hub, state: Status, action: str):
    hub.connect()
    hub.the(Connection).status = state
    for who in set(stories()) - {"operator"}:
        with pytest.raises((Forbidden, NotFound)):
            hub.step(who, action)
        assert hub.the(Connection).status is state, who


def test_an_operator_of_elsewhere_finds_no_connection(hub: Hub):
    hub.connect()
    with pytest.raises(NotFound):
        hub.step(replace(OPERATOR, scope=GONGPING), "pause")


def test_a_name_is_used_once(hub: Hub):
    hub.connect()
    with pytest.raises(Conflict) as refused:
        hub.connect()
    assert refused.value.code == "oversight.connection_exists"


def test_what_is_announced_has_no_secret_and_no_address(hub: Hub):
    made = hub.connect(url="https://oa.example.com/hook")
    assert made.kind is Kind.WEBHOOK
    assert made.secret.startswith("whsec_")
    assert made.secret not in str(hub.told)
    assert "example.com" not in str(hub.told)


@pytest.mark.rule("DEP-05")
@pytest.mark.parametrize(
    ("url", "demo", "safe"),
    [
        ("https://oa.example.com/hook?of=us", False, True), ("", False, True),
        ("http://oa.example.com/hook", True, False), ("http://127.0.0.1:8000/x", True, True),
        ("http://127.0.0.1:8000/x", False, False), ("ftp://127.0.0.1/x", True, False),
        ("https://user:secret@oa.example.com/", False, False), ("https:///x", False, False),
        ("http://localhost@oa.example.com/", True, False),
    ],
)  # fmt: skip
def test_a_webhook_is_reached_by_tls_alone_outside_the_demonstration(url, demo, safe):
    assert (policies.url_is_safe(url, demo=demo) is None) is safe


def test_a_parcel_hides_its_secret_and_its_content_from_logs():
    parcel = Parcel(id="1", message_id="2", url="https://x", secret="whsec_s", body=b"private",
                    attempt=1, seconds=1, demo=False)  # fmt: skip
    assert "whsec_s" not in repr(parcel)
    assert "private" not in repr(parcel)
