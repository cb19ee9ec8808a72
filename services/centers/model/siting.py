"""Where people live and where stations could stand: coverage, and the sites that serve most.

Positions are whole metres in a plane, so a distance equal to the radius is inside, exactly (G-01).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isqrt
from typing import Any

from shared.kernel.events import Aggregate
from shared.kernel.money import share

COMMUNITY, CANDIDATE, PARTY_CENTER = "community", "candidate", "party_center"


@dataclass(frozen=True)
class Point:
    """East and north in metres from the origin of the district's plane."""

    x: int
    y: int

    def within(self, radius: int, other: "Point") -> bool:
        """Say whether `other` is no farther than `radius` metres; the edge is inside."""
        return self._square(other) <= radius * radius

    def distance(self, other: "Point") -> Decimal:
        """Return the distance in metres, one place, rounded half up."""
        return Decimal((isqrt(self._square(other) * 400) + 1) // 2).scaleb(-1)

    def _square(self, other: "Point") -> int:
        return (self.x - other.x) ** 2 + (self.y - other.y) ** 2


@dataclass(kw_only=True, eq=False)
class Spot(Aggregate):
    """A community with its people, a site where a station could stand, or a 党群服务中心.

    `population` is 0 but for communities. `as_of` and `source` say from when and whom it is.
    """

    id: str
    kind: str
    name: str
    path: str
    population: int
    position: Point
    as_of: date
    source: str
    sample: bool = False
    version: int = 0


@dataclass(frozen=True)
class Site:
    """Somewhere a station stands or could stand."""

    id: str
    name: str
    position: Point
    party_center: str = ""


@dataclass(frozen=True)
class Reach:
    """How far the people of one community have to the nearest station; None without any."""

    community_id: str
    name: str
    population: int
    position: Point
    station_id: str
    distance: Decimal | None
    covered: bool


@dataclass(frozen=True)
class Coverage:
    """Σ population within the radius of a station ÷ Σ population (SITE-03)."""

    radius: int
    lines: tuple[Reach, ...]

    @property
    def population(self) -> int:
        """Return how many people live in all communities."""
        return sum(line.population for line in self.lines)

    @property
    def covered(self) -> int:
        """Return how many of them have a station within the radius."""
        return sum(line.population for line in self.lines if line.covered)

    @property
    def percent(self) -> Decimal | None:
        """Return the share, two places; None where nobody lives."""
        return share(self.covered, self.population)


@dataclass(frozen=True)
class Choice:
    """One proposed site and why: whom it serves that nothing before it in the list did."""

    order: int
    site: Site
    people: int
    communities: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """The sites that serve most people, and what is known about how good that is.

    `bound` is the most that any choice of so many sites could add; `gap` is how far the choice may
    be from it in percent, None when nobody could be added. `proved` says that none is better.
    """

    wanted: int
    before: Coverage
    after: Coverage
    choices: tuple[Choice, ...]
    considered: int
    bound: int
    proved: bool
    stations: tuple[Site, ...]

    @property
    def people(self) -> int:
        """Return how many people are newly served."""
        return self.after.covered - self.before.covered

    @property
    def gap(self) -> Decimal | None:
        """Return (bound - people) ÷ bound in percent, two places."""
        return share(self.bound - self.people, self.bound)

    @property
    def geojson(self) -> dict[str, Any]:
        """Return it as a map draws it."""
        return geojson(self)


def cover(communities: Iterable[Spot], stations: Sequence[Site], radius: int) -> Coverage:
    """Find for every community the nearest station, and whether it lies within the radius."""
    return Coverage(radius, tuple(_reach(spot, stations, radius) for spot in communities))


def gains(
    communities: Iterable[Spot], stations: Sequence[Site], sites: Sequence[Site], radius: int
) -> list[tuple[Spot, frozenset[int]]]:
    """List whom no station serves yet, each with the numbers of the sites that could."""
    left = [
        spot
        for spot in communities
        if spot.population and not any(s.position.within(radius, spot.position) for s in stations)
    ]
    reached = [(spot, _near(spot.position, sites, radius)) for spot in left]
    return [(spot, near) for spot, near in reached if near]


def explain(
    chosen: Collection[int], sites: Sequence[Site], left: Sequence[tuple[Spot, frozenset[int]]]
) -> tuple[Choice, ...]:
    """Put the chosen sites in the order in which to build them, most new people first.

    Together the choices name everybody newly served exactly once.
    """
    choices: list[Choice] = []
    remaining, open_ = list(left), sorted(chosen)
    while open_:
        served = {n: [spot for spot, near in remaining if n in near] for n in open_}
        people = {n: sum(spot.population for spot in served[n]) for n in open_}
        best = max(open_, key=lambda n: (people[n], bool(sites[n].party_center), -n))
        communities = tuple(spot.id for spot in served[best])
        choices.append(Choice(len(choices) + 1, sites[best], people[best], communities))
        remaining = [(spot, near) for spot, near in remaining if best not in near]
        open_.remove(best)
    return tuple(choices)


def beside(site: Point, centers: Iterable[Spot], radius: int) -> str:
    """Return the nearest 党群服务中心 within the radius, "" when there is none (SITE-03)."""
    near = [spot for spot in centers if site.within(radius, spot.position)]
    return min(near, key=lambda spot: (site.distance(spot.position), spot.id)).id if near else ""


def geojson(proposal: Proposal) -> dict[str, Any]:
    """Draw communities before and after, stations and proposed sites as a FeatureCollection.

    Coordinates are metres in the district's plane, not degrees: a page draws them as they are.
    """
    before = {line.community_id: line for line in proposal.before.lines}
    features = [
        _feature(
            line.position,
            kind=COMMUNITY,
            id=line.community_id,
            name=line.name,
            population=line.population,
            covered_before=before[line.community_id].covered,
            covered_after=line.covered,
            station_id=line.station_id,
        )
        for line in proposal.after.lines
    ]
    features += [
        _feature(site.position, kind="station", id=site.id, name=site.name)
        for site in proposal.stations
    ]
    features += [
        _feature(
            choice.site.position,
            kind="proposed",
            id=choice.site.id,
            name=choice.site.name,
            order=choice.order,
            people=choice.people,
            party_center=choice.site.party_center,
        )
        for choice in proposal.choices
    ]
    return {"type": "FeatureCollection", "units": "metres", "features": features}


def _near(position: Point, sites: Sequence[Site], radius: int) -> frozenset[int]:
    return frozenset(n for n, site in enumerate(sites) if site.position.within(radius, position))


def _reach(spot: Spot, stations: Sequence[Site], radius: int) -> Reach:
    nearest = min(stations, key=lambda s: (s.position.distance(spot.position), s.id), default=None)
    return Reach(
        community_id=spot.id,
        name=spot.name,
        population=spot.population,
        position=spot.position,
        station_id=nearest.id if nearest else "",
        distance=nearest.position.distance(spot.position) if nearest else None,
        covered=nearest is not None and nearest.position.within(radius, spot.position),
    )


def _feature(position: Point, **properties: Any) -> Mapping[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [position.x, position.y]},
        "properties": properties,
    }
