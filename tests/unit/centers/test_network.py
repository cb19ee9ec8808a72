"""Places open, change, move and close on their day; nobody is left without a station."""

from datetime import date
from decimal import Decimal

import pytest
from marshmallow import ValidationError

from services.centers import handlers, queries, schemas
from services.centers.model import Place, Point
from services.centers.queries.network import LocalLine
from services.centers.workflow import PlaceStatus
from shared.kernel.errors import Conflict, Forbidden, Invalid
from shared.testing.actors import story
from tests.unit.centers._network import (
    FOREIGN,
    A,
    B,
    C,
    Network,
)
from tests.unit.centers._town import GONGPING, LIUCHENG


@pytest.fixture
def town() -> Network:
    return Network()


# --- the least area ----------------------------------------------------------------------------

HALL = {"kind": "center", "above_id": "", "location": {"path": LIUCHENG, "address": "示例"}}


@pytest.mark.rule("SITE center.least_area")
@pytest.mark.parametrize("area", ["800", "800.1", "5000"])
def test_a_center_of_at_least_800_square_metres_is_established(town: Network, area: str):
    assert town.establish(**HALL, area=Decimal(area)).area_m2 == Decimal(area)


@pytest.mark.rule("SITE center.least_area")
@pytest.mark.parametrize("area", ["799.9", "799", "1"])
def test_a_tenth_of_a_square_metre_less_is_refused(town: Network, area: str):
    with pytest.raises(Invalid) as refused:
        town.establish(**HALL, area=Decimal(area))
    assert refused.value.code == "centers.center_too_small"
    assert refused.value.details == {"least": 800, "area": float(area)}


@pytest.mark.rule("SITE center.least_area")
def test_a_center_cannot_shrink_below_it_either(town: Network):
    with pytest.raises(Invalid) as refused:
        town.change("center", "2026-03-01", area=Decimal("799.9"))
    assert refused.value.code == "centers.center_too_small"
    assert town.change("north", "2026-03-01", area=Decimal("60")).planned[0].area_m2 == 60


# --- what is in force on a day -----------------------------------------------------------------


def test_a_place_established_for_a_later_day_opens_on_that_day(town: Network):
    new = town.establish(opened_on=date(2026, 3, 2))
    assert new.status is PlaceStatus.PLANNED
    assert new.on(date(2026, 3, 1)) is None
    town.at("2026-03-01 23:59")
    assert town.place(new.id).status is PlaceStatus.PLANNED
    town.at("2026-03-02 00:00")
    assert town.place(new.id).status is PlaceStatus.OPEN
    assert town.said()[-2:] == ["place.established", "place.opened"]


def test_a_place_for_today_is_open_at_once_and_one_given_up_never_opens(town: Network):
    assert town.establish().status is PlaceStatus.OPEN
    later = town.establish(opened_on=date(2026, 4, 1))
    town.do(handlers.cancel_place, later.id)
    town.at("2026-05-01")
    assert town.place(later.id).status is PlaceStatus.CLOSED
    assert town.place(later.id).on(date(2026, 5, 1)) is None


def test_a_change_is_true_from_its_day_and_the_past_stays_readable(town: Network):
    town.change("north", "2026-03-02", name="新名（示例）", serves=[A])
    assert town.place("north").name == "north（示例）"
    town.at("2026-03-02 00:00")
    north = town.place("north")
    assert (north.name, north.serves, north.since) == ("新名（示例）", (A,), date(2026, 3, 2))
    assert north.on(date(2026, 3, 1)).serves == (A, B)
    assert north.on(date(2020, 1, 1)).name == "north（示例）"
    assert north.on(date(2026, 3, 2)).serves == (A,)
    assert town.told[-1].changes == ("name", "serves")


