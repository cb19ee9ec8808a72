"""Exchanges, queues and bindings. Queue arguments can never change later, so names carry a version.

One queue per subscribing service: quorum, so that it survives a node; single active consumer, so
that order per aggregate holds at any number of replicas; a delivery limit and a dead-letter queue,
so that a message that kills its consumer does not do so for ever.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from shared.chassis import bus

CONTRACTS = Path(__file__).parents[1] / "contracts"
DEAD = "jiedao.dead"
DELIVERY_LIMIT = 20


def exchange(service: str) -> str:
    """Return the exchange on which a service announces its facts."""
    return f"{service}.events"


def event_queue(service: str) -> str:
    """Return the queue from which a service takes events."""
    return f"{service}.events.v1"


def dead_queue(service: str) -> str:
    """Return the queue of messages that the service could not take."""
    return f"{service}.dead.v1"


def declare(channel: Any, service: str, patterns: Iterable[str]) -> None:
    """Declare what one service needs: its exchange, its queues, its bindings."""
    channel.exchange_declare(DEAD, "direct", durable=True, auto_delete=False)
    channel.queue_declare(
        dead_queue(service), durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"}
    )
    channel.queue_bind(dead_queue(service), DEAD, event_queue(service))
    channel.exchange_declare(exchange(service), "topic", durable=True, auto_delete=False)
    channel.queue_declare(
        event_queue(service),
        durable=True,
        auto_delete=False,
        arguments=_arguments(event_queue(service)),
    )
    for pattern in patterns:
        source = exchange(pattern.partition(".")[0])
        channel.exchange_declare(source, "topic", durable=True, auto_delete=False)
        channel.queue_bind(event_queue(service), source, pattern)
    declare_requests(channel, service)


def declare_requests(channel: Any, service: str) -> None:
    """Declare the exchange and a service's request queue."""
    channel.exchange_declare(bus.RPC_EXCHANGE, "topic", durable=True, auto_delete=False)
    channel.queue_declare(bus.rpc_queue(service), durable=True, auto_delete=False)
    channel.queue_bind(bus.rpc_queue(service), bus.RPC_EXCHANGE, f"{service}.*")


def department_queue(name: str) -> str:
    """Return the queue from which a department's own system takes events."""
    return f"department.{name}.v1"


def declare_department(channel: Any, service: str, name: str) -> str:
    """Declare a department's queue, bound to what `service` hands on to it; return its name."""
    queue = department_queue(name)
    channel.exchange_declare(DEAD, "direct", durable=True, auto_delete=False)
    channel.exchange_declare(exchange(service), "topic", durable=True, auto_delete=False)
    dead = f"department.{name}.dead.v1"
    channel.queue_declare(
        dead, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"}
    )
    channel.queue_bind(dead, DEAD, queue)
    channel.queue_declare(queue, durable=True, auto_delete=False, arguments=_arguments(queue))
    channel.queue_bind(queue, exchange(service), f"{service}.delivery.{name}")
    return queue


def forget_department(channel: Any, name: str) -> None:
    """Delete a department's queues and what they hold."""
    for queue in (department_queue(name), f"department.{name}.dead.v1"):
        channel.queue_delete(queue)


def _arguments(queue: str) -> dict[str, Any]:
    return {
        "x-queue-type": "quorum",
        "x-single-active-consumer": True,
        "x-delivery-limit": DELIVERY_LIMIT,
        "x-dead-letter-exchange": DEAD,
        "x-dead-letter-routing-key": queue,
    }


def declare_all(channel: Any, contracts: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Declare every service's part from the contracts; return their names."""
    for service, contract in contracts.items():
        wanted = [one["pattern"] for one in contract["subscriptions"]]
        timers = [f"{service}.timer.{name}" for name in contract["timers"]]
        declare(channel, service, [*wanted, *timers])
    return list(contracts)


def contracts() -> dict[str, Any]:
    """Read every contract of the house."""
    files = sorted(CONTRACTS.glob("*.json"))
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}
