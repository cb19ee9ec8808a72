"""Requests, replies and events on the wire; queues as they are declared for ever."""

from dataclasses import dataclass
from datetime import date, datetime

import amqp
import orjson
import pytest

from shared.chassis import bus, envelope, topology
from shared.chassis.envelope import Context, decode, encode
from shared.kernel.clock import TZ
from shared.kernel.errors import KINDS, Conflict, Invalid, JiedaoError, Unavailable
from shared.testing.actors import story
from tests.integration._garden import Bed, Garden, PlotClaimed

# --- errors that travel -----------------------------------------------------------------------

DETAILS = {"count": 3, "rate": 0.5, "none": None, "list": ["一", 2], "deep": {"flag": True}}


@pytest.mark.rule("TRAP-12")
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_of_error_crosses_the_bus_whole(kind):
    """Trap 12: nameko's errors travel by module path, and their arguments arrive as strings."""
    sent = kind("garden.some_code", "不行。", **DETAILS)
    with pytest.raises(JiedaoError) as arrived:
        bus.read_reply(bus.write_reply(None, sent))
    got = arrived.value
    assert type(got) is kind
    assert (got.code, got.message, got.details) == (sent.code, sent.message, DETAILS)
    assert (got.kind, got.status) == (kind.kind, kind.status)


@pytest.mark.rule("TRAP-12")
def test_a_special_error_arrives_as_its_kind_because_its_class_is_not_known_elsewhere():
    """Trap 12: only the six kinds and their sisters may travel; others are what they are of."""

    class PlotTaken(Conflict):
        """A conflict of one service."""

    with pytest.raises(Conflict) as arrived:
        bus.read_reply(bus.write_reply(None, PlotTaken("garden.taken", "已被认领。", plot="A")))
    assert (type(arrived.value), arrived.value.details) == (Conflict, {"plot": "A"})


def test_an_error_of_a_stranger_is_said_to_be_a_fault():
    reply = {"result": None, "error": {"exc_type": "KeyError", "exc_args": ["x"], "value": "x"}}
    with pytest.raises(Unavailable) as arrived:
        bus.read_reply(orjson.dumps(reply))
    assert arrived.value.code == "rpc.failed"


@pytest.mark.rule("TRAP-08")
def test_typed_json_is_never_decoded():
    """Trap 8: kombu turns `{"__type__": …}` into objects."""
    sly = {"__type__": "datetime", "__value__": "2026-01-01T00:00:00"}
    assert bus.read_request(orjson.dumps({"args": [], "kwargs": {"x": sly}})) == {"x": sly}
    assert bus.read_reply(bus.write_reply({"x": sly}, None)) == {"x": sly}


@pytest.mark.parametrize(
    "body",
    [b"", b"x", b"[]", b"null", b"7", b"{}", b'{"args":[],"kwargs":[]}',
     b'{"args":[1],"kwargs":{}}', b'{"kwargs":{}}', b'{"args":[],"kwargs":null}'],
)  # fmt: skip
def test_what_is_no_request_is_invalid(body):
    with pytest.raises(Invalid) as refused:
        bus.read_request(body)
    assert refused.value.code == "rpc.unreadable"


# --- events -----------------------------------------------------------------------------------

CLERK = story("chuangkou")
AT = datetime(2026, 3, 2, 9, 30, tzinfo=TZ)


@dataclass(frozen=True)
class Remark:
    on: date
    beds: tuple[Bed, ...]


def written(**more):
    context = Context("garden", "garden.claim_plot", CLERK, AT, "e-0", "00-t", **more)
    remark = Remark(date(2026, 3, 2), (Bed("番茄", 3),))
    return encode("e-1", PlotClaimed(plot_id="p-1", code="A-1", remark=remark), context)


