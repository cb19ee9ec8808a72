"""The sample tree of party organisations: made by rule, over the divisions in force, lawful."""

import json
from datetime import datetime

import pytest

from infra.scripts.make_party import gatherings, organisations
from services.party import handlers
from services.party.model import Inflow, Organisation, Placement, Posting
from services.party.policies import Structure, form_fits_level, parent_fits
from shared.kernel.clock import TZ
from shared.testing.unit_of_work import DATA, Memory
from tests.unit.data._files import data, units

FILE = data("demo/party.json")
ROWS = {row["id"]: row for row in FILE["organisations"]}


def test_the_file_is_what_the_script_makes_and_says_that_it_is_sample():
    made = json.loads(json.dumps([organisations(), gatherings()]))
    assert [FILE["organisations"], FILE["gatherings"]] == made
    assert FILE["sample"] is True
    assert all("示例" in row["name"] for row in [*FILE["organisations"], *FILE["gatherings"]])


def test_every_street_town_and_community_in_force_has_its_organisation():
    kinds = {"REGION": ("street", "town"), "COMMUNITY": ("community", "village")}
    in_force = {
        level: {c for c, u in units().items() if u["kind"] in held and not u.get("valid_to")}
        for level, held in kinds.items()
    }
    for level, codes in in_force.items():
        assert {row["unit"] for row in ROWS.values() if row["level"] == level} == codes
    assert (len(in_force["REGION"]), len(in_force["COMMUNITY"])) == (9, 95)
    assert all(row["path"] == units()[row["unit"]]["path"] for row in ROWS.values())


@pytest.mark.rule("PTY-14")
def test_it_is_loaded_once_and_keeps_the_rules_of_the_hierarchy():
    town = Memory("party", at=datetime(2026, 11, 23, 9, tzinfo=TZ))
    for _ in range(2):
        with town.react() as uow:
            handlers.load(uow, folder=DATA, demo=False)
            handlers.load(uow, folder=DATA, demo=True)
    found = {o.id: o for o in town.all(Organisation)}
    assert set(found) == set(ROWS)
    structure = Structure.read(town.packs.pack("party.structure", town.now.date()))
    for each in found.values():
        assert form_fits_level(each.level, each.form, structure) is None
        assert parent_fits(each, found.get(each.parent_id), structure) is None
    assert len(town.all(Placement)) == len(found)
    assert sum(each.number for each in town.all(Inflow)) == sum(o.guests for o in found.values())
    assert all("示例" in each.name for each in town.all(Posting))
