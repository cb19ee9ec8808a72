"""Law of this folder: questions of the real services on a real database, asked through the door.

Whoever asks is somebody of the story; what they may not see must not be in any answer.
"""

from collections.abc import Iterator

import pytest

from infra.local.system import System
from shared.chassis import crypto
from shared.testing.crypto import RING
from tests.integration.services._room import Room

NAMES = (
    "identity", "delegation", "centers", "disclosure", "oversight", "party", "incubation",
)  # fmt: skip


@pytest.fixture(scope="session")
def built(platform: System) -> Iterator[dict[str, Room]]:
    """Migrate a database for every service once."""
    made = {name: Room(name, platform) for name in NAMES}
    yield made
    for each in made.values():
        each.close()
    crypto.use(RING)


@pytest.fixture
def rooms(built: dict[str, Room]) -> dict[str, Room]:
    """Give every service an empty database."""
    for each in built.values():
        each.clean()
    return built


@pytest.fixture
def centers(rooms: dict[str, Room]) -> Room:
    return rooms["centers"]


@pytest.fixture
def disclosure(rooms: dict[str, Room]) -> Room:
    return rooms["disclosure"]


@pytest.fixture
def oversight(rooms: dict[str, Room]) -> Room:
    return rooms["oversight"]


@pytest.fixture
def identity(rooms: dict[str, Room]) -> Room:
    return rooms["identity"]


@pytest.fixture
def party(rooms: dict[str, Room]) -> Room:
    return rooms["party"]


@pytest.fixture
def incubation(rooms: dict[str, Room]) -> Room:
    return rooms["incubation"]
