"""The relay and the consumer that one writes first: correct while nothing fails, and slow.

Every 100 ms it looks for rows, publishes them one by one with a confirm each, and deletes each in a
transaction of its own. The consumer writes each event in a transaction of its own.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import amqp
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from services.oversight.service import Oversight
from shared.chassis import bus, tables
from shared.chassis.database import Database
from shared.chassis.envelope import decode
from shared.chassis.execution import Executor
from shared.chassis.house import open_house
from shared.chassis.settings import load_or_exit
from shared.chassis.unit_of_work import Request
from shared.kernel.actor import system_actor
from shared.kernel.clock import machine_time
from tests.bench import rivals
from tests.bench.stage import Stage

POLL_SECONDS = 0.1
QUEUE = "naive.events"


@contextmanager
def running(stage: Stage) -> Iterator[tuple[str, str]]:
    """Run both on databases of their own; yields the addresses of outbox and effects."""
    with ExitStack() as all_of:
        outbox = all_of.enter_context(stage.database("naive_outbox", "centers"))
        effects = all_of.enter_context(stage.database("naive_effects", "oversight"))
        for role, url, settings in (
            ("consume", effects, stage.system.settings_of("oversight")),
            ("relay", outbox, stage.system.settings_of("centers")),
        ):
            serving = {**settings, "JIEDAO_SERVICE_DATABASE_URL": url}
            all_of.enter_context(rivals.program(["tests.bench.naive", role], serving))
        yield outbox, effects


def relay(channel: Any, database: Database) -> None:
    """Poll, publish one by one, delete one by one."""
    while True:
        with database.write() as session:
            rows = session.execute(select(tables.outbox).order_by(tables.outbox.c.seq)).all()
            for row in rows:
                message = amqp.Message(bytes(row.body), delivery_mode=2)
                channel.basic_publish_confirm(message, "", QUEUE)
                session.execute(delete(tables.outbox).where(tables.outbox.c.seq == row.seq))
                session.commit()
        time.sleep(POLL_SECONDS)


def consume(connection: Any, channel: Any, executor: Executor) -> None:
    """Write each event in its own transaction, then acknowledge it."""

    def handle(message: Any) -> None:
        event = decode(bus.bytes_of(message))
        request = Request(act="oversight.inbox", actor=system_actor("oversight"))
        with executor.unit(request) as uow:
            seen = {"event_id": event.id, "type": event.type, "handled_at": machine_time()}
            fresh = upsert(tables.inbox).values(**seen).on_conflict_do_nothing()
            if uow.session.execute(fresh).rowcount:
                executor.handle(uow, event)
            uow.commit()
        channel.basic_ack(message.delivery_tag)

    channel.basic_consume(QUEUE, callback=handle)
    while True:
        connection.drain_events()


def main(role: str) -> None:
    """Run one of the two until ended."""
    settings = load_or_exit()
    connection = bus.connect(settings.amqp_uri, confirms=True)
    channel = connection.channel()
    channel.queue_declare(QUEUE, durable=True, auto_delete=False)
    database = Database(settings.service_database_url)
    if role == "relay":
        relay(channel, database)
    else:
        house = open_house("oversight", settings, database=database)
        consume(connection, channel, Executor(Oversight, house))


if __name__ == "__main__":
    main(sys.argv[1])
