"""Requests over the bus: answered or refused by kind, and nothing that arrives ends the service."""

import threading
import time

import amqp
import orjson
import pytest
from sqlalchemy import text

from shared.chassis import bus, topology
from shared.kernel.errors import (
    Conflict,
    Invalid,
    NotFound,
    Stale,
    Unauthenticated,
    Unavailable,
    UnknownOperation,
)
from shared.kernel.ids import new_id
from tests.integration._estate import until
from tests.unit.chassis._client import ClientPromises


def ask(client, operation, **command):
    return client.call("garden", operation, command)


def in_thread(work):
    """Start the work and return what tells its result: a value or an exception."""
    found = []

    def run():
        try:
            found.append(work())
        except Exception as refused:
            found.append(refused)

    thread = threading.Thread(target=run)
    thread.start()
    return lambda: (thread.join(30), found[0])[1]


# --- answers and refusals -----------------------------------------------------------------------


class TestClient(ClientPromises):
    """The real client, to a garden that runs."""

    @pytest.fixture
    def asking(self, garden, queues, client):
        garden.start()
        return client


def test_a_request_is_answered_with_body_status_and_version(garden, queues, client, token):
    garden.start()
    answer = client.call("garden", "claim_plot", {"code": "A-1"}, token=token, idempotency_key="k")
    assert (answer["status"], answer["version"], answer["body"]["keeper"]) == (201, 1, "keeper")
    again = client.call("garden", "claim_plot", {"code": "A-1"}, token=token, idempotency_key="k")
    assert again == answer


def test_the_trace_of_a_request_goes_on_in_its_events(garden, queues, client, token):
    garden.start()
    trace = "00-" + "a" * 32 + "-" + "b" * 16 + "-01"
    more = {"token": token, "idempotency_key": "k", "traceparent": trace}
    client.call("garden", "claim_plot", {"code": "A-1"}, **more)
    (event,) = garden.outbox()
    assert event.traceparent.split("-")[1] == "a" * 32
    assert event.traceparent != trace


def test_refusals_arrive_as_the_kind_they_are(garden, queues, client, token):
    garden.start()
    key = {"token": token, "idempotency_key": "k"}
    plot = client.call("garden", "claim_plot", {"code": "A-1"}, **key)["body"]["id"]

    def refused(kind, operation, command, **more):
        with pytest.raises(kind) as caught:
            client.call("garden", operation, command, **more)
        assert type(caught.value) is kind
        return caught.value

    refused(Unauthenticated, "list_plots", {})
    refused(Unauthenticated, "list_plots", {}, token=token[:-9] + "forgedxxx")
    refused(Invalid, "claim_plot", {"kode": "A"}, **key)
    refused(NotFound, "show_plot", {"plot_id": "p-0"})
    refused(UnknownOperation, "sell_plot", {})
    more = {"token": token, "idempotency_key": "k-2"}
    refused(Conflict, "claim_plot", {"code": "A-1"}, **more)
    stale = refused(Stale, "water_plot", {"plot_id": plot}, token=token, if_match=7)
    assert stale.details == {"current_version": 1}


def test_a_service_that_is_not_there_is_said_to_be_away_at_once(broker, client):
    started = time.monotonic()
    with pytest.raises(Unavailable) as refused:
        ask(client, "nap", seconds=0)
    assert (refused.value.code, refused.value.details) == (
        "rpc.no_service", {"service": "garden"},
    )  # fmt: skip
    assert time.monotonic() - started < 3


@pytest.mark.rule("TRAP-04")
def test_a_call_ends_with_its_time_and_what_nobody_waits_for_is_not_done(garden, queues, client):
    """Trap 4: nameko waits for ever, and does later what nobody waits for any more."""
    with pytest.raises(Unavailable) as refused:
        client.call("garden", "nap", {"seconds": 0, "name": "late"}, timeout=0.5)
    assert refused.value.code == "rpc.timeout"
    garden.start()
    ask(client, "nap", seconds=0, name="in time")
    assert garden.begun() == ["in time"]


def test_a_late_reply_does_not_reach_the_next_call(garden, queues, client):
    garden.start()
    with pytest.raises(Unavailable):
        client.call("garden", "nap", {"seconds": 1, "name": "slow"}, timeout=0.3)
    time.sleep(1)
    assert ask(client, "nap", seconds=0, name="quick")["body"]["name"] == "quick"
    assert client._line._waiting == {}


