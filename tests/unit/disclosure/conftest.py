"""Law of this folder: a record's way to the public, in memory, on dates written out."""

import pytest

from tests.unit.disclosure._board import Board


@pytest.fixture
def board() -> Board:
    return Board()