def test_an_event_comes_back_as_it_was_written():
    event = decode(written())
    assert (event.id, event.type, event.subject, event.time) == (
        "e-1", "garden.plot.claimed", "p-1", AT,
    )  # fmt: skip
    assert (event.actor.id, event.actor.kind, event.actor.unit, event.actor.path) == (
        CLERK.id, CLERK.kind, CLERK.unit, CLERK.path,
    )  # fmt: skip
    assert (event.act, event.label, event.version, event.causation_id, event.traceparent) == (
        "garden.claim_plot", "认领", 1, "e-0", "00-t",
    )  # fmt: skip
    beds = [{"plant": "番茄", "rows": 3}]
    assert event.data["remark"] == {"on": "2026-03-02", "beds": beds}
    assert (event.service, event.is_timer) == ("garden", False)


def test_an_event_is_a_cloud_event_of_version_one():
    raw = orjson.loads(written())
    assert (raw["specversion"], raw["source"], raw["datacontenttype"]) == (
        "1.0", "/jiedao/garden", "application/json",
    )  # fmt: skip
    assert datetime.fromisoformat(raw["time"]) == AT
    assert all(name.islower() and name.isalnum() for name in raw)
    assert envelope.CONTENT_TYPE == "application/cloudevents+json"


def test_an_event_names_its_actor_by_account_and_not_by_name():
    assert CLERK.name
    assert CLERK.name not in written().decode()


# --- queues -------------------------------------------------------------------------------------


class Channel:
    """Writes down what is declared."""

    def __init__(self):
        self.queues, self.bindings, self.exchanges = {}, set(), {}

    def queue_declare(self, name, *, durable, auto_delete, arguments=None):
        assert durable
        assert not auto_delete
        self.queues[name] = arguments or {}

    def queue_bind(self, queue, exchange, key):
        self.bindings.add((queue, exchange, key))

    def exchange_declare(self, name, kind, *, durable, auto_delete):
        self.exchanges[name] = (kind, durable, auto_delete)


@pytest.fixture
def declared():
    channel = Channel()
    topology.declare(channel, "diary", ["garden.plot.claimed", "garden.#", "diary.timer.due"])
    return channel


@pytest.mark.rule("TRAP-07")
def test_the_arguments_of_queues_are_what_they_were_on_the_first_day(declared):
    """Trap 7: whoever changes one of these must give the queue a new version in its name."""
    assert declared.queues == {
        "diary.events.v1": {
            "x-queue-type": "quorum",
            "x-single-active-consumer": True,
            "x-delivery-limit": 20,
            "x-dead-letter-exchange": "jiedao.dead",
            "x-dead-letter-routing-key": "diary.events.v1",
        },
        "diary.dead.v1": {"x-queue-type": "quorum"},
        "rpc-diary": {},
    }


@pytest.mark.rule("TRAP-07")
def test_a_queue_s_name_has_a_version_and_never_a_method_s_name(declared):
    """Trap 7: nameko names queues after methods, so that renaming one loses events."""
    events = [name for name in declared.queues if not name.startswith("rpc-")]
    assert all(name.startswith("diary.") and name.endswith(".v1") for name in events)
    methods = {name for name in vars(Garden) if not name.startswith("_")}
    assert not any(method in queue for queue in declared.queues for method in methods)


def test_one_queue_takes_everything_that_a_service_listens_to(declared):
    assert declared.bindings == {
        ("diary.events.v1", "garden.events", "garden.plot.claimed"),
        ("diary.events.v1", "garden.events", "garden.#"),
        ("diary.events.v1", "diary.events", "diary.timer.due"),
        ("diary.dead.v1", "jiedao.dead", "diary.events.v1"),
        ("rpc-diary", "nameko-rpc", "diary.*"),
    }
    assert all(durable and not gone for _, durable, gone in declared.exchanges.values())


@pytest.mark.rule("TRAP-03")
def test_a_broker_that_is_gone_is_a_connection_error_and_never_a_fault():
    """Trap 3: an error that nobody expects ends the thread and leaves the process."""
    expected = bus.CONNECTION_ERRORS
    for broken in (
        ConnectionResetError(), TimeoutError(), BrokenPipeError(), OSError(),
        amqp.ConnectionForced(), amqp.RecoverableConnectionError(), amqp.PreconditionFailed(),
    ):  # fmt: skip
        assert isinstance(broken, expected)
