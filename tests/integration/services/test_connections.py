"""What departments' systems are owed: carried once, in order, by anybody; parked, sent again."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import orjson
import pytest
from sqlalchemy import select, text, update

from services.centers import events
from services.oversight import store
from services.oversight.model import Delivery, Stand
from shared.chassis import tables
from shared.chassis.courier import Courier
from shared.chassis.envelope import Context, decode, encode
from shared.chassis.execution import Call
from shared.chassis.unit_of_work import Request
from shared.kernel.actor import Actor, ActorKind
from shared.kernel.clock import machine_time
from shared.kernel.errors import NotFound
from shared.testing.actors import story
from tests.integration.services._room import Room

LIUCHENG = "510115/510115001"
SYSTEM = Actor(
    id="client-1", kind=ActorKind.SERVICE, unit="510115001", path=LIUCHENG, scope=LIUCHENG,
    permissions=frozenset({"oversight.connection.read", "oversight.connection.replay"}),
)  # fmt: skip


class Receiver(HTTPServer):
    """A webhook that answers with `status` and keeps the ids of the events that it got."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status, self.taken = 204, []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append(orjson.loads(body)["id"])
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    listening = Receiver()
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    yield listening
    listening.shutdown()
    listening.server_close()


class Hub:
    """Oversight's room with its courier, in the demonstration: receivers are on this machine."""

    def __init__(self, room: Room) -> None:
        self.room = room
        object.__setattr__(room.executor.house, "demo", True)
        self.courier = Courier(room.executor, room.executor.service.courier)

    def connect(self, name: str, url: str = "") -> str:
        made: list[str] = []

        def work(uow: Any) -> None:
            opened = self.room.handlers.open_connection(
                uow, name=name, unit_code="510115001", path=LIUCHENG, scope=LIUCHENG,
                client_id="client-1", patterns=("centers.#",), url=url,
            )  # fmt: skip
            made.append(opened.id)

        self.room.react(work)
        return made[0]

    def hear(self, *heard: tuple[str, str]) -> None:
        """Hear events, each an id and its subject, in one transaction."""

        def work(uow: Any) -> None:
            for event_id, subject in heard:
                fact = events.CaseWithdrawn(case_id=subject, path=LIUCHENG, case_no="")
                told = Context("centers", "centers.act", story("wang_xiuying"), self.room.now)
                self.room.handlers.append(uow, event=decode(encode(event_id, fact, told)))

        self.room.react(work)

    def carry(self) -> bool:
        """Claim and carry one parcel, as the greenlets do; say whether there was one."""
        parcel = self.courier._act(self.room.executor.service.courier.claim)
        if parcel is None:
            return False
        self.courier.carry(parcel)
        return True

    def carry_all(self) -> None:
        while self.carry():
            pass

    def let_time_pass(self) -> None:
        """Let every pause be over."""
        with self.room.database.write() as session, session.begin():
            session.execute(update(store.deliveries).values(next_at=machine_time()))

    def rows(self) -> list[Delivery]:
        with self.room.database.read() as session:
            return list(session.scalars(select(Delivery).order_by(store.deliveries.c.id)))

    def outbox(self) -> list[tuple[str, str, bytes]]:
        with self.room.database.read() as session:
            rows = session.execute(select(tables.outbox).order_by(tables.outbox.c.seq))
            return [(row.type, row.subject, bytes(row.body)) for row in rows if
                    row.type.startswith("oversight.delivery.")]  # fmt: skip

    def ask(self, actor: Actor, operation: str, **command: Any) -> Any:
        version = command.pop("version", None)
        return self.room.executor.answer(Call(operation, command, actor, if_match=version))


@pytest.fixture
def hub(oversight: Room) -> Iterator[Hub]:
    before = oversight.executor.house.demo
    yield Hub(oversight)
    object.__setattr__(oversight.executor.house, "demo", before)


@pytest.mark.rule("DEP-03")
def test_what_waits_for_a_queue_goes_to_the_outbox_once_in_order_in_its_own_bytes(hub: Hub):
    connection = hub.connect("oa")
    hub.hear(("e-1", "case-1"), ("e-2", "case-2"), ("e-3", "case-1"))
    assert hub.courier.forward() is True
    assert hub.courier.forward() is False
    sent = hub.outbox()
    assert [kind for kind, _, _ in sent] == ["oversight.delivery.oa"] * 3
    assert [subject for _, subject, _ in sent] == [
        f"{connection}/case-1", f"{connection}/case-2", f"{connection}/case-1",
    ]  # fmt: skip
    assert [body for _, _, body in sent] == [row.body for row in hub.rows()]
    assert {row.status for row in hub.rows()} == {Stand.SENT}


@pytest.mark.rule("DEP-03")
def test_two_replicas_never_share_one_queue(hub: Hub):
    hub.connect("oa")
    hub.hear(("e-1", "case-1"))
    desk, request = hub.room.executor.service.courier, Request("oversight.test", SYSTEM)
    with hub.room.executor.unit(request) as first, hub.room.executor.unit(request) as second:
        assert desk.forward(first) == 1
        assert desk.forward(second) == 0
        first.commit()
        second.commit()
    assert len(hub.outbox()) == 1


