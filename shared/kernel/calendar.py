"""The working calendar of the PRC: statutory holidays and make-up workdays (调休), year by year.

A year without an official table is never silently Monday to Friday: `is_workday` refuses it, `day`
answers with a guess that says so (G-04).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from shared.kernel.errors import Invalid, Unavailable

_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_FIXED = {(1, 1): "元旦", (5, 1): "劳动节", (5, 2): "劳动节", (10, 1): "国庆节",
          (10, 2): "国庆节", (10, 3): "国庆节"}  # fmt: skip
"""Statutory days with a fixed date (全国年节及纪念日放假办法, 2024); the rest follow the moon."""


class CalendarMissing(Unavailable):
    """The year has no official table yet; the State Council's notice comes in autumn."""

    def __init__(self, year: int) -> None:
        """Name the year."""
        super().__init__(
            "calendar.missing",
            f"{year} 年的工作日历尚未装载，请在国务院办公厅发布放假通知后装载。",
            year=year,
        )


@dataclass(frozen=True)
class CalendarYear:
    """One year: the days off, and the weekend days on which people work, each with a reason.

    A weekend needs no entry; one inside a holiday may have one so that its name is known.
    `official=False`: statutory days only, without make-up days; every answer from it is a guess.
    """

    year: int
    off: Mapping[date, str]
    work: Mapping[date, str]
    official: bool = True
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse a table that cannot be true, and an official one that names no holiday.

        An empty official table would make the year silently Monday to Friday (G-04).
        """
        wrong = {day for day in (*self.off, *self.work) if day.year != self.year}
        wrong |= set(self.off) & set(self.work)
        wrong |= {day for day in self.work if not _weekend(day)}
        if wrong:
            raise Invalid(
                "calendar.inconsistent",
                f"{self.year} 年工作日历有误：含其他年份的日期、同一天既放假又上班，"
                "或调休上班日不是周末。",
                days=[str(day) for day in sorted(wrong)],
            )
        if self.official and not self.off:
            raise Invalid(
                "calendar.empty", f"{self.year} 年工作日历没有任何放假日，请按放假通知补全。"
            )

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "CalendarYear":
        """Read `{"year", "official", "source", "off": {day: reason}, "work": {day: reason}}`."""
        try:
            return cls(
                year=int(raw["year"]),
                off={date.fromisoformat(day): str(why) for day, why in raw["off"].items()},
                work={date.fromisoformat(day): str(why) for day, why in raw["work"].items()},
                official=_flag(raw.get("official", True)),
                source=str(raw.get("source", "")),
            )
        except (KeyError, ValueError, AttributeError, TypeError) as bad:
            raise Invalid(
                "calendar.unreadable", "工作日历文件无法读取，须含 year、off、work 三项。"
            ) from bad

    def to_json(self) -> dict[str, Any]:
        """Write what `from_json` reads, days in order."""
        return {
            "year": self.year,
            "official": self.official,
            "source": self.source,
            "off": {str(day): self.off[day] for day in sorted(self.off)},
            "work": {str(day): self.work[day] for day in sorted(self.work)},
        }


@dataclass(frozen=True)
class Day:
    """One day: worked or not, why, and whether an official table says so."""

    date: date
    workday: bool
    reason: str
    official: bool


class Calendar:
    """Immutable; `version` is the same for the same tables."""

    def __init__(self, years: Iterable[CalendarYear]) -> None:
        """Join the years; a later one replaces an earlier of the same number."""
        self._years = {year.year: year for year in years}
        text = json.dumps([self._years[y].to_json() for y in sorted(self._years)])
        self.version = hashlib.sha256(text.encode()).hexdigest()[:12]

    def official(self, year: int) -> bool:
        """Say whether the year has an official table."""
        return year in self._years and self._years[year].official

    def years(self) -> tuple[int, ...]:
        """Return the years with a table."""
        return tuple(sorted(self._years))

    def day(self, day: date) -> Day:
        """Answer for any day; where no official table exists the answer is a marked guess."""
        table = self._years.get(day.year)
        weekend = _weekend(day)
        if table is None:
            fixed = _FIXED.get((day.month, day.day))
            return Day(day, not (weekend or fixed), fixed or _WEEKDAYS[day.weekday()], False)
        if day in table.work:
            return Day(day, True, table.work[day], table.official)
        if day in table.off:
            return Day(day, False, table.off[day], table.official)
        return Day(day, not weekend, _WEEKDAYS[day.weekday()], table.official)

    def is_workday(self, day: date) -> bool:
        """Say whether people work on that day; raises CalendarMissing without an official table."""
        if not self.official(day.year):
            raise CalendarMissing(day.year)
        return self.day(day).workday

    def next_workday(self, day: date) -> date:
        """Return the first workday on or after `day`, guessing where it must."""
        while not self.day(day).workday:
            day += timedelta(days=1)
        return day

    def workdays_between(self, first: date, last: date) -> int:
        """Count the workdays in (first, last], guessing where it must; 0 when last is no later."""
        days = range(1, (last - first).days + 1)
        return sum(self.day(first + timedelta(days=n)).workday for n in days)

    def with_year(self, year: CalendarYear) -> "Calendar":
        """Return a calendar with this year added or replaced."""
        return Calendar([*self._years.values(), year])


def _weekend(day: date) -> bool:
    return day.weekday() >= 5


def _flag(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise TypeError("official is true or false")
    return raw


def load_calendars(folder: Path) -> Calendar:
    """Read every `<year>.json` of the folder."""
    files = sorted(folder.glob("[0-9][0-9][0-9][0-9].json"))
    return Calendar(
        CalendarYear.from_json(json.loads(file.read_text(encoding="utf-8"))) for file in files
    )
