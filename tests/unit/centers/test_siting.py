"""Coverage to the metre, and stations where they serve most people."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.centers import handlers, queries
from services.centers.model import Place, Point, Spot
from services.centers.model.siting import (
    COMMUNITY,
    Coverage,
    Proposal,
    Site,
    beside,
    cover,
    geojson,
)
from services.centers.queries.siting import plan
from shared.chassis.sheets import Column, Sheet, write
from shared.kernel.clock import TZ
from shared.kernel.errors import Invalid
from shared.testing.actors import story
from tests.unit.centers._network import A, B, C, Network
from tests.unit.data._files import DATA

YEAR = date(2026, 1, 1)


def spot(id: str, x: int, y: int, population: int = 0, kind: str = COMMUNITY) -> Spot:
    return Spot(
        id=id, kind=kind, name=f"{id}（示例）", path=f"510115/510115001/{id}",
        population=population, position=Point(x, y), as_of=YEAR, source="示例",
    )  # fmt: skip


def site(id: str, x: int, y: int, party_center: str = "") -> Site:
    return Site(id, f"{id}（示例）", Point(x, y), party_center)


PEOPLE = [
    spot("A", 100, 100, 3000), spot("B", 350, 50, 2500), spot("C", 820, 160, 4000),
    spot("D", 1300, 300, 1500),
]  # fmt: skip
STATIONS = [site("S1", 0, 0), site("S2", 900, 0)]


# --- coverage ----------------------------------------------------------------------------------


@pytest.mark.rule("SITE-03", "G-01")
def test_the_worked_example_counts_the_edge_of_the_radius_as_inside():
    found = cover(PEOPLE, STATIONS, 500)
    assert [str(line.distance) for line in found.lines] == ["141.4", "353.6", "178.9", "500.0"]
    assert [line.station_id for line in found.lines] == ["S1", "S1", "S2", "S2"]
    assert (found.covered, found.population, found.percent) == (11_000, 11_000, Decimal(100))


@pytest.mark.rule("SITE-03", "G-06")
def test_the_worked_example_with_a_smaller_radius():
    found = cover(PEOPLE, STATIONS, 300)
    assert [line.community_id for line in found.lines if line.covered] == ["A", "C"]
    assert (found.covered, found.percent) == (7000, Decimal("63.64"))


@pytest.mark.rule("SITE-03", "G-01")
def test_one_metre_less_and_the_edge_is_outside():
    assert not cover(PEOPLE, STATIONS, 499).lines[3].covered
    assert cover(PEOPLE, STATIONS, 499).percent == Decimal("86.36")


@pytest.mark.rule("SITE-03")
def test_without_people_there_is_no_share_and_without_stations_no_distance():
    assert cover([], STATIONS, 300).percent is None
    alone = cover(PEOPLE, [], 300)
    assert (alone.percent, alone.lines[0].distance, alone.lines[0].station_id) == (0, None, "")


@given(st.integers(-9000, 9000), st.integers(-9000, 9000), st.integers(0, 20_000))
def test_inside_is_decided_exactly_and_the_distance_shown_is_rounded_half_up(x, y, radius):
    here, there = Point(0, 0), Point(x, y)
    exact = Decimal(x * x + y * y).sqrt()
    assert here.within(radius, there) is (x * x + y * y <= radius * radius)
    assert abs(here.distance(there) - exact) <= Decimal("0.05")


@pytest.mark.rule("SITE-02", "SITE-03")
def test_coverage_is_of_the_stations_open_on_the_day_inside_the_jurisdiction():
    town = Network()
    with town.react() as uow:
        for each in (spot(A, 0, 300, 600), spot(B, 301, 0, 400)):
            uow.add(each)

    def asked(
        who: str, on: date | None = None, radius: int | None = None, kind: str = "station"
    ) -> Coverage:
        with town.act(story(who)) as uow:
            return queries.coverage(uow, on=on, radius=radius, kind=kind)

    assert (asked("liucheng").radius, asked("liucheng").percent) == (300, Decimal(60))
    assert asked("liucheng", radius=301).percent == 100
    assert (asked("liucheng", kind="center").radius, asked("liucheng").covered) == (1000, 600)
    assert asked("gongping").percent is None
    town.close("north", "2026-02-28", "south")
    assert asked("zhihui", on=date(2026, 2, 28)).percent == 60
    assert asked("zhihui", on=date(2026, 3, 1)).percent == 0


# --- the planner -------------------------------------------------------------------------------


def reached(people: Sequence[Spot], sites: Sequence[Site], radius: int) -> list[frozenset[int]]:
    """For each site, the numbers of the communities within the radius."""
    return [
        frozenset(n for n, p in enumerate(people) if each.position.within(radius, p.position))
        for each in sites
    ]


def best(people: Sequence[Spot], stations: Sequence[Site], sites: Sequence[Site], k: int, r: int):
    """Try everything: most people, then fewest sites, then most beside a party center."""
    size = [each.population for each in people]
    standing = frozenset().union(*reached(people, stations, r))
    could = list(zip(sites, reached(people, sites, r), strict=True))
    return max(
        (
            sum(size[n] for n in standing.union(*(near for _, near in some))),
            -len(some),
            sum(bool(each.party_center) for each, _ in some),
        )
        for count in range(min(k, len(sites)) + 1)
        for some in combinations(could, count)
    )


def rank(proposal: Proposal) -> tuple[int, int, int]:
    chosen = [choice.site for choice in proposal.choices]
    return (
        proposal.after.covered, -len(chosen), sum(bool(each.party_center) for each in chosen)
    )  # fmt: skip


POINTS = st.tuples(st.integers(0, 12), st.integers(0, 12))


@pytest.mark.rule("SITE-03")
@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(POINTS, st.integers(0, 9)), max_size=9),
    st.lists(POINTS, max_size=2),
    st.lists(st.tuples(POINTS, st.booleans()), max_size=7),
    st.integers(1, 4),
    st.integers(1, 5),
)
def test_no_choice_of_sites_is_better_than_the_proposed(people, stations, sites, count, radius):
    homes = [spot(f"P{n}", *xy, size) for n, (xy, size) in enumerate(people)]
    standing = [site(f"S{n}", *xy) for n, xy in enumerate(stations)]
    could = [site(f"H{n}", *xy, "D" if near else "") for n, (xy, near) in enumerate(sites)]
    found = plan(homes, standing, could, radius=radius, count=count, seconds=10)
    assert rank(found) == best(homes, standing, could, count, radius)
    assert found.proved
    assert found.bound == found.people
    assert sum(choice.people for choice in found.choices) == found.people
    assert all(choice.people > 0 for choice in found.choices)


def district(size: int, seed: int) -> tuple[list[Spot], list[Site]]:
    """Communities on a square of 9 km and a candidate site near each, drawn from a fixed seed."""
    drawn = Random(seed)

    def anywhere() -> tuple[int, int]:
        return drawn.randrange(9000), drawn.randrange(9000)

    homes = [spot(f"P{n:03}", *anywhere(), drawn.randrange(1500, 9000)) for n in range(size)]
    could = [
        site(f"H{n:03}", each.position.x + 60, each.position.y, "D" if n % 4 == 0 else "")
        for n, each in enumerate(homes)
    ]
    return homes, could


@pytest.mark.rule("SITE-03")
def test_the_plan_for_116_communities_is_exact():
    homes, could = district(116, seed=2016)
    found = plan(homes, [], could, radius=700, count=20, seconds=30)
    assert (found.considered, len(found.choices)) == (116, 20)
    assert (found.proved, found.gap, found.people) == (True, Decimal(0), found.bound)
    assert best(homes, [choice.site for choice in found.choices], [], 0, 700)[0] == found.people
    for k in (1, 2):
        exact = plan(homes, [], could, radius=700, count=k, seconds=30)
        assert rank(exact) == best(homes, [], could, k, 700)


@pytest.mark.rule("SITE-03")
def test_the_exact_plan_beats_taking_the_best_site_one_after_the_other():
    homes = [spot("W", 0, 0, 30), spot("X", 10, 0, 40), spot("Y", 20, 0, 40), spot("Z", 30, 0, 30)]
    middle, west, east = site("M", 15, 0), site("L", 5, 0), site("R", 25, 0)
    found = plan(homes, [], [middle, west, east], radius=5, count=2, seconds=10)
    assert found.people == 140
    assert {choice.site.id for choice in found.choices} == {"L", "R"}


@pytest.mark.rule("SITE-03")
def test_of_two_sites_that_serve_alike_the_one_beside_a_party_center_is_taken():
    homes = [spot("W", 0, 0, 30)]
    could = [site("bare", 0, 1), site("beside", 0, -1, "D-1")]
    found = plan(homes, [], could, radius=5, count=2, seconds=10)
    assert [choice.site.id for choice in found.choices] == ["beside"]
    more = [replace(could[0]), site("beside", 90, 90, "D-1")]
    assert plan(homes, [], more, radius=5, count=1, seconds=10).choices[0].site.id == "bare"


@pytest.mark.rule("SITE-03", "G-01")
def test_beside_means_the_nearest_party_center_within_the_radius():
    centers = [spot("D1", 300, 0), spot("D2", 0, 200)]
    assert beside(Point(0, 0), centers, 300) == "D2"
    assert beside(Point(0, 0), centers[:1], 300) == "D1"
    assert beside(Point(0, 0), centers[:1], 299) == ""


def test_each_choice_is_explained_by_the_people_it_newly_serves():
    found = plan(PEOPLE, [], [*STATIONS, site("S3", -350, 100)], radius=500, count=3, seconds=10)
    assert [(c.order, c.site.id, c.people, c.communities) for c in found.choices] == [
        (1, "S1", 5500, ("A", "B")), (2, "S2", 5500, ("C", "D")),
    ]  # fmt: skip
    assert (found.before.percent, found.after.percent) == (0, 100)


def test_where_nobody_can_be_added_nothing_is_proposed_and_the_gap_is_null():
    found = plan(PEOPLE, STATIONS, [site("far", 9000, 9000)], radius=500, count=3, seconds=10)
    assert (found.choices, found.people, found.gap, found.proved) == ((), 0, None, True)


def test_before_and_after_are_drawn_as_geojson():
    found = plan(PEOPLE, STATIONS[:1], STATIONS[1:], radius=300, count=1, seconds=10)
    drawn = geojson(found)
    assert drawn["type"] == "FeatureCollection"
    kinds = [each["properties"]["kind"] for each in drawn["features"]]
    assert kinds == ["community"] * 4 + ["station", "proposed"]
    assert drawn["features"][2]["geometry"] == {"type": "Point", "coordinates": [820, 160]}
    covered = [
        (p["covered_before"], p["covered_after"])
        for each in drawn["features"]
        if (p := each["properties"])["kind"] == "community"
    ]
    assert covered == [(True, True), (False, False), (False, True), (False, False)]


def test_the_demonstration_can_be_planned_and_says_that_it_is_sample():
    town = Network()
    town.rows.pop(Place)
    with town.react() as uow:
        handlers.load(uow, folder=DATA, demo=True)
    assert {(each.sample, each.source) for each in town.all(Spot)} == {(True, "示例")}
    with town.act(story("zhihui")) as uow:
        found = queries.propose(uow, on=None, radius=None, count=5, sites="candidate")
    assert found.proved
    assert len(found.choices) == 5
    assert 0 < found.before.percent < found.after.percent < 100
    assert len(found.before.lines) == 95
    with town.act(story("liucheng")) as uow:
        own = queries.propose(uow, on=None, radius=600, count=2, sites="community")
    assert {line.community_id[:9] for line in own.after.lines} == {"510115001"}


# --- real points come in a workbook ------------------------------------------------------------

HEAD = handlers.siting.HEAD
ROWS = [
    (A, "社区", "甲社区", A, "3000", "100", "100"),
    ("H1", "候选点", "候选一", A, "", "120", "-5"),
    ("D1", "党群服务中心", "中心一", C, "", "0", "7"),
]


def workbook(*rows: Sequence[str], head: Sequence[str] = HEAD) -> bytes:
    columns = tuple(Column(title, title) for title in head)
    sheet = Sheet("点位", columns, rows)
    return write([sheet], title="点位", made_at=datetime(2026, 1, 1, tzinfo=TZ))


def bring(town: Network, content: bytes, *, dry_run: bool = False, who: str = "zhihui"):
    with town.act(story(who)) as uow:
        return handlers.import_spots(
            uow, workbook=content, source="区统计局", as_of=YEAR, dry_run=dry_run
        )


def test_a_dry_run_tells_what_would_happen_and_keeps_nothing():
    town = Network()
    report = bring(town, workbook(*ROWS), dry_run=True)
    assert (report.added, report.changed, report.defects) == ([A, "H1", "D1"], [], [])
    assert town.all(Spot) == []


def test_an_import_adds_changes_and_leaves_what_is_the_same():
    town = Network()
    bring(town, workbook(*ROWS))
    again = bring(town, workbook((*ROWS[0][:4], "3100", "100", "100"), *ROWS[1:]))
    assert (again.added, again.changed, again.unchanged) == ([], [A], 2)
    (known,) = [each for each in town.all(Spot) if each.id == A]
    assert (known.population, known.position, known.source) == (3100, Point(100, 100), "区统计局")
    assert not known.sample


WRONG = {
    "no id": (("", *ROWS[1][1:]), "A2"),
    "an unknown kind": (("H1", "小区", *ROWS[1][2:]), "B2"),
    "no name": (("H1", "候选点", "", *ROWS[1][3:]), "C2"),
    "an unknown community": (("H1", "候选点", "名称", "510115001999", "", "1", "1"), "D2"),
    "a community under another code": ((B, "社区", "名称", A, "5", "1", "1"), "A2"),
    "people that are no number": ((A, "社区", "名称", A, "三千", "1", "1"), "E2"),
    "fewer people than none": ((A, "社区", "名称", A, "-1", "1", "1"), "E2"),
    "half a metre": ((A, "社区", "名称", A, "5", "1.5", "1"), "F2"),
    "another planet": ((A, "社区", "名称", A, "5", "1", "99999999"), "G2"),
}


@pytest.mark.parametrize("name", WRONG)
def test_one_wrong_cell_is_named_and_nothing_is_kept(name: str):
    row, cell = WRONG[name]
    town = Network()
    assert [each.cell for each in bring(town, workbook(row), dry_run=True).defects] == [cell]
    with pytest.raises(Invalid) as refused:
        bring(town, workbook(*ROWS[1:], row) if name != "no id" else workbook(row))
    assert refused.value.code == "centers.sheet_wrong"
    assert town.all(Spot) == []


def test_another_head_and_a_row_told_twice_are_named():
    town = Network()
    assert bring(town, workbook(head=("编号",)), dry_run=True).defects[0].cell == "A1"
    twice = bring(town, workbook(ROWS[1], ROWS[1]), dry_run=True)
    assert [each.cell for each in twice.defects] == ["A3"]


def test_points_of_another_jurisdiction_are_refused():
    town = Network()
    assert bring(town, workbook(*ROWS), dry_run=True, who="gongping").defects


def test_when_the_time_is_over_the_best_found_is_shown_with_its_gap():
    homes, could = district(116, seed=2016)
    found = plan(homes, [], could, radius=700, count=20, seconds=0)
    exact = plan(homes, [], could, radius=700, count=20, seconds=30)
    assert not found.proved
    assert 0 < found.people <= exact.people <= found.bound
    assert found.gap > 0
    assert all(choice.people > 0 for choice in found.choices)
