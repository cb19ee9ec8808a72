"""The budget of a call without a database: charged in memory, one hand at a time."""

from typing import Any

import pytest

from services.incubation import store
from services.incubation.model import VentureCall


def charge_budget(uow: Any, *, call_id: str, grant_fen: int) -> bool:
    call = uow.get(VentureCall, call_id)
    if call.awarded_fen + grant_fen > call.budget_fen:
        return False
    call.awarded_fen += grant_fen
    return True


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charge in memory what the database charges under a lock."""
    monkeypatch.setattr(store, "charge_budget", charge_budget)