def test_two_planned_changes_follow_one_another(town: Network):
    town.change("north", "2026-03-02", name="第一次（示例）")
    town.change("north", "2026-04-01", phone="028-0000")
    north = town.place("north")
    names = [north.on(date(2026, *day)).name for day in ((3, 1), (3, 2), (4, 1))]
    assert names == ["north（示例）", "第一次（示例）", "第一次（示例）"]
    town.at("2026-04-01")
    assert [shape.since for shape in town.place("north").past] == [date.min, date(2026, 3, 2)]
    assert town.place("north").phone == "028-0000"
    assert town.timers.keys() & {("place_due", "north")} == set()


def test_history_is_not_rewritten(town: Network):
    with pytest.raises(Conflict) as refused:
        town.change("north", "2026-02-10", name="昨天（示例）")
    assert refused.value.code == "centers.place_change_past"
    town.change("north", "2026-04-01", name="四月（示例）")
    with pytest.raises(Conflict) as refused:
        town.change("north", "2026-04-01", name="又一次（示例）")
    assert refused.value.code == "centers.place_change_planned"
    with pytest.raises(Invalid) as nothing:
        town.change("north", "2026-05-01")
    assert nothing.value.code == "centers.nothing_changed"


def test_a_place_moves_on_its_day_inside_its_street(town: Network):
    town.move("north", "2026-02-11", path=f"{LIUCHENG}/{B}")
    north = town.place("north")
    assert (north.path, north.position, north.area_m2) == (
        f"{LIUCHENG}/{B}", Point(5, 6), Decimal("900.5"),
    )  # fmt: skip
    assert north.on(date(2026, 2, 10)).path == f"{LIUCHENG}/{A}"
    with pytest.raises(Forbidden) as refused:
        town.move("north", "2026-03-11", path=f"{GONGPING}/{FOREIGN}")
    assert refused.value.code == "centers.place_outside"


def test_a_closed_place_is_a_tombstone_that_names_its_successor(town: Network):
    town.close("north", "2026-02-28", "south")
    assert town.place("north").status is PlaceStatus.CLOSING
    town.at("2026-02-28 23:59")
    assert town.place("north").is_open
    town.at("2026-03-01 00:00")
    north, south = town.place("north"), town.place("south")
    assert (north.status, north.successor_id) == (PlaceStatus.CLOSED, "south")
    assert north.on(date(2026, 2, 28)).serves == (A, B)
    assert north.on(date(2026, 3, 1)) is None
    assert south.serves == (B, C, A)
    assert south.on(date(2026, 2, 28)).serves == (B, C)
    assert town.place("social").above_id == "south"
    assert town.said()[-3:] == ["place.closed", "place.changed", "place.changed"]


def test_what_a_successor_takes_over_holds_also_after_its_planned_changes(town: Network):
    town.change("south", "2026-06-01", serves=[B, C], name="南站（示例）")
    town.close("north", "2026-02-28", "south")
    town.at("2026-06-01")
    assert town.place("south").name == "南站（示例）"
    assert set(town.place("south").serves) == {A, B, C}


def test_a_closing_can_be_taken_back_until_it_is_true(town: Network):
    town.close("north", "2026-02-28", "south")
    town.do(handlers.keep_place, "north")
    town.at("2026-03-05")
    north = town.place("north")
    assert (north.status, north.closed_on, north.successor_id) == (PlaceStatus.OPEN, None, "")
    town.close("north", "2026-03-10", "south")
    town.at("2026-03-11")
    with pytest.raises(Conflict) as refused:
        town.do(handlers.keep_place, "north")
    assert refused.value.code == "centers.place.not_now"


@pytest.mark.rule("X-03")
@pytest.mark.parametrize(
    ("successor", "code"),
    [("north", "centers.bad_successor"), ("center", "centers.bad_successor"),
     ("social", "centers.bad_successor")],
)  # fmt: skip
def test_a_successor_is_another_open_place_of_its_kind(town: Network, successor: str, code: str):
    with pytest.raises(Conflict) as refused:
        town.close("north", "2026-02-28", successor)
    assert refused.value.code == code


