"""Law of this folder: a case lives through its handlers, in memory, on dates written out."""

import pytest

from services.centers import store


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """In memory one act runs at a time: nobody waits for a turn."""
    monkeypatch.setattr(store, "take_turns", lambda uow, name: None)
