"""Rules about the transfer of an accepted case."""

from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.jurisdiction import covers, unit
from shared.kernel.workflow import Objection


def sends_from_here(transfer: Any, actor: Actor) -> Objection | None:
    """The papers lie where the case was handed in: who serves that place sends them (WIN-02)."""
    return None if actor.serves(transfer.from_path) else _elsewhere(transfer.from_path)


def receives_here(transfer: Any, actor: Actor) -> Objection | None:
    """Only the handling unit itself receives: nobody signs for another (G-07)."""
    if actor.serves(transfer.path) and covers(transfer.path, actor.path):
        return None
    return _elsewhere(transfer.path)


def _elsewhere(path: str) -> Objection:
    return Objection(
        "centers.transfer_elsewhere",
        f"该流转应由 {unit(path)} 的人员操作。",
        {"unit_path": path},
    )
