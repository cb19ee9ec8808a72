"""Months, quarters and years in which meetings are due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from shared.kernel.errors import Invalid

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
"""Months of each kind of period."""


@dataclass(frozen=True)
class Span:
    """A calendar month, quarter or year; `key` is 2026-10, 2026-Q4 or 2026."""

    per: str
    key: str
    first: date
    last: date

    @property
    def label(self) -> str:
        """Return it in words."""
        year, _, rest = self.key.partition("-")
        return {
            "month": f"{year}年{rest.lstrip('0')}月",
            "quarter": f"{year}年第{rest[1:]}季度",
            "year": f"{year}年",
        }[self.per]


def span(per: str, day: date) -> Span:
    """Return the period of that kind in which a day lies."""
    months = _MONTHS[per]
    begins = (day.month - 1) // months * months + 1
    first = date(day.year, begins, 1)
    last = _after(first, months) - timedelta(days=1)
    keys = {
        "month": f"{day:%Y-%m}",
        "quarter": f"{day.year}-Q{begins // 3 + 1}",
        "year": str(day.year),
    }
    return Span(per, keys[per], first, last)


def month_of(key: str) -> Span:
    """Return the month written 2026-10."""
    try:
        return span("month", date.fromisoformat(f"{key}-01"))
    except ValueError as bad:
        raise Invalid("party.no_month", f"“{key}”不是月份，请写成 2026-10。") from bad


def ended_with(over: Span) -> Iterator[Span]:
    """Yield the periods that ended on the last day of a month: itself, a quarter, a year."""
    for per in _MONTHS:
        found = span(per, over.last)
        if found.last == over.last:
            yield found


def following(over: Span) -> Span:
    """Return the month after one."""
    return span("month", over.last + timedelta(days=1))


def _after(first: date, months: int) -> date:
    years, place = divmod(first.month - 1 + months, 12)
    return date(first.year + years, place + 1, 1)
