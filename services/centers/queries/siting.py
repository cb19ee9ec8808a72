"""Who has a station near, and where more stations would serve most people."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select

from services.centers import store
from services.centers.model import Coverage, Place, Proposal, Spot, siting
from services.centers.model.siting import COMMUNITY, PARTY_CENTER, Site
from shared.chassis.paging import Page, page
from shared.chassis.solver import Program, Row, Solution, solve
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.jurisdiction import SEPARATOR, covers
from shared.kernel.rulepacks import RulePack

PACK = "centers.siting"

Left = Sequence[tuple[Spot, frozenset[int]]]
"""Whom no station serves yet, each with the numbers of the sites that could."""


def spots(uow: UnitOfWork, *, kind: str | None, limit: int, cursor: str | None) -> Page:
    """Return the points of the jurisdiction."""
    table, scope = store.spots.c, uow.actor.scope
    inside = or_(table.path == scope, table.path.startswith(f"{scope}{SEPARATOR}"))
    query = select(Spot).where(inside).order_by(table.id)
    if kind:
        query = query.where(table.kind == kind)
    return page(uow.session, query, limit=limit, cursor=cursor)


def coverage(uow: UnitOfWork, *, on: date | None, radius: int | None, kind: str) -> Coverage:
    """Measure how many people of the jurisdiction have a place of the kind near (SITE-03)."""
    within = radius or uow.rules(PACK, on).integer(f"{kind}.radius")
    return siting.cover(_inside(uow, COMMUNITY), _standing(uow, kind, on or uow.today), within)


def propose(
    uow: UnitOfWork, *, on: date | None, radius: int | None, count: int, sites: str
) -> Proposal:
    """Find where `count` more stations would serve most people of the jurisdiction.

    Exact within the time that the rule pack gives; the gap says how exact.
    """
    pack = uow.rules(PACK, on)
    return plan(
        _inside(uow, COMMUNITY),
        _standing(uow, "station", on or uow.today),
        _sites(_inside(uow, sites), _inside(uow, PARTY_CENTER), pack),
        radius=radius or pack.integer("station.radius"),
        count=count,
        seconds=pack.integer("solve.seconds"),
    )


def plan(
    communities: Sequence[Spot],
    stations: Sequence[Site],
    sites: Sequence[Site],
    *,
    radius: int,
    count: int,
    seconds: float,
) -> Proposal:
    """Solve the maximal covering location problem, exactly when the time allows.

    Of the choices that serve most people the one with fewest sites is taken, and of these the one
    with most sites beside a 党群服务中心 (SITE-03): no proposed site is without use.
    """
    left = siting.gains(communities, stations, sites, radius)
    most = _most_people(left, sites, count, seconds / 2)
    best = _fewest_sites(left, sites, count, most, seconds / 2)
    chosen = [n for n in best.chosen if n < len(sites)]
    built = [*stations, *(sites[n] for n in chosen)]
    return Proposal(
        wanted=count,
        before=siting.cover(communities, stations, radius),
        after=siting.cover(communities, built, radius),
        choices=siting.explain(chosen, sites, left),
        considered=len(sites),
        bound=most.bound,
        proved=most.proved,
        stations=tuple(stations),
    )


def _most_people(left: Left, sites: Sequence[Site], count: int, seconds: float) -> Solution:
    """First: serve most people. Variables: the sites, then the communities not yet served."""
    if not left:
        return Solution(frozenset(), 0, 0)
    people = [spot.population for spot, _ in left]
    start = _one_by_one(left, sites, count)
    program = Program([0] * len(sites) + people, _rows(left, sites, count), start)
    return solve(program, seconds=seconds)


def _fewest_sites(
    left: Left, sites: Sequence[Site], count: int, most: Solution, seconds: float
) -> Solution:
    """Then: as many people with the fewest sites, as many as can be beside a party center."""
    if not left:
        return most
    first = len(sites)
    costs = [-(count + 1) + bool(site.party_center) for site in sites]
    people = {first + n: spot.population for n, (spot, _) in enumerate(left)}
    rows = [*_rows(left, sites, count), Row(people, low=most.gain)]
    return solve(Program(costs + [0] * len(left), rows, most.chosen), seconds=seconds)


def _one_by_one(left: Left, sites: Sequence[Site], count: int) -> frozenset[int]:
    """Take the best next site again and again: where the exact search begins."""
    chosen: set[int] = set()
    served: set[int] = set()
    for _ in range(count):
        people = [0] * len(sites)
        for number, (spot, near) in enumerate(left):
            for n in near if number not in served else ():
                people[n] += spot.population
        best = max(range(len(sites)), key=people.__getitem__)
        if not people[best]:
            break
        chosen.add(best)
        served |= {number for number, (_, near) in enumerate(left) if best in near}
    return frozenset(chosen | {len(sites) + number for number in served})


def _rows(left: Left, sites: Sequence[Site], count: int) -> list[Row]:
    """A community is served only by a chosen site near it; no more sites than asked for."""
    first = len(sites)
    served = [
        Row({first + n: 1, **dict.fromkeys(near, -1)}, high=0) for n, (_, near) in enumerate(left)
    ]
    return [*served, Row(dict.fromkeys(range(first), 1), high=count)]


def _inside(uow: UnitOfWork, kind: str) -> list[Spot]:
    return [spot for spot in uow.find(Spot, kind=kind) if covers(uow.actor.scope, spot.path)]


def _standing(uow: UnitOfWork, kind: str, day: date) -> list[Site]:
    """Return the places of that day whose position is known; a border keeps nobody away."""
    shapes = [(place.id, place.on(day)) for place in uow.find(Place, kind=kind)]
    return [
        Site(id, shape.name, shape.position) for id, shape in shapes if shape and shape.position
    ]


def _sites(spots: Sequence[Spot], centers: Sequence[Spot], pack: RulePack) -> list[Site]:
    radius = pack.integer("colocation.radius")
    return [
        Site(spot.id, spot.name, spot.position, siting.beside(spot.position, centers, radius))
        for spot in spots
    ]
