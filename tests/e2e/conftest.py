"""Law of this folder: the whole real system, through HTTP at the gateway only."""

import shutil
from collections.abc import Iterator

import pytest

from infra.local.system import System
from tests.e2e import provider as openid
from tests.e2e.client import Town


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put last what counts what the others did."""
    items.sort(key=lambda item: item.path.name == "test_every_operation.py")


@pytest.fixture(scope="session")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[openid.Provider]:
    """The district's OpenID provider, beside the system."""
    with openid.running(tmp_path_factory.mktemp("provider")) as found:
        yield found


@pytest.fixture(scope="session")
def system(provider: openid.Provider) -> Iterator[System]:
    """The whole system under its supervisor, begun empty, with demonstration data of its own."""
    running = System("e2e")
    running.stop()  # what a broken run may have left
    shutil.rmtree(running.place.folder)
    running = System("e2e")
    running.settings.update(provider.settings(running.place))
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def town(system: System) -> Town:
    """People at the gateway, and the movable clock."""
    return Town(system.url)
