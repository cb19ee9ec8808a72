"""The working calendar as every service keeps it: in its own database, cached in the process."""

import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from shared.chassis import tables
from shared.kernel.calendar import Calendar, CalendarYear
from shared.kernel.clock import machine_time

FRESH_SECONDS = 1.0


class CalendarSource:
    """Answers with the calendar of the database; a copy is kept for a second.

    A deadline computed in that second with the older calendar is provisional, and the recomputation
    that loading a year starts comes after it.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self._calendar = Calendar([])
        self._until = 0.0

    def __call__(self, session: Session) -> Calendar:
        """Return the calendar."""
        if time.monotonic() >= self._until:
            rows = session.execute(select(tables.calendars.c.body)).scalars()
            found = Calendar(CalendarYear.from_json(body) for body in rows)
            if found.version != self._calendar.version:
                self._calendar = found
            self._until = time.monotonic() + FRESH_SECONDS
        return self._calendar

    def forget(self) -> None:
        """Read anew at the next question."""
        self._until = 0.0


def store(session: Session, year: CalendarYear) -> bool:
    """Keep a year; return whether it is new or other than what was there."""
    body: Mapping[str, Any] = year.to_json()
    known = session.execute(
        select(tables.calendars.c.body).where(tables.calendars.c.year == year.year)
    ).scalar_one_or_none()
    if known == body or (known and known["official"] and not year.official):
        return False  # an estimate never replaces an official year
    row = upsert(tables.calendars).values(year=year.year, body=body, loaded_at=machine_time())
    session.execute(
        row.on_conflict_do_update(
            index_elements=["year"],
            set_={"body": row.excluded.body, "loaded_at": row.excluded.loaded_at},
        )
    )
    return True