def test_who_is_to_take_over_may_not_close_before(town: Network):
    town.close("north", "2026-02-28", "south")
    with pytest.raises(Conflict) as refused:
        town.close("south", "2026-02-28")
    assert refused.value.code == "centers.place_is_successor"


# --- nobody without a station ------------------------------------------------------------------


@pytest.mark.rule("SITE-01")
def test_a_station_that_alone_serves_a_community_closes_only_with_a_successor(town: Network):
    with pytest.raises(Conflict) as refused:
        town.close("north", "2026-02-28")
    assert refused.value.code == "centers.community_unserved"
    assert refused.value.details == {"unserved": [A]}
    town.establish(serves=[A])
    assert town.close("north", "2026-02-28").status is PlaceStatus.CLOSING


@pytest.mark.rule("SITE-01")
def test_a_change_may_drop_only_whom_another_station_serves(town: Network):
    with pytest.raises(Conflict) as refused:
        town.change("north", "2026-03-01", serves=[B])
    assert refused.value.details == {"unserved": [A]}
    assert town.change("north", "2026-03-01", serves=[A]).planned[0].serves == (A,)


@pytest.mark.rule("SITE-01")
def test_two_stations_cannot_drop_the_same_community_one_after_the_other(town: Network):
    town.change("north", "2026-05-01", serves=[A])
    with pytest.raises(Conflict) as refused:
        town.change("south", "2026-03-01", serves=[C])
    assert refused.value.details == {"unserved": [B]}


@pytest.mark.rule("SITE-01")
def test_a_place_serves_communities_of_its_own_street_only(town: Network):
    for wrong in (FOREIGN, "510115001", "999"):
        with pytest.raises(Invalid) as refused:
            town.establish(serves=[wrong])
        assert refused.value.code == "centers.unknown_community"
    with pytest.raises(Invalid) as refused:
        town.establish(location={"path": f"{LIUCHENG}/510115001999", "address": "示例"})
    assert refused.value.code == "centers.unknown_unit"


def test_the_last_center_of_a_street_closes_only_with_a_successor(town: Network):
    with pytest.raises(Conflict) as refused:
        town.close("center", "2026-02-28")
    assert refused.value.code == "centers.street_without_center"
    town.establish(**HALL, area=Decimal(801))
    assert town.close("center", "2026-02-28").status is PlaceStatus.CLOSING


def test_what_stood_under_a_closed_place_stands_under_its_successor(town: Network):
    heir = town.establish(**HALL, area=Decimal(801))
    town.change("south", "2026-06-01", name="改名（示例）")
    town.close("center", "2026-02-28", heir.id)
    town.at("2026-02-28 23:00")
    assert {town.place(id).above_id for id in ("north", "south")} == {"center"}
    town.at("2026-03-01 00:00")
    north, south = town.place("north"), town.place("south")
    assert (north.above_id, north.on(date(2026, 2, 28)).above_id) == (heir.id, "center")
    assert [south.above_id, *(shape.above_id for shape in south.planned)] == [heir.id, heir.id]
    assert town.place("social").above_id == "north"


def test_the_second_of_two_centers_cannot_close_while_the_first_is_closing(town: Network):
    second = town.establish(**HALL, area=Decimal(801))
    town.close("center", "2026-06-30")
    with pytest.raises(Conflict) as refused:
        town.close(second.id, "2026-02-28")
    assert refused.value.code == "centers.street_without_center"


@pytest.mark.parametrize(
    ("kind", "above"), [("station", "north"), ("social_work", "center"), ("center", "center")]
)
def test_a_place_stands_one_level_below_the_one_above_it(town: Network, kind: str, above: str):
    with pytest.raises(Conflict) as refused:
        town.establish(kind=kind, above_id=above, area=Decimal(900))
    assert refused.value.code == "centers.wrong_level"


