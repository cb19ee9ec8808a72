"""Monthly figures, and dates that become true when a calendar is loaded."""

from datetime import date

from services.centers import store
from services.centers.handlers.acceptance import TIMERS
from services.centers.handlers.rectifications import recompute_rectifications
from services.centers.handlers.talks import list_talks
from services.centers.handlers.transfers import recompute as recompute_transfers
from services.centers.model import Case, Statistics
from services.centers.model.statistics import next_month
from services.centers.model.unit_name import UnitName
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import midnight
from shared.kernel.jurisdiction import unit

MONTH_END = "month_end"
NOTHING = {"accepted": 0, "granted": 0, "denied": 0, "on_time": 0}
"""A unit that was rated in a month in which it decided nothing."""


def compile_month(uow: UnitOfWork, *, subject_id: str) -> None:
    """Compile the month before the first of this month, for every unit, and wait for the next.

    A timer that comes late (the clock jumped over several months) catches up month by month.
    """
    month = date.fromisoformat(f"{subject_id}-01")
    following = next_month(month)
    decided = store.decisions_between(uow, midnight(month), midnight(following))
    rated = store.levels_by_unit(uow, midnight(month), midnight(following))
    for path in sorted(decided.keys() | rated.keys()):
        statistics_id = f"{subject_id}:{unit(path)}"
        if uow.one(Statistics, id=statistics_id) is None:
            name = uow.one(UnitName, path=path)
            compiled = Statistics(
                id=statistics_id,
                path=path,
                unit_name=name.name if name else path,
                period=subject_id,
                formed_at=uow.now,
                **decided.get(path, NOTHING),
            )
            compiled.compile(rated.get(path, {}))
            uow.add(compiled)
    list_talks(uow, month)
    wait_for(uow, following)


def recompute_deadlines(uow: UnitOfWork, *, year: int) -> None:
    """A year's calendar became official: recompute every provisional date once (G-04)."""
    for case in uow.find(Case, provisional=True):
        case.recompute(uow.calendar)
        for limit, each in case.limits().items():
            if limit in TIMERS:
                uow.remind(TIMERS[limit], case.id, each.lapses_at)
    recompute_transfers(uow)
    recompute_rectifications(uow)


def wait_for(uow: UnitOfWork, month: date) -> None:
    """Set the timer that compiles `month` when it is over."""
    uow.remind(MONTH_END, f"{month:%Y-%m}", midnight(next_month(month)))
