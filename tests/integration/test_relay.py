"""From the outbox to the broker: confirmed, in order per subject, by one relay, nothing lost."""

import threading
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import insert, text, update

from shared.chassis import relay as relays
from shared.chassis import tables, timers, topology
from shared.chassis.envelope import CONTENT_TYPE, Context, decode, write
from shared.chassis.relay import Relay
from shared.kernel.clock import machine_time
from shared.kernel.errors import NotFound
from shared.kernel.ids import new_id
from tests.integration._estate import until, with_uri
from tests.integration._garden import KEEPER, plots


def arrived(channel, queue="diary"):
    """Take everything that waits in a queue of events."""
    found = []
    consumer = channel.basic_consume(
        topology.event_queue(queue), no_ack=True, callback=found.append
    )
    with suppress(TimeoutError):
        while True:
            channel.connection.drain_events(timeout=0.2)
    channel.basic_cancel(consumer)
    return found


def subjects(messages):
    return [decode(bytes(message.body)).subject for message in messages]


def put(garden, subject, kind="garden.plot.claimed", announced_only=False):
    event_id = new_id()
    context = Context("garden", "garden.claim_plot", KEEPER, machine_time())
    data = {"plot_id": subject, "code": subject, "remark": None}
    row = {
        "event_id": event_id, "type": kind, "subject": subject, "announced_only": announced_only,
        "body": write(event_id, (kind, 1, "认领"), subject, data, context),
    }  # fmt: skip
    with garden.database.write() as session, session.begin():
        session.execute(insert(tables.outbox).values(row))
    return event_id


def due(garden, *subjects_, at=None):
    with garden.database.write() as session, session.begin():
        for subject in subjects_:
            row = {"name": "water_due", "subject_id": subject, "due_at": at or machine_time()}
            session.execute(insert(tables.timers).values(row))


# --- publishing ------------------------------------------------------------------------------


def test_a_committed_fact_arrives_at_every_subscriber_and_leaves_the_outbox(garden, queues):
    plot_id = garden.call("claim_plot", code="A-1")["body"]["id"]
    assert garden.relay.publish_batch() == 1
    for name in ("diary", "almanac"):
        (message,) = arrived(queues, name)
        event = decode(bytes(message.body))
        assert (event.subject, event.data["code"]) == (plot_id, "A-1")
        assert message.properties["content_type"] == CONTENT_TYPE
        assert message.properties["delivery_mode"] == 2
    assert garden.outbox() == []


def test_events_arrive_in_the_order_of_their_acts(garden, queues):
    for number in range(60):
        put(garden, f"p-{number:02}")
    assert garden.relay.publish_batch() == 60
    assert subjects(arrived(queues)) == [f"p-{number:02}" for number in range(60)]


@pytest.mark.rule("TRAP-09")
def test_statistics_of_an_empty_outbox_do_not_make_a_batch_larger(garden, queues):
    put(garden, "p0")
    with garden.owner.write() as session, session.begin():
        many = "INSERT INTO outbox (event_id, type, subject, body, announced_only, attempts)"
        of_one = "SELECT n || event_id, type, subject, body, announced_only, attempts FROM outbox"
        session.execute(text(f"{many} {of_one}, generate_series(1, 3000) n"))
        session.execute(text("DELETE FROM outbox"))
        session.execute(text("ANALYZE outbox"))
    for number in range(1, relays.BATCH + 101):
        put(garden, f"p{number}")
    assert garden.relay.publish_batch() == relays.BATCH
    assert garden.relay.publish_batch() == 100


def test_an_event_that_no_queue_wants_is_held_and_sent_when_there_is_one(garden, broker, diary):
    """Trap 9: an event that cannot be routed disappears without an error."""
    put(garden, "p-1")
    assert garden.relay.publish_batch() == 0
    (row,) = garden.rows(tables.outbox)
    assert (row["attempts"], row["held_until"] > machine_time()) == (1, True)
    topology.declare(broker, "diary", diary.executor.patterns())
    assert garden.relay.publish_batch() == 0  # not yet its time
    with garden.database.write() as session, session.begin():
        session.execute(update(tables.outbox).values(held_until=machine_time()))
    assert garden.relay.publish_batch() == 1
    assert subjects(arrived(broker)) == ["p-1"]


def test_later_events_of_a_held_subject_wait_behind_it_and_others_do_not(garden, broker, diary):
    put(garden, "p-1")
    garden.relay.publish_batch()
    topology.declare(broker, "diary", diary.executor.patterns())
    put(garden, "p-1")
    put(garden, "p-2")
    assert garden.relay.publish_batch() == 1
    assert subjects(arrived(broker)) == ["p-2"]
    assert [event.subject for event in garden.outbox()] == ["p-1", "p-1"]