@pytest.mark.rule("SITE-01")
def test_the_check_of_the_network_lists_what_is_lacking(town: Network):
    def check(on: date | None = None):
        with town.act(story("zhihui")) as uow:
            return queries.network_health(uow, on=on)

    found = check()
    assert (found.streets, found.communities, found.complete) == (2, 4, False)
    assert [unit.id for unit in found.without_center] == ["510115002"]
    assert [unit.id for unit in found.without_station] == [FOREIGN]
    town.close("south", "2026-02-28", "north")
    town.place("north")
    assert [unit.id for unit in check(date(2026, 3, 1)).without_station] == [C, FOREIGN]
    town.at("2026-03-01")
    assert [unit.id for unit in check().without_station] == [FOREIGN]


@pytest.mark.rule("SITE-01", "X-03")
def test_the_check_stays_in_the_jurisdiction_and_forgets_units_that_ended(town: Network):
    with town.react() as uow:
        handlers.end_unit(uow, unit_code=FOREIGN, valid_to="2026-03-31")
        handlers.end_unit(uow, unit_code="never-told", valid_to="2026-03-31")
    with town.act(story("liucheng")) as uow:
        assert queries.network_health(uow, on=None).complete
    with town.act(story("zhihui")) as uow:
        assert queries.network_health(uow, on=date(2026, 3, 31)).communities == 4
        assert queries.network_health(uow, on=date(2026, 4, 1)).without_station == []


@pytest.mark.rule("SITE center.least_area")
def test_a_center_that_was_taken_over_too_small_is_listed(town: Network):
    with town.react() as uow:
        uow.get(Place, "center").area_m2 = Decimal("799.9")
    with town.act(story("liucheng")) as uow:
        assert [p.id for p in queries.network_health(uow, on=None).too_small] == ["center"]


@pytest.mark.rule("SITE-02")
def test_a_station_below_the_wanted_area_is_a_hint_and_no_defect(town: Network):
    small = town.establish(area=Decimal("599.9"))
    town.establish(area=Decimal(600))
    with town.act(story("liucheng")) as uow:
        found = queries.network_health(uow, on=None)
    assert [p.id for p in found.below_wanted] == [small.id]
    assert found.complete


@pytest.mark.rule("SITE-01")
def test_the_share_finished_at_home_is_of_those_who_came_in_person():
    assert LocalLine("p", "n", near=2, elsewhere=1, online=5).percent == Decimal("66.67")
    assert LocalLine("p", "n", near=0, elsewhere=2, online=0).percent == 0
    assert LocalLine("p", "n", near=0, elsewhere=0, online=7).percent is None


def test_two_windows_of_a_place_never_bear_one_number(town: Network):
    with pytest.raises(Invalid) as refused:
        town.change("north", "2026-03-01", windows=[{"number": "1", "name": "综合"}] * 2)
    assert refused.value.code == "centers.window_twice"


@pytest.mark.parametrize(
    "area", ["799.95", "0", "0800", "800.", "8e2", "NaN", "-800", "", "1000000"]
)
def test_an_area_that_would_have_to_be_rounded_is_refused_at_the_door(area: str):
    with pytest.raises(ValidationError):
        schemas.MovePlace(only=["area"]).load({"area": area})
    assert schemas.MovePlace(only=["area"]).load({"area": "799.9"}) == {"area": Decimal("799.9")}


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "3000-01-01", "9999-12-31"])
def test_a_day_from_which_nobody_can_count_on_is_refused_at_the_door(day: str):
    with pytest.raises(ValidationError):
        schemas.ClosePlace(only=["last_day"]).load({"last_day": day})


def test_who_runs_another_street_changes_nothing_here(town: Network):
    for act in (
        lambda: town.establish(who="gongping"),
        lambda: town.change("north", "2026-03-01", who="gongping", name="别处（示例）"),
        lambda: town.move("north", "2026-03-01", who="gongping", path=f"{GONGPING}/{FOREIGN}"),
        lambda: town.close("north", "2026-03-01", "south", who="gongping"),
    ):
        with pytest.raises(Forbidden) as refused:
            act()
        assert refused.value.code == "centers.place_outside"
