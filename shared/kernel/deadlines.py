"""The one deadline engine (X-07): working days, calendar days, hours, and why a date is that date.

Counting (G-03): the start day is not counted. A pause that starts on day P and ends on day E takes
out the days after P through E: P itself is used up, counting goes on the day after E. A period in
calendar days that ends on a day off rolls to the next workday unless told not to.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from shared.kernel.calendar import Calendar
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, Invalid

Shifts = tuple[tuple[time, time], ...]
"""The working hours of a day, in order: ((9:00, 12:00), (13:00, 17:00))."""


class Unit(StrEnum):
    """What is counted (G-02): working days, calendar days, working hours, hours, months, years."""

    WD = "WD"
    CD = "CD"
    WH = "WH"
    H = "H"
    M = "M"
    Y = "Y"


class Behaviour(StrEnum):
    """How an interruption acts on the clock (G-05); using one for all is the common mistake."""

    START_ON_COMPLETE = "START_ON_COMPLETE"
    RESTART = "RESTART"
    PAUSE = "PAUSE"
    EXTEND = "EXTEND"
    NONE = "NONE"


@dataclass(frozen=True)
class Period:
    """An amount of a unit, written "5WD", "0.5WH"."""

    amount: Decimal
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read "20WD"; raises Invalid `deadline.bad_period` for anything else."""
        unit = text.lstrip("0123456789.")
        try:
            amount = Decimal(text.removesuffix(unit))
            period = cls(amount, Unit(unit))
        except (InvalidOperation, ValueError) as bad:
            raise Invalid(
                "deadline.bad_period", f"期限“{text}”写法不正确，应如 5WD、20CD、4WH、24H、6M、1Y。"
            ) from bad
        if amount != int(amount) and period.unit not in (Unit.WH, Unit.H):
            raise Invalid("deadline.bad_period", f"期限“{text}”的天数、月数、年数须为整数。")
        return period

    def __str__(self) -> str:
        """Write it as `parse` reads it."""
        return f"{self.amount.normalize():f}{self.unit}"


@dataclass(frozen=True)
class Pause:
    """An interruption that keeps the elapsed days; open while `end` is None."""

    start: date
    end: date | None
    reason: str

    def takes(self, day: date) -> bool:
        """Say whether the day is taken out: after the start, through the end."""
        return self.start < day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Counted:
    """One day of the count: counted as number `index`, or skipped, and why."""

    date: date
    counted: bool
    index: int | None
    reason: str


@dataclass(frozen=True)
class Deadline:
    """A computed deadline with all that it was computed from; every change gives a new one.

    `due_at` is the last instant in time. `provisional`: some day lies in a year without an official
    calendar; `recompute` with that year gives the true date.
    """

    start: datetime
    period: Period
    due_at: datetime
    provisional: bool
    calendar_version: str
    pauses: tuple[Pause, ...] = ()
    extension: Period | None = None
    roll_forward: bool = True
    shifts: Shifts = ()

    @property
    def due(self) -> date:
        """Return the last day."""
        return self.due_at.astimezone(TZ).date()

    @property
    def is_running(self) -> bool:
        """Say whether no pause is open."""
        return not self.pauses or self.pauses[-1].end is not None

    def pause(self, on: date, reason: str, calendar: Calendar) -> "Deadline":
        """Stop on `on`, which still counts as used; raises Conflict when it stands already."""
        if not self.is_running:
            raise Conflict("deadline.already_paused", "期限已在中止中，不能再次中止。")
        paused = replace(self, pauses=(*self.pauses, Pause(on, None, reason)))
        return replace(paused, calendar_version=calendar.version)

    def resume(self, on: date, calendar: Calendar) -> "Deadline":
        """Go on the day after `on` with what was left; raises Conflict when it runs."""
        if self.is_running:
            raise Conflict("deadline.not_paused", "期限未中止，无需恢复。")
        ended = replace(self.pauses[-1], end=on)
        return replace(self, pauses=(*self.pauses[:-1], ended)).recompute(calendar)

    def extend(self, by: Period, calendar: Calendar) -> "Deadline":
        """Add `by` of the same unit, once (G-05 EXTEND)."""
        if self.extension is not None:
            raise Conflict("deadline.already_extended", "期限已延长过一次，不得再次延长。")
        if by.unit is not self.period.unit:
            raise Invalid("deadline.other_unit", "延长的单位须与原期限一致。")
        return replace(self, extension=by).recompute(calendar)

    def restart(self, at: datetime, calendar: Calendar) -> "Deadline":
        """Begin the full period anew (G-05 RESTART)."""
        fresh = replace(self, start=at, pauses=(), extension=None)
        return fresh.recompute(calendar)

    def recompute(self, calendar: Calendar) -> "Deadline":
        """Compute again with this calendar; an open pause leaves the date where it is."""
        if not self.is_running:
            return replace(self, calendar_version=calendar.version)
        due_at, provisional = _due(self, calendar)
        return replace(
            self, due_at=due_at, provisional=provisional, calendar_version=calendar.version
        )

    def days_left(self, today: date, calendar: Calendar) -> int:
        """Return the number of workdays in (today, due] (G-09)."""
        return calendar.workdays_between(today, self.due)

    def overdue(self, now: datetime) -> bool:
        """Say whether it is over; the last day itself is in time."""
        return self.is_running and now > self.due_at

    def explain(self, calendar: Calendar) -> tuple[Counted, ...]:
        """List every day from the one after the start to the last: counted or skipped, and why."""
        if self.period.unit in (Unit.WD, Unit.CD):
            return tuple(_days(self, calendar))
        return tuple(
            Counted(day, calendar.day(day).workday, None, calendar.day(day).reason)
            for day in _dates(self.start.date(), self.due)
        )