def test_an_event_that_is_only_announced_needs_no_queue(garden, broker):
    put(garden, "p-1", "garden.plot.seen", announced_only=True)
    assert garden.relay.publish_batch() == 1
    assert garden.outbox() == []


@pytest.mark.rule("TRAP-09")
def test_without_a_confirm_the_batch_is_repeated_and_takes_effect_once(
    garden, diary, queues, proxy, monkeypatch
):
    """Trap 9: publishers have no confirm time-out; a silent line would hold them for ever."""
    monkeypatch.setattr(relays, "CONFIRM_SECONDS", 1)
    relay = Relay(with_uri(garden.settings, proxy.uri), "garden")
    put(garden, "p-0")
    assert relay.publish_batch() == 1
    put(garden, "p-1")
    proxy.silent = True
    started = time.monotonic()
    with pytest.raises(ConnectionError, match="confirm"):
        relay.publish_batch()
    assert time.monotonic() - started < 5
    assert [event.subject for event in garden.outbox()] == ["p-1"]
    proxy.mend()
    relay._hang_up()
    assert relay.publish_batch() == 1
    relay._hang_up()
    relay._database.dispose()
    messages = arrived(queues)
    assert subjects(messages) == ["p-0", "p-1", "p-1"]
    diary.consumer.apply([bytes(message.body) for message in messages])
    assert diary.notes() == ["p-0", "p-1"]


def test_a_relay_that_dies_between_publishing_and_committing_loses_nothing(garden, queues):
    put(garden, "p-1")
    with pytest.raises(ZeroDivisionError):
        _publish_and_die(garden)
    assert [event.subject for event in garden.outbox()] == ["p-1"]
    assert garden.relay.publish_batch() == 1
    assert subjects(arrived(queues)) == ["p-1", "p-1"]


def _publish_and_die(garden):
    broker = garden.relay._open()
    publish = broker.publish

    def dying(service, rows):
        publish(service, rows)
        raise ZeroDivisionError

    broker.publish = dying
    try:
        garden.relay.publish_batch()
    finally:
        broker.publish = publish


def test_rows_that_another_relay_holds_are_passed_over(garden, queues):
    put(garden, "p-1")
    with garden.database.write() as session, session.begin():
        session.execute(text("SELECT * FROM outbox FOR UPDATE"))
        assert garden.relay.publish_batch() == 0
    assert garden.relay.publish_batch() == 1


# --- two relays, one leads ---------------------------------------------------------------------


@pytest.mark.rule("TRAP-10")
def test_two_relays_fire_one_timer_once(garden, queues):
    """Trap 10: a timer that runs in every instance fires in every instance."""
    garden.start("relay")
    garden.start("relay")
    put(garden, "p-0")
    due(garden, "p-1")
    found = []

    def both_came():
        found.extend(arrived(queues, "garden"))
        return garden.outbox() == [] and found and garden.rows(tables.timers) == []

    until(both_came)
    time.sleep(0.5)  # time for a second relay to do it again
    found.extend(arrived(queues, "garden"))
    assert subjects(found) == ["p-1"]


@pytest.mark.rule("TRAP-14")
def test_when_the_leading_relay_dies_the_other_takes_over(garden, queues):
    """Trap 14: the lead is a lock of one database session, held and lost with it."""
    first = garden.start("relay")
    until(lambda: _lock_holders(garden) == 1)
    garden.start("relay")
    put(garden, "p-1")
    until(lambda: garden.outbox() == [])
    first.kill()
    put(garden, "p-2")
    until(lambda: garden.outbox() == [])
    assert subjects(arrived(queues)) == ["p-1", "p-2"]
    assert _lock_holders(garden) == 1


@pytest.mark.rule("TRAP-14")
def test_a_relay_that_loses_its_session_leads_again(garden, queues):
    """Trap 14: what depends on a session must notice when that session is gone."""
    garden.start("relay")
    until(lambda: _lock_holders(garden) == 1)
    with garden.database.read() as session:
        session.execute(text(f"SELECT pg_terminate_backend(pid) {_LOCKS}"))
    put(garden, "p-1")
    until(lambda: garden.outbox() == [])
    until(lambda: _lock_holders(garden) == 1)


