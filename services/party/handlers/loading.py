"""Load what party begins with. Repeatable."""

from pathlib import Path

from services.party.handlers.loading_life import load_life
from shared.chassis.unit_of_work import UnitOfWork


def load(uow: UnitOfWork, *, folder: Path, demo: bool) -> None:
    """Load it; in the demonstration with samples."""
    load_life(uow, folder=folder, demo=demo)