@pytest.mark.rule("DEP-03")
def test_a_paused_queue_gets_nothing_and_all_of_it_when_it_is_resumed(hub: Hub):
    connection = hub.connect("oa")
    operator = story("operator")
    paused = hub.ask(operator, "pause_connection", connection_id=connection, version=1)
    hub.hear(("e-1", "case-1"), ("e-2", "case-1"))
    assert hub.courier.forward() is False
    hub.ask(operator, "resume_connection", connection_id=connection, version=paused["version"])
    hub.courier.forward()
    assert [decode(body).id for _, _, body in hub.outbox()] == ["e-1", "e-2"]


@pytest.mark.rule("DEP-05")
def test_a_failing_webhook_is_tried_again_after_pauses_then_parked_then_replayed(
    hub: Hub, receiver: Receiver
):
    connection = hub.connect("hook", receiver.url)
    hub.hear(("e-1", "case-1"))
    receiver.status, pauses = 500, []
    for _ in range(5):
        before = machine_time()
        assert hub.carry()
        assert not hub.carry(), "it rests"
        pauses.append(round((hub.rows()[0].next_at - before).total_seconds()))
        hub.let_time_pass()
    assert pauses == [5, 30, 300, 3600, 21600]
    assert hub.carry()
    (parked,) = hub.rows()
    assert (parked.status, parked.attempts, parked.reason) == (Stand.PARKED, 6, "HTTP 500")
    hub.let_time_pass()
    assert not hub.carry()
    receiver.status = 204
    hub.ask(SYSTEM, "replay_deliveries", connection_id=connection, delivery_id=parked.id)
    hub.carry_all()
    (sent,) = hub.rows()
    assert (sent.status, sent.attempts, sent.reason) == (Stand.SENT, 1, "")
    assert receiver.taken == ["e-1"] * 7


@pytest.mark.rule("DEP-05")
def test_later_events_of_a_subject_wait_behind_a_failing_one_and_others_flow(
    hub: Hub, receiver: Receiver
):
    hub.connect("hook", receiver.url)
    hub.hear(("e-1", "case-1"), ("e-2", "case-1"), ("e-3", "case-2"))
    receiver.status = 500
    assert hub.carry()
    receiver.status = 204
    hub.carry_all()
    assert receiver.taken == ["e-1", "e-3"]
    hub.let_time_pass()
    hub.carry_all()
    assert receiver.taken == ["e-1", "e-3", "e-1", "e-2"]


@pytest.mark.rule("DEP-05")
def test_who_dies_with_a_parcel_leaves_it_to_others_after_its_lease(hub: Hub, receiver: Receiver):
    hub.connect("hook", receiver.url)
    hub.hear(("e-1", "case-1"))
    hub.courier._act(hub.room.executor.service.courier.claim)
    assert not hub.carry(), "nobody else takes it while the lease runs"
    hub.let_time_pass()
    hub.carry_all()
    assert receiver.taken == ["e-1"]


@pytest.mark.rule("DEP-04")
def test_all_since_a_time_is_sent_again_and_nothing_older(hub: Hub):
    connection = hub.connect("oa")
    hub.hear(("e-1", "case-1"))
    hub.room.now += timedelta(hours=1)
    since = hub.room.now.isoformat()
    hub.hear(("e-2", "case-1"), ("e-3", "case-1"))
    hub.courier.forward()
    hub.ask(SYSTEM, "replay_deliveries", connection_id=connection, since=since)
    hub.courier.forward()
    assert [decode(body).id for _, _, body in hub.outbox()] == ["e-1", "e-2", "e-3", "e-2", "e-3"]


@pytest.mark.rule("DEP-02")
def test_a_system_reaches_its_own_connection_only(hub: Hub):
    connection = hub.connect("oa")
    stranger = Actor(id="client-2", kind=ActorKind.SERVICE, scope=LIUCHENG,
                     permissions=SYSTEM.permissions)  # fmt: skip
    assert hub.ask(SYSTEM, "list_connections")["body"]["items"][0]["name"] == "oa"
    assert hub.ask(stranger, "list_connections")["body"]["items"] == []
    for operation in ("show_connection", "list_deliveries"):
        assert hub.ask(SYSTEM, operation, connection_id=connection)["status"] == 200
        with pytest.raises(NotFound):
            hub.ask(stranger, operation, connection_id=connection)
    with pytest.raises(NotFound):
        hub.ask(stranger, "replay_deliveries", connection_id=connection, since="2026-01-01T00:00")


def test_the_secret_of_a_webhook_is_not_readable_in_the_database(hub: Hub, receiver: Receiver):
    hub.connect("hook", receiver.url)
    with hub.room.database.read() as session:
        stored = bytes(session.execute(text("SELECT secret FROM connections")).scalar_one())
    assert b"whsec_" not in stored


def test_what_was_sent_long_ago_is_thrown_away_and_what_waits_is_not(hub: Hub):
    hub.connect("oa")
    hub.hear(("e-1", "case-1"))
    hub.courier.forward()
    hub.hear(("e-2", "case-1"))
    hub.room.now += timedelta(days=31)
    hub.courier._act(hub.room.executor.service.courier.tidy)
    assert [row.event_id for row in hub.rows()] == ["e-2"]
