"""Law of this folder: the whole real system, through HTTP at the gateway only."""

from collections.abc import Iterator

import pytest

from infra.local.system import System
from tests.e2e.client import Town


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    """The whole system under its supervisor, with demonstration data of its own."""
    running = System("e2e")
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def town(system: System) -> Town:
    """People at the gateway, and the movable clock."""
    return Town(system.url)
