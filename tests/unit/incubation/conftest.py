"""The budget of a call without a database: charged in memory, one hand at a time."""

from typing import Any

import pytest

from services.incubation import store
from services.incubation.model import VentureCall


def charge_budget(uow: Any, *, call_id: str, grant_fen: int) -> int | None:
    call = uow.get(VentureCall, call_id)
    if grant_fen > call.left_fen:
        return call.left_fen
    call.awarded_fen += grant_fen
    return None


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charge in memory what the database charges under a lock; nobody else acts."""
    monkeypatch.setattr(store, "charge_budget", charge_budget)
    monkeypatch.setattr(store, "take_turn", lambda uow, organisation_id: None)
