"""Appointments and the slots that they take (APT-01)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from services.centers import events
from services.centers.model.network import Spell
from services.centers.model.place import Place, Window
from services.centers.policies import appointments as policies
from services.centers.workflow.appointments import APPOINTMENT, AppointmentStatus
from shared.kernel.actor import Actor
from shared.kernel.calendar import Calendar
from shared.kernel.clock import TZ
from shared.kernel.events import Aggregate
from shared.kernel.workflow import enforce


@dataclass(kw_only=True, eq=False)
class Appointment(Aggregate):
    """One slot of one window, for one person. `person_index` is a keyed look-up value.

    `holder` is the account that booked: her own or that of whoever helps her.
    """

    id: str
    appointment_no: str
    place_id: str
    path: str
    kind: str
    window: str
    day: date
    starts_at: datetime
    ends_at: datetime
    holder: str
    booked_at: datetime
    name: str
    id_no: str
    phone: str
    person_index: str
    ground: str = ""
    ticket_id: str = ""
    status: AppointmentStatus = AppointmentStatus.BOOKED
    version: int = field(default=0)

    def book(self) -> None:
        """Announce that the seat is taken."""
        self._tell(events.AppointmentBooked)

    def cancel(self, actor: Actor, *, at: datetime, hours_before: int) -> None:
        """Give the seat back in time."""
        APPOINTMENT.step(self, "cancel", actor)
        enforce(policies.cancelled_in_time(self, now=at, hours=hours_before))
        self._tell(events.AppointmentCancelled)

    def call_off(self, actor: Actor, *, reason: str) -> None:
        """The place cannot keep it."""
        APPOINTMENT.step(self, "call_off", actor)
        enforce(policies.names_not_who_booked(self, reason))
        self._tell(events.AppointmentCalledOff, reason=reason)

    def arrive(self, actor: Actor, *, at: datetime, minutes_early: int, ticket_id: str) -> None:
        """Sign in during the slot or shortly before; the ticket takes its place."""
        APPOINTMENT.step(self, "arrive", actor)
        enforce(policies.arrives_in_time(self, now=at, minutes_early=minutes_early))
        self.ticket_id = ticket_id
        self._tell(events.AppointmentKept, ticket_id=ticket_id)

    def miss(self, system: Actor) -> None:
        """The slot is over and nobody came."""
        APPOINTMENT.step(self, "miss", system)
        self._tell(events.AppointmentMissed)

    def reveal(self, reason: str) -> None:
        """Note that somebody saw who booked, and why."""
        enforce(policies.names_not_who_booked(self, reason))
        self.record(
            events.AppointmentRevealed(appointment_id=self.id, path=self.path, reason=reason)
        )

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(
            fact(
                appointment_id=self.id,
                path=self.path,
                place_id=self.place_id,
                kind=self.kind,
                window=self.window,
                starts_at=self.starts_at,
                **data,
            )
        )


@dataclass(frozen=True)
class Slot:
    """A stretch of time, and the windows that are still free in it, the most special first."""

    starts_at: datetime
    ends_at: datetime
    windows: tuple[str, ...]

    @property
    def free(self) -> int:
        """Return how many may still book it."""
        return len(self.windows)


@dataclass(frozen=True)
class Slots:
    """The slots of one kind at one place on one day."""

    place_id: str
    kind: str
    day: date
    slots: Sequence[Slot]


def bookable_days(today: date, calendar: Calendar, *, workdays: int) -> list[date]:
    """Return the next workdays after today (APT-01).

    Ends early where the calendar has no official year: nobody is promised a day that may be off.
    """
    days: list[date] = []
    day = today + timedelta(days=1)
    while len(days) < workdays and calendar.official(day.year):
        if calendar.is_workday(day):
            days.append(day)
        day += timedelta(days=1)
    return days


def serves(window: Window, kind: str) -> bool:
    """Say whether the window serves the kind; one without skills serves every kind (Q-02)."""
    return not window.skills or kind in window.skills


def slots_of(
    place: Place,
    *,
    kind: str,
    day: date,
    calendar: Calendar,
    minutes: int,
    taken: Collection[tuple[str, datetime]],
) -> list[Slot]:
    """Cut the opening hours of every window that serves the kind; windows in `taken` are not free.

    A window that can do everything comes last, so that it stays free for what only it can do.
    """
    shape = place.on(day)
    found: dict[tuple[datetime, datetime], list[str]] = {}
    for window in _special_first(shape.windows if shape else ()):
        if serves(window, kind):
            spells = place.hours_on(day, calendar, window.number)
            for starts_at, ends_at in _pieces(day, spells, timedelta(minutes=minutes)):
                free = found.setdefault((starts_at, ends_at), [])
                if (window.number, starts_at) not in taken:
                    free.append(window.number)
    return [Slot(*span, tuple(found[span])) for span in sorted(found)]


def _pieces(
    day: date, spells: Iterable[Spell], length: timedelta
) -> Iterator[tuple[datetime, datetime]]:
    """Cut spells into slots; what is left at the end of a spell is none."""
    for spell in spells:
        at, end = (datetime.combine(day, each, TZ) for each in (spell.opens, spell.closes))
        while at + length <= end:
            yield at, at + length
            at += length


def _special_first(windows: Iterable[Window]) -> list[Window]:
    return sorted(windows, key=lambda each: (not each.skills, len(each.skills), each.number))
