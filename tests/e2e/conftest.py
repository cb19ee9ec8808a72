"""Law of this folder: the whole real system, through HTTP at the gateway only."""

import shutil
from collections.abc import Iterator

import pytest

from infra.local.system import System
from tests.e2e.client import Town


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put last what counts what the others did."""
    items.sort(key=lambda item: item.path.name == "test_every_operation.py")


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    """The whole system under its supervisor, begun empty, with demonstration data of its own."""
    running = System("e2e")
    running.stop()  # what a broken run may have left
    shutil.rmtree(running.place.folder)
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
