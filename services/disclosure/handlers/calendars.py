"""A working calendar became official: what rested on a guess is computed anew (G-04)."""

from services.disclosure.handlers.corrections import recompute_corrections
from services.disclosure.handlers.notices import recompute_notices
from services.disclosure.handlers.records import recompute_records
from services.disclosure.handlers.requests import recompute_requests
from services.disclosure.handlers.voices import recompute_voices
from shared.chassis.unit_of_work import UnitOfWork


def recompute_deadlines(uow: UnitOfWork, *, year: int) -> None:
    """Recompute every provisional last day once: whoever has to be in time."""
    recompute_records(uow)
    recompute_requests(uow)
    recompute_voices(uow)
    recompute_notices(uow)
    recompute_corrections(uow)