def test_many_threads_share_one_client(garden, queues, client):
    garden.start()
    waiting = [
        in_thread(lambda n=n: ask(client, "nap", seconds=0.05, name=str(n))) for n in range(40)
    ]
    assert [result()["body"]["name"] for result in waiting] == [str(n) for n in range(40)]


def test_who_waits_is_told_when_the_client_is_closed_and_the_next_call_opens_it(
    garden, queues, client
):
    garden.start()
    waiting = in_thread(lambda: ask(client, "nap", seconds=5))
    until(garden.begun)
    client.close()
    started = time.monotonic()
    refused = waiting()
    assert time.monotonic() - started < 3
    assert isinstance(refused, Unavailable)
    assert refused.code == "rpc.no_broker"
    assert ask(client, "echo", code="A-1")["body"]["code"] == "A-1"


@pytest.mark.rule("TRAP-08")
def test_typed_json_passes_through_as_data(garden, diary, queues, client, token):
    """Trap 8: kombu turns such values into objects, or loses the message over them."""
    garden.start()
    sly = {"__type__": "decimal", "__value__": "1.5"}
    deep = {"a": [sly, {"__type__": "nonsense", "__value__": {}}], "py/object": "os.system"}
    assert ask(client, "echo", code="x", remark=deep)["body"]["remark"] == deep
    garden.start("relay")
    diary.start()
    client.call(
        "garden", "claim_plot", {"code": "A-1", "remark": deep}, token=token, idempotency_key="k"
    )
    until(lambda: diary.notes() == ["A-1"])
    with diary.database.read() as session:
        assert session.execute(text("SELECT body->'remark' FROM notes")).scalar_one() == deep


# --- nothing that arrives ends the service --------------------------------------------------------

GOOD = {"content_type": "application/json", "content_encoding": "utf-8", "reply_to": "nobody"}
BODY = orjson.dumps({"args": [], "kwargs": {"seconds": 0, "name": "poison"}})
POISON = {
    "no reply_to": (BODY, {**GOOD, "reply_to": None}),
    "a reply_to that is nowhere": (BODY, {**GOOD, "reply_to": "x" * 255}),
    "a call stack that is no list": (
        BODY, {**GOOD, "application_headers": {"nameko.call_id_stack": 7}},
    ),
    "headers of the wrong kind": (
        BODY,
        {**GOOD, "application_headers": {
            "nameko.token": {"a": 1}, "nameko.if_match": "²", "nameko.traceparent": 5,
        }},
    ),
    "no content type": (BODY, {"reply_to": "nobody"}),
    "an unknown encoding": (BODY, {**GOOD, "content_encoding": "klingon"}),
    "no JSON": (b"\x80\x04garbage", GOOD),
    "JSON of another form": (b"[1,2]", GOOD),
    "positional arguments": (b'{"args":[1],"kwargs":{}}', GOOD),
    "an empty body": (b"", GOOD),
    "an exception in the handler": (
        orjson.dumps({"args": [], "kwargs": {"code": "x", "remark": None}}), GOOD,
    ),
    "NUL in a value": (
        orjson.dumps({"args": [], "kwargs": {"seconds": 0, "name": "\0"}}), GOOD,
    ),
}  # fmt: skip
OPERATION = {"an exception in the handler": "stumble"}


@pytest.mark.rule("TRAP-05")
def test_twelve_poison_requests_do_not_end_the_service(garden, queues, client):
    """Trap 5: each of these ends a nameko service, is given back, and ends the next one."""
    assert len(POISON) == 12
    service = garden.start(rpc_workers="2")
    for name, (body, properties) in POISON.items():
        message = amqp.Message(body, **{k: v for k, v in properties.items() if v is not None})
        key = f"garden.{OPERATION.get(name, 'nap')}"
        queues.basic_publish(message, bus.RPC_EXCHANGE, key)
        assert ask(client, "nap", seconds=0)["status"] == 200, name
    until(lambda: _waiting(queues) == 0)
    assert service.process.poll() is None
    service.stop()
    assert _waiting(queues) == 0  # nothing was left unacknowledged either


