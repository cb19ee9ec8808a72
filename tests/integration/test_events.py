"""From one service's act to another's effect, through a real broker and real processes."""

import os
import signal
import threading
import time
from contextlib import suppress

import amqp
import pytest

from infra.local.place import answers
from shared.chassis import bus, inbox, tables, topology
from shared.kernel.ids import new_id
from tests.integration import _garden
from tests.integration._estate import until
from tests.integration._garden import notes
from tests.integration.test_inbox import event


def send(channel, body, service="garden", key="garden.plot.claimed"):
    """Publish as the relay does, confirmed."""
    message = amqp.Message(body, content_type="application/cloudevents+json", delivery_mode=2)
    channel.basic_publish(message, topology.exchange(service), key)


def test_an_act_takes_effect_in_every_subscriber(garden, diary, almanac, queues):
    for estate in (diary, almanac):
        estate.start()
    garden.start("relay")
    plot_id = garden.call("claim_plot", code="A-1")["body"]["id"]
    until(lambda: diary.notes() == ["A-1"] and len(almanac.notes()) == 1)
    (kept,) = almanac.rows(notes)
    assert (kept["subject"], kept["body"]["type"]) == (plot_id, "garden.plot.claimed")


@pytest.mark.rule("TRAP-02")
def test_a_failing_event_is_not_lost_does_not_spin_and_blocks_nobody(diary, queues):
    """Trap 2: nameko acknowledges a failed event, or repeats it hundreds of times a second."""
    diary.hinder("bad")
    service = diary.start()
    send(queues, event("bad"))
    send(queues, event("A-1"))
    until(lambda: diary.notes() == ["A-1"])
    until(lambda: [row["next_at"] for row in diary.rows(tables.deferred)] == [None])
    assert diary.begun().count("bad") <= 2 + len(diary.settings.retry_pauses)
    diary.unhinder()
    assert 'outcome="parked",type="garden.plot.claimed"} 1.0' in service.metrics()


@pytest.mark.rule("TRAP-05")
def test_twelve_odd_events_do_not_end_the_consumer(diary, queues):
    """Trap 5: what kills its consumer is given back and kills the next one."""
    service = diary.start()
    for number in range(6):
        send(queues, b"garbage %d" % number)
        send(queues, event("x").replace(b'"subject":"x"', b'"subject":["x"]'))
    send(queues, event("A-1"))
    until(lambda: diary.notes() == ["A-1"])
    assert len(diary.rows(tables.deferred)) == 12
    assert service.process.poll() is None


def test_events_while_a_service_is_down_are_handled_when_it_is_back(diary, queues):
    first = diary.start()
    first.kill()
    for number in range(20):
        send(queues, event(f"A-{number:02}"))
    diary.start()
    until(lambda: len(diary.notes()) == 20)
    assert diary.begun() == [f"A-{number:02}" for number in range(20)]


def test_a_second_replica_stands_by_and_takes_over(diary, queues):
    first = diary.start()
    diary.start()
    send(queues, event("A-1"))
    until(lambda: diary.notes() == ["A-1"])
    first.kill()
    send(queues, event("A-2"))
    until(lambda: diary.notes() == ["A-1", "A-2"])
    assert diary.begun() == ["A-1", "A-2"]


def test_a_service_that_is_frozen_and_killed_loses_no_event(diary, queues):
    service = diary.start()
    os.kill(service.process.pid, signal.SIGSTOP)
    send(queues, event("A-1"))
    time.sleep(0.3)
    service.kill()
    diary.start()
    until(lambda: diary.notes() == ["A-1"])


@pytest.mark.rule("TRAP-06")
def test_work_longer_than_the_heartbeat_is_done_once(diary, queues, monkeypatch):
    """Trap 6: the broker takes the worker for dead and gives the event out again, for ever."""
    monkeypatch.setattr(bus, "HEARTBEAT", 2)
    monkeypatch.setattr(inbox, "LOOK_SECONDS", 0.2)
    slow = iter([8])
    monkeypatch.setattr(_garden, "_stop_at_hindrance", lambda *_: time.sleep(next(slow, 0)))
    executor, uri = diary.executor, diary.settings.amqp_uri
    consumer = inbox.EventConsumer(executor, uri, batch=10, pauses=(1.0,))
    thread = threading.Thread(target=consumer.run)
    thread.start()
    try:
        send(queues, event("A-1"))
        until(lambda: diary.notes() == ["A-1"], seconds=20)
        until(lambda: not consumer.connected)  # the broker did hang up
        send(queues, event("A-2"))
        until(lambda: diary.notes() == ["A-1", "A-2"], seconds=20)
    finally:
        consumer.stop()
        thread.join(10)
    assert diary.begun() == ["A-1", "A-2"]


def test_a_dead_letter_is_parked_for_a_person(diary, queues):
    body = event("A-1", id=new_id())
    message = amqp.Message(body, delivery_mode=2)
    queues.basic_publish(message, topology.DEAD, topology.event_queue("diary"))
    diary.start()
    (row,) = until(lambda: diary.rows(tables.deferred))
    assert (row["next_at"], bytes(row["body"])) == (None, body)
    assert "死信" in row["reason"]


def test_what_comes_back_too_often_becomes_a_dead_letter(queues):
    send(queues, event("A-1"))
    found = []
    consumer = queues.basic_consume(topology.event_queue("diary"), callback=found.append)
    for _ in range(topology.DELIVERY_LIMIT + 1):
        until(lambda: _drained(queues, found))
        queues.basic_reject(found.pop().delivery_tag, requeue=True)
    queues.basic_cancel(consumer)
    dead = until(lambda: queues.basic_get(topology.dead_queue("diary"), no_ack=True))
    assert dead.properties["application_headers"]["x-first-death-reason"] == "delivery_limit"


def _drained(channel, found):
    with suppress(TimeoutError):
        channel.connection.drain_events(timeout=0.2)
    return found


def test_while_the_database_is_away_nothing_is_given_back_nor_lost(town, diary, queues, platform):
    service = diary.start()
    send(queues, event("A-0"))
    until(lambda: diary.notes() == ["A-0"])
    platform.postgres.stop("immediate")
    send(queues, event("A-1"))
    time.sleep(1)
    platform.postgres.start()
    for estate in town.values():
        estate.close()  # the test's own pools are broken too
    until(lambda: diary.notes() == ["A-0", "A-1"], seconds=30)
    assert service.process.poll() is None
    assert diary.rows(tables.deferred) == []


@pytest.mark.rule("TRAP-03")
def test_services_and_relay_take_up_work_after_the_broker_was_killed(
    garden, diary, queues, client, platform
):
    """Trap 3: a broker that is restarted while a handler runs leaves a zombie."""
    service, relay = garden.start(), garden.start("relay")
    follower = diary.start()
    client.call("garden", "nap", {"seconds": 0, "name": "before"})
    garden.call("claim_plot", code="A-1")
    until(lambda: diary.notes() == ["A-1"])
    platform.rabbit.kill()
    garden.call("claim_plot", code="A-2")  # the act is kept while the broker is away
    until(lambda: not service.ready())
    until(lambda: not answers(int(platform.rabbit.uri.rpartition(":")[2].partition("/")[0])))
    platform.rabbit.start()
    platform.rabbit.wait()
    back = time.monotonic()
    service.wait_ready(30)
    follower.wait_ready(30)
    until(lambda: diary.notes() == ["A-1", "A-2"], seconds=30)
    assert time.monotonic() - back < 30
    assert client.call("garden", "nap", {"seconds": 0, "name": "after"})["status"] == 200
    for process in (service, relay, follower):
        assert process.stop() == 0