def test_a_relay_takes_up_its_work_when_the_broker_is_back(garden, queues, proxy):
    garden.start("relay", amqp_uri=proxy.uri)
    put(garden, "p-1")
    until(lambda: garden.outbox() == [])
    proxy.cut()
    put(garden, "p-2")
    time.sleep(1)
    assert [event.subject for event in garden.outbox()] == ["p-2"]
    proxy.mend()
    until(lambda: garden.outbox() == [], seconds=20)
    assert set(subjects(arrived(queues))) == {"p-1", "p-2"}


@pytest.mark.rule("TRAP-14")
def test_an_interrupted_relay_does_not_wait_for_its_own_lock(garden, monkeypatch):
    """Trap 14: a pooled session that still holds the lock would shut its own relay out."""
    relay, led = Relay(garden.settings, "garden"), []

    def work(lock):
        with relay._database.write() as session:
            session.execute(text("SELECT 1"))
        led.append(not relay._stopping)
        raise ConnectionError

    monkeypatch.setattr(relay, "_work", work)
    given_up = threading.Timer(4, relay.stop)
    given_up.start()
    for _ in range(2):
        with suppress(ConnectionError):
            relay._lead()
    given_up.cancel()
    relay._database.dispose()
    assert led == [True, True]


def test_a_relay_ends_politely(garden):
    relay = garden.start("relay")
    assert relay.stop() == 0


_LOCKS = (
    "FROM pg_locks WHERE locktype = 'advisory' AND granted AND database ="
    " (SELECT oid FROM pg_database WHERE datname = current_database())"
)


def _lock_holders(garden):
    with garden.database.read() as session:
        return session.execute(text(f"SELECT count(*) {_LOCKS}")).scalar_one()


# --- timers ------------------------------------------------------------------------------------


def test_a_timer_that_is_due_becomes_an_event_of_its_own_service(garden, queues):
    due(garden, "p-1")
    assert garden.relay.chores() == 1
    assert garden.relay.publish_batch() == 1
    (message,) = arrived(queues, "garden")
    event = decode(bytes(message.body))
    assert (event.type, event.subject, event.is_timer) == ("garden.timer.water_due", "p-1", True)


def test_a_timer_that_is_not_due_stays(garden):
    due(garden, "p-1", at=machine_time() + timedelta(hours=1))
    assert garden.relay.chores() == 0
    assert len(garden.rows(tables.timers)) == 1


@pytest.mark.rule("TRAP-10")
def test_timers_that_were_missed_fire_once_each_oldest_first(garden):
    """Trap 10: missed intervals come in bursts; a row is one reminder and fires once."""
    now = machine_time()
    due(garden, "young", at=now - timedelta(hours=1))
    due(garden, "old", at=now - timedelta(days=30))
    with garden.database.write() as session, session.begin():
        assert timers.fire_due(session, "garden", now) == 2
        assert timers.fire_due(session, "garden", now) == 0
    assert [event.subject for event in garden.outbox()] == ["old", "young"]


def test_a_timer_is_lost_by_no_undone_transaction(garden):
    due(garden, "p-1")
    with garden.database.write() as session:
        assert timers.fire_due(session, "garden", machine_time()) == 1
        session.rollback()
    assert len(garden.rows(tables.timers)) == 1
    assert garden.outbox() == []


def test_two_relays_share_due_timers_without_waiting_for_one_another(garden):
    due(garden, "p-1")
    with garden.database.write() as one, garden.database.write() as two:
        assert timers.fire_due(one, "garden", machine_time()) == 1
        assert timers.fire_due(two, "garden", machine_time()) == 0
        one.commit()
        two.commit()
    assert len(garden.outbox()) == 1


def test_the_handler_of_a_timer_acts_once_as_the_system(garden):
    plot_id = garden.call("claim_plot", code="A-1")["body"]["id"]
    due_now = tables.timers.update().values(due_at=machine_time())
    with garden.database.write() as session, session.begin():
        session.execute(due_now)
    garden.relay.chores()
    (body,) = garden.bodies()[-1:]
    garden.consumer.apply([body])
    garden.consumer.apply([body])
    (plot,) = garden.rows(plots)
    assert plot["waterings"] == 1
    last = garden.outbox()[-1]
    assert (last.type, last.subject, last.actor.id, last.act) == (
        "garden.plot.watered", plot_id, "system:garden", "garden.water_due",
    )  # fmt: skip
    assert last.causation_id == decode(body).id


def test_a_timer_of_something_that_is_gone_is_parked_for_a_person(garden):
    due(garden, "p-0")
    garden.relay.chores()
    garden.consumer.apply(garden.bodies())
    (row,) = garden.rows(tables.deferred)
    assert row["reason"].startswith(NotFound.__name__)
    assert garden.rows(plots) == []
