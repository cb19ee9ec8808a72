"""What is kept back and looked at again; the reports that every year owes (条例 §18, §49, §50)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from shared.kernel.calendar import Calendar
from shared.kernel.clock import midnight
from shared.kernel.deadlines import Deadline, Period, Unit
from shared.kernel.deadlines import deadline as count
from shared.kernel.rulepacks import RulePack

ANNUAL_REPORT = "ANNUAL_REPORT"


@dataclass(frozen=True)
class Review:
    """What came of looking at it again: still kept back, and why, or given free."""

    on: date
    by: str
    kept: bool
    reason: str


@dataclass(frozen=True)
class Withholding:
    """Why it is kept back, by whom, since when, and every look at it since."""

    ground: str
    reason: str
    by: str
    on: date
    reviews: tuple[Review, ...] = ()


def report_due(kind: str, year: int, pack: RulePack) -> date | None:
    """Return the last day for the report on `year` of a kind of unit; None: it owes none."""
    due: Mapping[str, str] = pack.raw("report.due")
    return date.fromisoformat(f"{year + 1}-{due[kind]}") if kind in due else None


def report_id(year: int, unit_code: str) -> str:
    """Return the key under which the same report is found again."""
    return f"report:{year}:{unit_code}"


def report_clock(formed: datetime, due: date, calendar: Calendar) -> Deadline:
    """Return the clock that ends on a day that the law names: it is not rolled forward."""
    period = Period.parse(f"{(due - formed.date()).days}{Unit.CD}")
    return count(formed, period, calendar, roll_forward=False)


def year_begins(year: int) -> datetime:
    """Return the first instant of a year: from here its reports on the year before are owed."""
    return midnight(date(year, 1, 1))
