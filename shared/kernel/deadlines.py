"""The one deadline engine (X-07): working days, calendar days, hours, and why a date is that date.

Counting (G-03): the start day is not counted; hours run from the instant. A pause that starts on
day P and ends on day E takes out the days after P through E: P itself is used up, counting goes on
the day after E. A pause after the period is used up saves nothing. Days, months and years that end
on a day off roll to the next workday unless told not to. Months and years end on the same day of
the month, or on its last day (民法典 §202), and count as the calendar days up to there.

The due date and its explanation come from the same walk over the days, so they cannot differ.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from shared.kernel.calendar import Calendar, Day
from shared.kernel.clock import TZ, midnight
from shared.kernel.errors import Conflict, Invalid

Shifts = tuple[tuple[time, time], ...]
"""The working hours of a day, in order: ((9:00, 12:00), (13:00, 17:00))."""

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


class Unit(StrEnum):
    """What is counted (G-02): working days, calendar days, working hours, hours, months, years."""

    WD = "WD"
    CD = "CD"
    WH = "WH"
    H = "H"
    M = "M"
    Y = "Y"


class Behaviour(StrEnum):
    """How an interruption acts on the clock (G-05); using one for all is the common mistake.

    START_ON_COMPLETE: the deadline is made at acceptance, not before. RESTART, PAUSE, EXTEND: the
    methods of `Deadline`. NONE: nothing is called, the clock runs on (容缺受理).
    """

    START_ON_COMPLETE = "START_ON_COMPLETE"
    RESTART = "RESTART"
    PAUSE = "PAUSE"
    EXTEND = "EXTEND"
    NONE = "NONE"


_PERIOD = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,2})?)(WD|CD|WH|H|M|Y)")
_LONGEST = {Unit.M: 1200, Unit.Y: 100}
"""A century: longer is a slip of the pen, and no calendar reaches there."""


@dataclass(frozen=True)
class Period:
    """An amount of a unit, written "5WD", "0.5WH"; only hours may be divided, at most 9999."""

    amount: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse what cannot be counted with Invalid `deadline.bad_period`."""
        whole = self.amount == self.amount.to_integral_value()
        if not whole and self.unit not in (Unit.WH, Unit.H):
            raise Invalid("deadline.bad_period", f"期限“{self}”的天数、月数、年数须为整数。")
        if not 0 <= self.amount <= _LONGEST.get(self.unit, 9999):
            raise Invalid("deadline.bad_period", f"期限“{self}”过长或为负，请核对。")

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read "20WD"; raises Invalid `deadline.bad_period` for anything else."""
        found = _PERIOD.fullmatch(text)
        if found is None:
            raise Invalid(
                "deadline.bad_period", f"期限“{text}”写法不正确，应如 5WD、20CD、4WH、24H、6M、1Y。"
            )
        return cls(Decimal(found[1]), Unit(found[2]))

    @property
    def months(self) -> int:
        """Return a period of months or years in months; raises ValueError for any other."""
        if self.unit not in (Unit.M, Unit.Y):
            raise ValueError(f"{self} is not counted in months")
        return int(self.amount) * (12 if self.unit is Unit.Y else 1)

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
        """Say whether the day is taken out: after the start through the end, once it is known."""
        return self.end is not None and self.start < day <= self.end


@dataclass(frozen=True)
class Counted:
    """One day of the count: counted as number `index`, or skipped, and why.

    `estimated`: whether it counts was decided without an official calendar (G-04).
    """

    date: date
    counted: bool
    index: int | None
    reason: str
    estimated: bool = False


@dataclass(frozen=True)
class Deadline:
    """A computed deadline with all that it was computed from; every change gives a new one.

    `due_at` is the last second in time; while a pause is open it is the earliest that it can be, as
    if the pause ended on the day it began. `provisional`: some day was decided without an official
    calendar; `recompute` with that year gives the true date. Stored whole, as JSON.
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
    def lapses_at(self) -> datetime:
        """Return the first instant at which it is over: when a timer has to fire."""
        return self.due_at + _SECOND

    @property
    def is_running(self) -> bool:
        """Say whether no pause is open."""
        return self._open is None

    def pause(self, on: date, reason: str, calendar: Calendar) -> "Deadline":
        """Stop on `on`, which still counts as used (G-05 PAUSE).

        Raises Conflict `deadline.already_paused`, and Invalid `deadline.out_of_order` for a day
        before the start or before the end of the last pause.
        """
        if not self.is_running:
            raise Conflict("deadline.already_paused", "期限已在中止中，不能再次中止。")
        ended = self.pauses[-1].end if self.pauses else None
        _in_order(ended or self._first, on, "中止")
        return replace(self, pauses=(*self.pauses, Pause(on, None, reason))).recompute(calendar)

    def resume(self, on: date, calendar: Calendar) -> "Deadline":
        """Go on the day after `on` with what was left.

        Raises Conflict `deadline.not_paused`, and Invalid `deadline.out_of_order` for a day before
        the pause began.
        """
        if self._open is None:
            raise Conflict("deadline.not_paused", "期限未中止，无需恢复。")
        _in_order(self._open.start, on, "恢复")
        ended = replace(self._open, end=on)
        return replace(self, pauses=(*self.pauses[:-1], ended)).recompute(calendar)

    def extend(self, by: Period, calendar: Calendar) -> "Deadline":
        """Add `by` of the same unit, once (G-05 EXTEND); who may and until when is the caller's."""
        if self.extension is not None:
            raise Conflict("deadline.already_extended", "期限已延长过一次，不得再次延长。")
        if by.unit is not self.period.unit:
            raise Invalid("deadline.other_unit", "延长的单位须与原期限一致。")
        return replace(self, extension=by).recompute(calendar)

    def restart(self, at: datetime, calendar: Calendar) -> "Deadline":
        """Begin the full period anew (G-05 RESTART); pauses and extension are of the old one."""
        return replace(self, start=_local(at), pauses=(), extension=None).recompute(calendar)

    def recompute(self, calendar: Calendar) -> "Deadline":
        """Compute again with this calendar; the same calendar gives the same deadline."""
        days, due_at = _walk(self, calendar)
        return replace(
            self,
            due_at=due_at,
            provisional=any(day.estimated for day in days),
            calendar_version=calendar.version,
        )

    def days_left(self, today: date, calendar: Calendar) -> int:
        """Return the number of workdays in (today, due] (G-09); an open pause holds it still."""
        held = today if self._open is None else min(today, self._open.start)
        return calendar.workdays_between(held, self.due)

    def overdue(self, now: datetime) -> bool:
        """Say whether it is over; the last day itself is in time, an open pause stops the clock."""
        used_up = self._open is None or self.due <= self._open.start
        return used_up and now >= self.lapses_at

    def explain(self, calendar: Calendar) -> tuple[Counted, ...]:
        """List every day from the start to the last: counted or skipped, and why.

        While a pause is open the list ends with the day after it began.
        """
        days, _ = _walk(self, calendar)
        if self._open is None or self.due <= self._open.start:
            return days
        known = tuple(day for day in days if day.date <= self._open.start)
        reason = f"中止计时：{self._open.reason}（尚未恢复，其后日期待定）"
        return (*known, Counted(self._open.start + _DAY, False, None, reason))

    @property
    def _first(self) -> date:
        return self.start.astimezone(TZ).date()

    @property
    def _open(self) -> Pause | None:
        return self.pauses[-1] if self.pauses and self.pauses[-1].end is None else None