@pytest.mark.rule("TRAP-05")
def test_an_answer_that_is_no_json_is_a_fault_once_and_keeps_no_worker(garden, queues, client):
    """Trap 5: a reply that cannot be written must not hold its request, nor repeat its effect."""
    service = garden.start(rpc_workers="1")
    for _ in range(3):
        with pytest.raises(Unavailable) as refused:
            ask(client, "riddle")
        assert refused.value.code == "service.fault"
    service.stop()
    assert (garden.begun(), _waiting(queues)) == (["riddle"] * 3, 0)


def _waiting(channel, queue="rpc-garden"):
    return channel.queue_declare(queue, passive=True).message_count


# --- the broker goes, the service stays ---------------------------------------------------------


@pytest.mark.rule("TRAP-03")
def test_a_cut_line_while_a_handler_runs_leaves_no_zombie(garden, queues, client, proxy):
    """Trap 3: nameko lives on without consumers and does not hear SIGTERM."""
    service = garden.start(amqp_uri=proxy.uri)
    nap = {"seconds": 1, "name": new_id()}
    late = in_thread(lambda: client.call("garden", "nap", nap, timeout=40))
    until(garden.begun)
    proxy.cut()
    until(lambda: not service.ready())
    proxy.mend()
    assert late()["status"] == 200  # given back by the broker and done again
    service.wait_ready(30)
    assert ask(client, "nap", seconds=0)["status"] == 200
    assert service.stop() == 0


@pytest.mark.rule("TRAP-03")
def test_a_service_that_has_no_broker_still_ends_when_asked(garden, queues, proxy):
    """Trap 3: SIGTERM is ignored while the broker is away."""
    service = garden.start(amqp_uri=proxy.uri)
    proxy.cut()
    until(lambda: not service.ready())
    started = time.monotonic()
    service.stop()
    assert time.monotonic() - started < 10


@pytest.mark.rule("TRAP-07")
def test_a_queue_with_other_arguments_leaves_a_service_unready_and_stoppable(garden, broker):
    """Trap 7: arguments of a queue never change; who declares others is refused for ever."""
    broker.queue_declare(topology.event_queue("garden"), durable=True, auto_delete=False)
    service = garden.start(wait=False)
    until(lambda: _answers(service))
    assert not service.ready()
    started = time.monotonic()
    service.stop()
    assert time.monotonic() - started < 10


def _answers(service):
    try:
        return "jiedao_" in service.metrics()
    except OSError:
        return False


def test_a_service_that_is_asked_to_end_finishes_what_is_at_work(garden, queues, client):
    service = garden.start()
    answer = in_thread(lambda: ask(client, "nap", seconds=2.5, name="last"))
    until(garden.begun)
    assert service.stop() == 0
    assert answer()["body"]["name"] == "last"
    assert (garden.begun(), _waiting(queues)) == (["last"], 0)


# --- nothing freezes the others ---------------------------------------------------------------


@pytest.mark.rule("TRAP-11")
def test_slow_queries_run_side_by_side(garden, queues, client):
    """Trap 11: a driver that blocks freezes every greenlet of the process."""
    garden.start()
    started = time.monotonic()
    waiting = [in_thread(lambda: ask(client, "slow_query", seconds=1)) for _ in range(5)]
    assert [result()["status"] for result in waiting] == [200] * 5
    assert time.monotonic() - started < 3


@pytest.mark.rule("TRAP-06")
def test_hashing_passwords_lets_others_be_answered(garden, queues, client):
    """Trap 6: a handler that does not yield freezes every other one, and its own heartbeat."""
    garden.start()
    ask(client, "nap", seconds=0)
    busy = in_thread(lambda: ask(client, "hash_often", seconds=2, name="x"))
    gaps, ended = [], time.monotonic() + 1.5
    while time.monotonic() < ended:
        started = time.monotonic()
        ask(client, "nap", seconds=0)
        gaps.append(time.monotonic() - started)
    assert busy()["status"] == 200
    assert max(gaps) < 1
    assert len(gaps) > 5


def test_metrics_and_probes_are_served(garden, queues, client):
    service = garden.start()
    with pytest.raises(NotFound):
        ask(client, "show_plot", plot_id="p-0")
    seen = service.metrics()
    assert 'jiedao_operations_total{operation="show_plot",outcome="not_found"} 1.0' in seen
    assert "p-0" not in seen
