"""Where people are served: centers, stations, windows, each with its life and its history."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from services.centers import events, policies
from services.centers.model.network import Hours, Spell
from services.centers.model.siting import Point
from services.centers.workflow import PLACE, PlaceStatus
from shared.kernel.actor import Actor
from shared.kernel.calendar import Calendar
from shared.kernel.errors import Invalid, NotFound
from shared.kernel.events import Aggregate
from shared.kernel.workflow import enforce


@dataclass(frozen=True)
class Window:
    """One window and what it serves; no skills means everything, no hours those of the place."""

    number: str
    name: str
    skills: tuple[str, ...] = ()
    hours: Hours | None = None


@dataclass(frozen=True)
class Shape:
    """What a place is from `since` on, until the next shape begins or the place ends."""

    since: date
    name: str
    path: str
    address: str
    phone: str
    area_m2: Decimal
    above_id: str
    serves: tuple[str, ...]
    windows: tuple[Window, ...]
    hours: Hours
    position: Point | None = None


NEVER = Hours()
"""The hours of a place of which none are known."""

SHAPED = tuple(name for name in Shape.__dataclass_fields__ if name != "since")


@dataclass(kw_only=True, eq=False)
class Place(Aggregate):
    """A center (街道综合便民服务中心), a service station or a social-work station.

    Its own attributes are the shape in force now, begun on `since`; earlier shapes are `past`,
    later ones `planned`. `closed_on` is the last day on which it serves. `above_id` is the place
    one level above it. `opened_on` is `date.min` where the day is not on record.
    """

    id: str
    kind: str
    name: str
    path: str
    address: str
    phone: str
    area_m2: Decimal
    serves: tuple[str, ...]
    windows: tuple[Window, ...]
    sample: bool = False
    above_id: str = ""
    hours: Hours = NEVER
    position: Point | None = None
    opened_on: date = date.min
    since: date = date.min
    closed_on: date | None = None
    successor_id: str = ""
    past: tuple[Shape, ...] = ()
    planned: tuple[Shape, ...] = ()
    status: PlaceStatus = PlaceStatus.OPEN
    version: int = 0

    def check(self, *, least_area: int) -> None:
        """Refuse a center that is too small (seed: at least 800 m²) and impossible hours."""
        check_shape(self.kind, self.shape, least_area=least_area)

    # --- reading ----------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Say whether people are served there now."""
        return self.status in (PlaceStatus.OPEN, PlaceStatus.CLOSING)

    @property
    def shape(self) -> Shape:
        """Return the shape in force now."""
        return Shape(since=self.since, **{name: getattr(self, name) for name in SHAPED})

    @property
    def next_day(self) -> date | None:
        """Return the next day on which something decided takes effect."""
        days = [shape.since for shape in self.planned]
        if self.status is PlaceStatus.PLANNED:
            days.append(self.opened_on)
        if self.status is PlaceStatus.CLOSING and self.closed_on:
            days.append(self.closed_on + timedelta(days=1))
        return min(days, default=None)

    def on(self, day: date) -> Shape | None:
        """Return what it was, or will be, on that day; None while it does not serve."""
        ended = self.closed_on is not None and day > self.closed_on
        cancelled = self.status is PlaceStatus.CLOSED and self.closed_on is None
        if day < self.opened_on or ended or cancelled:
            return None
        shapes = [*self.past, self.shape, *self.planned]
        return next((shape for shape in reversed(shapes) if shape.since <= day), None)

    @property
    def turns(self) -> tuple[date, ...]:
        """Return the days still to come on which whom it serves may change."""
        ends = (self.closed_on + timedelta(days=1),) if self.closed_on else ()
        return (*(shape.since for shape in self.planned), *ends)

    def serving(self, day: date) -> tuple[str, ...]:
        """Return whom it serves on that day; once it has ended, whom its successor took over."""
        if self.closed_on and self.successor_id:
            day = min(day, self.closed_on)
        shape = self.on(day)
        return shape.serves if shape else ()

    def hours_on(
        self, day: date, calendar: Calendar, window: str | None = None
    ) -> tuple[Spell, ...]:
        """Return when it, or one of its windows, is open on a day; () when closed.

        Raises NotFound `centers.no_such_window`.
        """
        shape = self.on(day)
        if shape is None:
            return ()
        if window is None:
            return shape.hours.on(day, calendar)
        found = next((each for each in shape.windows if each.number == window), None)
        if found is None:
            raise NotFound("centers.no_such_window", f"该场所没有 {window} 号窗口。")
        return (found.hours or shape.hours).on(day, calendar)

    # --- what is decided --------------------------------------------------------------------

    def establish(self) -> None:
        """Announce that it will open."""
        self.record(
            events.PlaceEstablished(
                place_id=self.id,
                path=self.path,
                kind=self.kind,
                name=self.name,
                opened_on=self.opened_on,
            )
        )

    def cancel(self, actor: Actor) -> None:
        """Give it up before it opens."""
        PLACE.step(self, "cancel", actor)
        self.record(events.PlaceClosed(place_id=self.id, path=self.path, successor_id=""))

    def change(
        self, actor: Actor, action: str, changes: Mapping[str, Any], *, since: date, today: date
    ) -> Shape:
        """Plan another shape by the step `change` or `move`, and return it.

        `turn` makes it true on its day. Raises Conflict for a day in the past or before what is
        already planned.
        """
        last = self.planned[-1] if self.planned else self.shape
        PLACE.step(self, action, actor)
        enforce(policies.day_is_not_past(since, today))
        enforce(policies.follows_what_is_planned(since, last.since if self.planned else None))
        shape = replace(last, since=since, **changes)
        self.planned = (*self.planned, shape)
        if action == "move":
            self.record(
                events.PlaceMoved(place_id=self.id, path=self.path, since=since, to_path=shape.path)
            )
        else:
            self._changed(since, tuple(changes))
        return shape

    def close(self, actor: Actor, *, last_day: date, successor_id: str, today: date) -> None:
        """Decide that it serves through `last_day`; what was planned for later falls away."""
        PLACE.step(self, "close", actor)
        enforce(policies.day_is_not_past(last_day, today))
        self.closed_on, self.successor_id = last_day, successor_id
        self.planned = tuple(shape for shape in self.planned if shape.since <= last_day)
        self.record(
            events.PlaceClosing(
                place_id=self.id, path=self.path, last_day=last_day, successor_id=successor_id
            )
        )

    def keep(self, actor: Actor) -> None:
        """Take the decision to close it back."""
        PLACE.step(self, "keep", actor)
        self.closed_on, self.successor_id = None, ""
        self.record(events.PlaceKept(place_id=self.id, path=self.path))

    # --- what a day brings ------------------------------------------------------------------

    def turn(self, system: Actor, today: date) -> bool:
        """Make true what was decided for today or before; say whether it ended by that."""
        if self.status is PlaceStatus.PLANNED and self.opened_on <= today:
            PLACE.step(self, "open", system)
            self.record(
                events.PlaceOpened(
                    place_id=self.id,
                    path=self.path,
                    kind=self.kind,
                    name=self.name,
                    serves=self.serves,
                )
            )
        while self.planned and self.planned[0].since <= today:
            self._become(self.planned[0])
            self.planned = self.planned[1:]
        over = self.status is PlaceStatus.CLOSING and self.closed_on and self.closed_on < today
        if over:
            PLACE.step(self, "end", system)
            self.record(
                events.PlaceClosed(place_id=self.id, path=self.path, successor_id=self.successor_id)
            )
        return bool(over)

    def take_over(self, system: Actor, serves: tuple[str, ...], *, since: date) -> None:
        """Serve from `since` on also what another place served until then."""
        PLACE.step(self, "take_over", system)
        more = tuple(code for code in serves if code not in self.serves)
        if more:
            self._become(replace(self.shape, since=since, serves=(*self.serves, *more)))
            self.planned = tuple(
                replace(shape, serves=(*shape.serves, *_missing(more, shape.serves)))
                for shape in self.planned
            )
            self._changed(since, ("serves",))

    def stand_under(self, system: Actor, heir_id: str, *, ended_id: str, since: date) -> None:
        """Stand from `since` on under the successor of a place that has ended."""
        PLACE.step(self, "stand_under", system)
        if self.above_id == ended_id:
            self._become(replace(self.shape, since=max(since, self.since), above_id=heir_id))
        self.planned = tuple(
            replace(shape, above_id=heir_id) if shape.above_id == ended_id else shape
            for shape in self.planned
        )
        self._changed(since, ("above_id",))

    def _become(self, shape: Shape) -> None:
        if shape.since > self.since:
            self.past = (*self.past, self.shape)
        self.since = shape.since
        for name in SHAPED:
            setattr(self, name, getattr(shape, name))

    def _changed(self, since: date, changes: tuple[str, ...]) -> None:
        self.record(
            events.PlaceChanged(place_id=self.id, path=self.path, since=since, changes=changes)
        )


def check_shape(kind: str, shape: Shape, *, least_area: int) -> None:
    """Refuse a center under the least area (seed: 800 m²) and hours that cannot be kept."""
    if kind == "center" and shape.area_m2 < least_area:
        raise Invalid(
            "centers.center_too_small",
            f"街道综合便民服务中心不得少于 {least_area} 平方米，现为 {shape.area_m2} 平方米。",
            least=least_area,
            area=float(shape.area_m2),
        )
    numbers = [window.number for window in shape.windows]
    if len(set(numbers)) < len(numbers):
        raise Invalid("centers.window_twice", "同一场所的窗口号不得重复。")
    for hours in (shape.hours, *(each.hours for each in shape.windows if each.hours)):
        hours.check()


def _missing(more: tuple[str, ...], served: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in more if code not in served)
