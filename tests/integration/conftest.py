"""Law of this folder: the chassis on a real broker and a real database; under two minutes together.

Three sample services (`_garden.py`) have databases of their own, emptied before each test. A test
waits for what it wants to see, never for a time.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from infra.local.system import System
from shared.chassis import bus, crypto, tokens, topology
from shared.chassis.client import Client
from shared.chassis.database import Database
from shared.testing.crypto import RING
from tests.integration._estate import Estate
from tests.integration._garden import KEEPER, SERVICES
from tests.integration._proxy import Proxy


@pytest.fixture(scope="session")
def estates(platform: System) -> Iterator[dict[str, Estate]]:
    """Build the databases of the sample services once."""
    built = {name: Estate(name, platform) for name in SERVICES}
    for estate in built.values():
        estate.build()
    yield built
    for estate in built.values():
        estate.close()
    crypto.use(RING)


@pytest.fixture
def town(estates: dict[str, Estate]) -> Iterator[dict[str, Estate]]:
    """Give every sample service an empty database."""
    for estate in estates.values():
        estate.clean()
    yield estates
    for estate in estates.values():
        estate.end_processes()
        estate.relay._hang_up()


@pytest.fixture
def garden(town: dict[str, Estate]) -> Estate:
    return town["garden"]


@pytest.fixture
def diary(town: dict[str, Estate]) -> Estate:
    return town["diary"]


@pytest.fixture
def almanac(town: dict[str, Estate]) -> Estate:
    return town["almanac"]


@pytest.fixture
def database(garden: Estate) -> Database:
    """Give the garden's database, with the app role's rights only."""
    return garden.database


@pytest.fixture
def broker(platform: System) -> Iterator[Any]:
    """Give a channel on a broker that has no queue of the sample services."""
    connection = bus.connect(platform.rabbit.uri, confirms=True)
    channel = connection.channel()
    for name in SERVICES:
        for queue in (topology.event_queue(name), topology.dead_queue(name), bus.rpc_queue(name)):
            channel.queue_delete(queue)
        channel.exchange_delete(topology.exchange(name))
    yield channel
    connection.collect()


@pytest.fixture
def queues(broker: Any, town: dict[str, Estate]) -> Any:
    """Give a channel on a broker that has every queue of the sample services."""
    for name, estate in town.items():
        topology.declare(broker, name, estate.executor.patterns())
    return broker


@pytest.fixture
def proxy(platform: System) -> Iterator[Proxy]:
    between = Proxy(platform.rabbit.uri)
    yield between
    between.close()


@pytest.fixture
def client(platform: System) -> Iterator[Client]:
    asking = Client(platform.rabbit.uri, timeout=10)
    yield asking
    asking.close()


@pytest.fixture
def token(garden: Estate) -> str:
    return tokens.sign(KEEPER, tokens._signer[0], ttl=timedelta(minutes=10))