def deadline(
    start: datetime,
    period: Period,
    calendar: Calendar,
    *,
    roll_forward: bool = True,
    shifts: Shifts = (),
) -> Deadline:
    """Compute the deadline of `period` from `start`, an instant with a zone.

    Working hours need `shifts`. `roll_forward=False` is for "not less than n days" posting periods.
    """
    if period.unit is Unit.WH:
        _check(shifts)
    at = _local(start)
    first = Deadline(at, period, at, False, calendar.version, (), None, roll_forward, shifts)
    return first.recompute(calendar)


def _walk(limit: Deadline, calendar: Calendar) -> tuple[tuple[Counted, ...], datetime]:
    """Return every day with its reason, and the last second in time."""
    if limit.period.unit in (Unit.H, Unit.WH):
        return _hours(limit, calendar)
    days = [Counted(limit._first, False, None, "起算日不计入"), *_days(limit, calendar)]
    if limit.roll_forward:
        last = calendar.day(days[-1].date)
        days[-1] = replace(days[-1], estimated=days[-1].estimated or not last.official)
        days += _rolled(limit, calendar, days[-1].date)
    return tuple(days), midnight(days[-1].date + _DAY) - _SECOND


def _days(limit: Deadline, calendar: Calendar) -> Iterator[Counted]:
    """Walk day by day until the total is used up."""
    total, used, day = _total_days(limit), 0, limit._first
    working = limit.period.unit is Unit.WD
    while used < total:
        day += _DAY
        known = calendar.day(day)
        estimated = working and not known.official
        pause = _pause_on(limit, day)
        if pause is not None:
            yield _taken(day, pause)
        elif working and not known.workday:
            yield Counted(day, False, None, _why(known), estimated)
        else:
            used += 1
            yield Counted(day, True, used, _why(known), estimated)


