"""A year's calendar became official."""

from services.incubation.handlers.calls import recompute_calls
from services.incubation.handlers.filings import REVIEW
from services.incubation.handlers.gradings import NOTICE
from services.incubation.handlers.grants import recompute_ventures
from services.incubation.handlers.registrations import DECISION
from services.incubation.handlers.stays import LIMIT
from services.incubation.model import Filing, Grading, Registration, Stay
from shared.chassis.unit_of_work import UnitOfWork

_CLOCKS = ((Filing, REVIEW), (Registration, DECISION), (Stay, LIMIT), (Grading, NOTICE))


def recompute_deadlines(uow: UnitOfWork, *, year: int) -> None:
    """Recompute every provisional last day once, and move its timer (G-04)."""
    for cls, timer in _CLOCKS:
        for matter in uow.find(cls, provisional=True):
            matter.recompute(uow.calendar)
            if matter.clock is not None:
                uow.remind(timer, matter.id, matter.clock.lapses_at)
    recompute_calls(uow)
    recompute_ventures(uow)
