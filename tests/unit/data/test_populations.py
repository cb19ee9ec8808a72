"""People and positions of the demonstration: made by rule, sample, used by the places."""

import pytest

from infra.scripts.make_populations import spots
from tests.unit.data._files import data, units

FILE = data("demo/populations.json")
SPOTS = {spot["id"]: spot for spot in FILE["spots"]}


def of(kind):
    return [spot for spot in FILE["spots"] if spot["kind"] == kind]


def test_the_file_is_what_the_script_makes():
    assert FILE["spots"] == spots()


def test_it_says_that_it_is_sample():
    assert FILE["sample"] is True
    assert "示例" in FILE["note"]
    assert FILE["source"] == "示例"


def test_every_community_in_force_has_people_and_a_position():
    in_force = {
        code
        for code, unit in units().items()
        if unit["kind"] in ("community", "village") and not unit.get("valid_to")
    }
    assert {spot["id"] for spot in of("community")} == in_force
    assert all(spot["population"] > 0 for spot in of("community"))
    assert len({(spot["x"], spot["y"]) for spot in of("community")}) == len(in_force)


@pytest.mark.parametrize("kind", ["candidate", "party_center"])
def test_sites_stand_in_a_community_and_say_that_they_are_sample(kind):
    assert of(kind)
    for spot in of(kind):
        assert spot["path"] == units()[spot["path"].rpartition("/")[2]]["path"]
        assert "示例" in spot["name"]


@pytest.mark.rule("SITE-01")
def test_places_stand_under_the_next_level_and_where_their_community_is():
    places = {place["id"]: place for place in data("places.json")}
    above = {"station": "center", "social_work": "station"}
    for place in places.values():
        assert place["hours"]["weekdays"]
        if place["kind"] == "center":
            assert place["above"] == ""
            continue
        over = places[place["above"]]
        assert over["kind"] == above[place["kind"]]
        assert over["path"].split("/")[1] == place["path"].split("/")[1]
        home = SPOTS[place["path"].rpartition("/")[2]]
        assert abs(place["position"][0] - home["x"]) <= 40
        assert place["position"][1] == home["y"]