def _rolled(limit: Deadline, calendar: Calendar, day: date) -> Iterator[Counted]:
    """Walk on from a last day that is a day off to the next workday outside any pause."""
    known = calendar.day(day)
    while not known.workday or _pause_on(limit, day):
        day += _DAY
        known = calendar.day(day)
        yield Counted(day, False, None, f"顺延：{_why(known)}", not known.official)


def _hours(limit: Deadline, calendar: Calendar) -> tuple[tuple[Counted, ...], datetime]:
    """Use up the hours shift by shift, or around the clock for clock hours."""
    working = limit.period.unit is Unit.WH
    at, left = limit.start, timedelta(seconds=int(_total(limit) * 3600))
    day, days, used = limit._first, [], 0
    while left:
        known = calendar.day(day)
        estimated = working and not known.official
        pause = _pause_on(limit, day)
        spent = timedelta()
        if pause is not None:
            days.append(_taken(day, pause))
        elif working and not known.workday:
            days.append(Counted(day, False, None, _why(known), estimated))
        else:
            spent, at = _spend(_spans(limit, day), at, left)
            used += bool(spent)
            reason = f"{_why(known)}，计{_in_hours(spent)}小时"
            days.append(Counted(day, bool(spent), used if spent else None, reason, estimated))
        left -= spent
        day += _DAY
    return tuple(days), at


def _spend(
    spans: tuple[tuple[datetime, datetime], ...], at: datetime, left: timedelta
) -> tuple[timedelta, datetime]:
    """Take up to `left` from the part of the spans after `at`: how much, and until when."""
    spent = timedelta()
    for opens, closes in spans:
        take = min(closes - max(at, opens), left - spent)
        if take > timedelta():
            at = max(at, opens) + take
            spent += take
    return spent, at


def _spans(limit: Deadline, day: date) -> tuple[tuple[datetime, datetime], ...]:
    if limit.period.unit is Unit.H:
        return ((midnight(day), midnight(day + _DAY)),)
    return tuple(
        (datetime.combine(day, opens, TZ), datetime.combine(day, closes, TZ))
        for opens, closes in limit.shifts
    )


def _pause_on(limit: Deadline, day: date) -> Pause | None:
    return next((each for each in limit.pauses if each.takes(day)), None)


def _taken(day: date, pause: Pause) -> Counted:
    return Counted(day, False, None, f"中止计时：{pause.reason}")


def _why(known: Day) -> str:
    return known.reason if known.official else f"{known.reason}（暂定）"


def _in_hours(spent: timedelta) -> str:
    return f"{(Decimal(int(spent.total_seconds())) / 3600).quantize(Decimal('0.01')).normalize():f}"


def _total(limit: Deadline) -> Decimal:
    return limit.period.amount + (limit.extension.amount if limit.extension else 0)


def _total_days(limit: Deadline) -> int:
    total = int(_total(limit))
    if limit.period.unit not in (Unit.M, Unit.Y):
        return total
    months = total * (12 if limit.period.unit is Unit.Y else 1)
    return (plus_months(limit._first, months) - limit._first).days


def plus_months(day: date, months: int) -> date:
    """Return the same day of another month, or that month's last day (民法典 §202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _local(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a deadline starts at an instant with a zone")
    return at.astimezone(TZ).replace(microsecond=0)


def _in_order(earliest: date, on: date, what: str) -> None:
    if on < earliest:
        raise Invalid(
            "deadline.out_of_order",
            f"{what}日期 {on} 早于 {earliest}，请核对日期。",
            earliest=str(earliest),
            on=str(on),
        )


def _check(shifts: Shifts) -> None:
    times = [instant for shift in shifts for instant in shift]
    if not times or any(earlier >= later for earlier, later in pairwise(times)):
        raise Invalid(
            "deadline.no_shifts", "按工作时计算期限须给出作息时间，各时段按先后排列、互不重叠。"
        )
