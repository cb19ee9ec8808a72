"""Law of this folder: the gateway over a fake bus: what it forwards, shows and refuses.

The contracts are those of a small library; the gateway must know no word of them.
"""

from dataclasses import replace
from pathlib import Path

import falcon.testing
import limits
import orjson
import pytest

from gateway.app import create_app
from gateway.auth import Door, Exchange
from gateway.settings import Settings
from shared.chassis.contract import contract, written
from shared.testing.client import FakeClient
from tests.contract._sample import Library, Passes, Readers

SETTINGS = Settings(
    amqp_uri="pyamqp://nowhere",
    token_public_key=Path("nowhere.pem"),
    rpc_timeout=7,
    body_limit=2000,
    rate_limit=None,
    strict_rate_limit=None,
    portals=Path("nowhere"),
)

AS_LIBRARIAN = {"Authorization": "Bearer librarian"}


@pytest.fixture(scope="session")
def contracts() -> dict:
    return {cls.name: orjson.loads(written(contract(cls))) for cls in (Library, Readers)}


@pytest.fixture
def bus() -> FakeClient:
    return FakeClient()


@pytest.fixture
def build(contracts, bus):
    """Build a client of the gateway under changed settings: `build(rate_limit="2/minute")`."""

    def built(*, issuer: str = "", **changes) -> falcon.testing.TestClient:
        for name in ("rate_limit", "strict_rate_limit"):
            if name in changes:
                changes[name] = limits.parse(changes[name])
        exchange = Exchange(bus, issuer=issuer) if issuer else None
        door = Door(Passes(), exchange=exchange)
        app = create_app(contracts, bus=bus, door=door, settings=replace(SETTINGS, **changes))
        return falcon.testing.TestClient(app)

    return built


@pytest.fixture
def http(build) -> falcon.testing.TestClient:
    return build()
