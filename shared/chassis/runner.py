"""Runs one service as one process: nameko's container with our own consumers inside.

Import this module only in a process whose sockets are green: `jiedao serve` patches first. A
process that cannot go on ends with a status that is not zero, and whoever supervises it starts
another; it never lingers without consumers.
"""

import gc
import os
import signal
from importlib import import_module
from typing import Any

import eventlet
from nameko.containers import ServiceContainer

from shared.chassis import logs, metrics
from shared.chassis.courier import Courier
from shared.chassis.database import Database
from shared.chassis.execution import Executor
from shared.chassis.house import open_house
from shared.chassis.inbox import EventConsumer
from shared.chassis.logs import get_logger
from shared.chassis.server import RequestServer
from shared.chassis.service import Service
from shared.chassis.settings import Settings
from shared.chassis.tokens import Verifier

log = get_logger(__name__)

GRACE_SECONDS = 20


class Process:
    """A running service; answers the probes."""

    def __init__(self, service: type[Service], settings: Settings) -> None:
        """Build everything; `run` starts it."""
        database = Database(settings.service_database_url, pool_size=settings.rpc_workers)
        executor = Executor(service, open_house(service.name, settings, database=database))
        verifier = Verifier(settings.token_public_key.read_bytes())
        self.requests = RequestServer(
            executor, verifier, settings.amqp_uri, workers=settings.rpc_workers
        )
        self.events = EventConsumer(
            executor, settings.amqp_uri, batch=settings.event_batch, pauses=settings.retry_pauses
        )
        self.container = ServiceContainer(
            service,
            config={"requests": self.requests, "events": self.events, "max_workers": 1},
        )
        self.courier = Courier(executor, service.courier) if service.courier else None
        self._stopping = False

    def alive(self) -> bool:
        """Say whether the container still runs its threads."""
        return not self.container._died.ready()

    def ready(self) -> bool:
        """Say whether requests and events come in."""
        return not self._stopping and self.requests.connected and self.events.connected

    def run(self) -> int:
        """Serve until SIGTERM or a fault; return the exit status."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        self.container.start()
        for carry in self.courier.rounds() if self.courier else ():
            eventlet.spawn(carry)
        while self.alive() and not self._stopping:
            eventlet.sleep(0.1)
        if not self._stopping:
            log.error("service.died")
            return 1
        self.events.stop()
        if self.courier:
            self.courier.stop()
        with eventlet.Timeout(GRACE_SECONDS, False):
            self.requests.stop()
        log.info("service.stopped")
        return 0

    def _stop(self, *_: object) -> None:
        self._stopping = True


def serve(name: str, settings: Settings) -> None:
    """Run the service `name` and end the process with its status."""
    logs.configure(name, settings.log_level)
    process = Process(find(name), settings)
    if settings.metrics_port:
        metrics.serve(settings.metrics_host, settings.metrics_port, process)
    _collect_seldom()
    status = process.run()
    # The container's own shutdown waits for a broker that may be away; nothing in memory matters.
    os._exit(status)


def _collect_seldom() -> None:
    """Leave what was built at the start out of garbage collection: it is looked through for nothing
    with every few hundred new objects, a fifth of the time that an event takes.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def find(name: str) -> type[Service]:
    """Return the service class of `services.<name>.service`."""
    module = import_module(f"services.{name}.service")
    found: Any = next(
        member
        for member in vars(module).values()
        if isinstance(member, type) and issubclass(member, Service) and member is not Service
    )
    return found  # type: ignore[no-any-return]
