"""Centers, service stations and social-work stations (seed: 两站一中心)."""

from collections import Counter
from datetime import datetime

import pytest

from infra.scripts.make_units import edition
from services.centers.handlers.loading import load
from services.centers.model import Place
from shared.kernel.actor import system_actor
from shared.kernel.clock import TZ
from shared.kernel.jurisdiction import covers
from shared.testing.unit_of_work import Memory
from tests.unit.data._files import DATA, data, units

PLACES = data("places.json")
FIELDS = {item["field"] for item in data("catalogue.json")}
STREETS = {code for code, row in edition(2023).items() if row["level"] in ("street", "town")}
COMMUNITIES = {
    code for code, row in edition(2023).items() if row["level"] in ("community", "village")
}


def of(kind):
    return [place for place in PLACES if place["kind"] == kind]


def test_every_street_and_town_has_one_center():
    assert Counter(place["path"].rpartition("/")[2] for place in of("center")) == Counter(STREETS)


def test_every_community_is_served_by_one_station_nearby():
    served = [code for place in of("station") for code in place["serves"]]
    assert Counter(served) == Counter(COMMUNITIES)
    for place in of("station"):
        assert place["path"].rpartition("/")[2] in place["serves"]


def test_every_street_and_town_has_a_social_work_station():
    homes = {place["path"].split("/")[1] for place in of("social_work")}
    assert homes == STREETS


def test_a_place_stands_in_a_unit_in_force_and_serves_only_its_own_street():
    for place in PLACES:
        home = units()[place["path"].rpartition("/")[2]]
        assert (home["path"], home.get("valid_to")) == (place["path"], None)
        street = "/".join(place["path"].split("/")[:2])
        for code in place["serves"]:
            assert covers(street, units()[code]["path"]), place["id"]


def test_the_windows_of_a_center_cover_all_six_fields():
    for place in of("center"):
        skills = {skill for window in place["windows"] for skill in window["skills"]}
        assert skills == FIELDS
        assert any(not window["skills"] for window in place["windows"])


def test_places_say_that_they_are_sample():
    assert all(place["sample"] and "示例" in place["address"] for place in PLACES)
    assert {place["phone"] for place in PLACES} == {"028-8270xxxx"}


@pytest.mark.parametrize(("demo", "count"), [(True, len(PLACES)), (False, 0)])
def test_centers_loads_them_only_in_the_demonstration(demo, count):
    town = Memory("centers", at=datetime(2026, 2, 11, 9, tzinfo=TZ))
    for _ in range(2):
        with town.act(system_actor("centers")) as uow:
            load(uow, folder=DATA, demo=demo)
    assert len(town.rows.get(Place, {})) == count