def deadline(
    start: datetime,
    period: Period,
    calendar: Calendar,
    *,
    roll_forward: bool = True,
    shifts: Shifts = (),
) -> Deadline:
    """Compute the deadline of `period` from `start`.

    Working hours need `shifts`. `roll_forward=False` is for "not less than n days" posting periods.
    """
    first = Deadline(start, period, start, False, calendar.version, (), None, roll_forward, shifts)
    return first.recompute(calendar)


def _due(limit: Deadline, calendar: Calendar) -> tuple[datetime, bool]:
    unit = limit.period.unit
    if unit is Unit.H:
        return limit.start + timedelta(hours=float(_total(limit))), False
    if unit is Unit.WH:
        return _working_hours(limit, calendar)
    if unit in (Unit.M, Unit.Y):
        months = int(_total(limit)) * (12 if unit is Unit.Y else 1)
        last = _plus_months(limit.start.date(), months)
        days = [Counted(last, True, 1, "")]
        if limit.roll_forward:
            days.append(Counted(calendar.next_workday(last), False, None, ""))
    else:
        days = list(_days(limit, calendar))
    last = days[-1].date if days else calendar.next_workday(limit.start.date())
    guessed = any(not calendar.official(day.date.year) for day in days)
    return _end_of(last), guessed and (unit is not Unit.CD or limit.roll_forward)


def _days(limit: Deadline, calendar: Calendar) -> Iterator[Counted]:
    """Walk day by day until the total is used up, then roll over days off if asked."""
    total, used, day = int(_total(limit)), 0, limit.start.date()
    working = limit.period.unit is Unit.WD
    while used < total:
        day += timedelta(days=1)
        known = calendar.day(day)
        pause = next((p for p in limit.pauses if p.takes(day)), None)
        reason = known.reason if known.official else f"{known.reason}（暂定）"
        if pause is not None:
            yield Counted(day, False, None, f"中止计时：{pause.reason}")
        elif working and not known.workday:
            yield Counted(day, False, None, reason)
        else:
            used += 1
            yield Counted(day, True, used, reason)
    if not working and limit.roll_forward:
        last = calendar.next_workday(day)
        for rolled in _dates(day, last):
            yield Counted(rolled, False, None, f"顺延：{calendar.day(rolled).reason}")


def _working_hours(limit: Deadline, calendar: Calendar) -> tuple[datetime, bool]:
    if not limit.shifts:
        raise Invalid("deadline.no_shifts", "按工作时计算期限须给出作息时间。")
    left = timedelta(seconds=int(_total(limit) * 3600))
    now, provisional = limit.start.astimezone(TZ), False
    day = now.date()
    while True:
        known = calendar.day(day)
        provisional = provisional or not known.official
        for opens, closes in limit.shifts if known.workday and not _paused(limit, day) else ():
            begin = max(now, datetime.combine(day, opens, TZ))
            room = datetime.combine(day, closes, TZ) - begin
            if room >= left:
                return begin + left, provisional
            left -= max(room, timedelta())
        day += timedelta(days=1)


def _paused(limit: Deadline, day: date) -> bool:
    return any(pause.takes(day) for pause in limit.pauses)


def _total(limit: Deadline) -> Decimal:
    return limit.period.amount + (limit.extension.amount if limit.extension else 0)


def _dates(after: date, last: date) -> Iterator[date]:
    for n in range(1, (last - after).days + 1):
        yield after + timedelta(days=n)


def _plus_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), TZ)
