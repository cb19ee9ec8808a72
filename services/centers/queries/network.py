"""Questions about the network: places by day, what is lacking, what is finished at home."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import or_, select, type_coerce
from sqlalchemy.dialects.postgresql import JSONB

from services.centers import store
from services.centers.model import Place, Referral, Shape, Spell
from services.centers.model.statistics import next_month
from services.centers.model.unit_name import COMMUNITIES, STREETS, UnitName
from services.centers.workflow import PlaceStatus
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import midnight
from shared.kernel.jurisdiction import SEPARATOR, covers
from shared.kernel.money import share


@dataclass(frozen=True)
class PlaceOnDay:
    """A place and what it is on one day; no shape while it does not serve."""

    place: Place
    on: date
    shape: Shape | None

    @property
    def version(self) -> int:
        """Return the place's version: whoever reads it changes it on this one."""
        return self.place.version


@dataclass(frozen=True)
class OpenDay:
    """One day of opening hours, and what kind of day it is."""

    on: date
    spells: Sequence[Spell]
    reason: str
    official: bool


@dataclass(frozen=True)
class OpenDays:
    """Opening hours, day after day."""

    days: Sequence[OpenDay]


@dataclass(frozen=True)
class NetworkHealth:
    """What the network lacks on a day. Stations below the wanted area are a hint (SITE-02)."""

    on: date
    streets: int
    communities: int
    without_center: Sequence[UnitName]
    without_station: Sequence[UnitName]
    too_small: Sequence[Place]
    below_wanted: Sequence[Place]

    @property
    def complete(self) -> bool:
        """Say whether nothing is lacking."""
        return not (self.without_center or self.without_station or self.too_small)


@dataclass(frozen=True)
class LocalLine:
    """The finished cases of the people of one community, or of all."""

    path: str
    name: str
    near: int
    elsewhere: int
    online: int

    @property
    def percent(self) -> Decimal | None:
        """Return near ÷ in person, two places; None where nobody came in person (SITE-01)."""
        return share(self.near, self.near + self.elsewhere)


@dataclass(frozen=True)
class LocalFigures(LocalLine):
    """The same for a whole jurisdiction, with each community."""

    period: str
    communities: Sequence[LocalLine]


def places(
    uow: UnitOfWork,
    *,
    kind: str | None,
    path: str | None,
    serves: str | None,
    status: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return centers and stations; those that are open unless a state is named."""
    table = store.places.c
    query = select(Place).order_by(table.id)
    states = [status] if status else [PlaceStatus.OPEN, PlaceStatus.CLOSING]
    query = query.where(table.status.in_(states))
    if kind:
        query = query.where(table.kind == kind)
    if path:
        query = query.where(or_(table.path == path, table.path.startswith(f"{path}{SEPARATOR}")))
    if serves:
        query = query.where(type_coerce(table.serves, JSONB).contains([serves]))
    return page(uow.session, query, limit=limit, cursor=cursor)


def place(uow: UnitOfWork, *, place_id: str, on: date | None) -> PlaceOnDay:
    """Return one place with its life, and what it is on a day; a closed one stays readable."""
    found, day = uow.get(Place, place_id), on or uow.today
    return PlaceOnDay(found, day, found.on(day))


def place_hours(
    uow: UnitOfWork, *, place_id: str, first: date | None, days: int, window: str | None
) -> OpenDays:
    """Return when a place or a window is open, day by day."""
    found, start = uow.get(Place, place_id), first or uow.today
    span = [start + timedelta(days=n) for n in range(days)]
    known = [uow.calendar.day(day) for day in span]
    return OpenDays(
        [
            OpenDay(
                day.date,
                found.hours_on(day.date, uow.calendar, window),
                day.reason,
                day.official,
            )
            for day in known
        ]
    )


def network_health(uow: UnitOfWork, *, on: date | None) -> NetworkHealth:
    """List streets without a center, communities without a station, centers too small.

    At least one center per street (seed); at least one station per community (SITE-01).
    """
    day = on or uow.today
    units = [u for u in uow.find(UnitName) if covers(uow.actor.scope, u.path) and u.exists(day)]
    streets = [unit for unit in units if unit.kind in STREETS]
    communities = [unit for unit in units if unit.kind in COMMUNITIES]
    least = uow.rules("centers.places", day).integer("center.least_area")
    wanted = uow.rules("centers.siting", day).integer("station.wanted_area")
    known = [(p, p.on(day)) for p in uow.find(Place)]
    standing = [(p, shape) for p, shape in known if shape is not None]
    centers = [shape for p, shape in standing if p.kind == "center"]
    served = {code for p, shape in standing if p.kind == "station" for code in shape.serves}
    return NetworkHealth(
        on=day,
        streets=len(streets),
        communities=len(communities),
        without_center=[s for s in streets if not any(covers(s.path, c.path) for c in centers)],
        without_station=[unit for unit in communities if unit.id not in served],
        too_small=_under(uow, standing, "center", least),
        below_wanted=_under(uow, standing, "station", wanted),
    )


def _under(
    uow: UnitOfWork, standing: Sequence[tuple[Place, Shape]], kind: str, least: int
) -> list[Place]:
    """List the places of a kind, inside the jurisdiction, with less than `least` square metres."""
    return [
        place
        for place, shape in standing
        if place.kind == kind and shape.area_m2 < least and covers(uow.actor.scope, shape.path)
    ]


def local_figures(uow: UnitOfWork, *, period: str) -> LocalFigures:
    """Measure how many cases of a month were finished without leaving the community (SITE-01).

    In person only: who applied online left neither home nor community and is counted beside.
    """
    first = date.fromisoformat(f"{period}-01")
    home, scope = store.cases.c.home_path, uow.actor.scope
    where = or_(home == scope, home.startswith(f"{scope}{SEPARATOR}"))
    counted = store.finished_between(uow, where, midnight(first), midnight(next_month(first)))
    names = {unit.path: unit.name for unit in uow.find(UnitName)}
    lines = [
        LocalLine(path, names.get(path, path), **counts) for path, counts in sorted(counted.items())
    ]
    return LocalFigures(
        path=scope,
        name=names.get(scope, scope),
        near=sum(line.near for line in lines),
        elsewhere=sum(line.elsewhere for line in lines),
        online=sum(line.online for line in lines),
        period=period,
        communities=lines,
    )


def referrals(
    uow: UnitOfWork,
    *,
    status: str | None,
    place_id: str | None,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return the referrals that places of the jurisdiction sent or received, newest first."""
    table, scope = store.referrals.c, uow.actor.scope
    inside = [
        or_(path == scope, path.startswith(f"{scope}{SEPARATOR}"))
        for path in (table.from_path, table.to_path)
    ]
    query = select(Referral).where(or_(*inside)).order_by(table.id.desc())
    if status:
        query = query.where(table.status == status)
    if place_id:
        query = query.where(or_(table.from_id == place_id, table.to_id == place_id))
    return page(uow.session, query, limit=limit, cursor=cursor)
