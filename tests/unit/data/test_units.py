"""Units of both editions of the division codes, effective-dated (domain: division codes)."""

import re
from collections import Counter
from datetime import date, datetime

import pytest

from infra.scripts.make_units import FILE, FIRST, LAST_DAY, SECOND, edition, plain, written
from services.identity import handlers
from services.identity.model import Unit, UnitKind
from shared.kernel.actor import system_actor
from shared.kernel.clock import TZ
from shared.kernel.jurisdiction import parent
from shared.testing.unit_of_work import Memory
from tests.unit.data._files import DATA, data, units

BEFORE, AFTER = edition(2017), edition(2023)


def divisions():
    return [unit for code, unit in units().items() if "-" not in code]


def test_the_file_is_what_the_sources_say_now():
    assert FILE.read_text(encoding="utf-8") == written()


def test_the_seed_era_has_four_streets_six_towns_and_116_communities_and_villages():
    assert Counter(row["level"] for row in BEFORE.values()) == {
        "district": 1, "street": 4, "town": 6, "community": 81, "village": 35,
    }  # fmt: skip


def test_the_edition_of_2023_has_six_streets_three_towns_and_95_communities_and_villages():
    assert Counter(row["level"] for row in AFTER.values()) == {
        "district": 1, "street": 6, "town": 3, "community": 79, "village": 16,
    }  # fmt: skip


def test_75_codes_stayed_52_ended_and_30_began():
    assert (len(BEFORE.keys() & AFTER), len(BEFORE.keys() - AFTER), len(AFTER.keys() - BEFORE)) == (
        75, 52, 30,
    )  # fmt: skip
    assert len(divisions()) == 75 + 52 + 30


def test_the_dates_are_the_cut_off_days_of_the_editions_and_nothing_more():
    spans = Counter((unit["valid_from"], unit.get("valid_to")) for unit in divisions())
    assert spans == {
        (str(FIRST), None): 75,
        (str(FIRST), str(LAST_DAY)): 52,
        (str(SECOND), None): 30,
    }
    dated = [
        unit
        for unit in divisions()
        if (unit["valid_from"], unit.get("valid_to")) != (str(FIRST), None)
    ]
    assert all("法定" in unit["note"] for unit in dated)


@pytest.mark.rule("X-03")
def test_ten_communities_kept_their_name_under_a_new_code():
    kept = {
        code: unit["merged_into"]
        for code, unit in units().items()
        if unit["kind"] in ("community", "village") and unit.get("merged_into")
    }
    assert len(kept) == 10
    assert kept["510115102027"] == ["510115005002"]
    for old, new in kept.items():
        assert plain(units()[old]["name"]) == plain(units()[new[0]]["name"])


@pytest.mark.rule("X-03")
def test_towns_that_became_streets_lead_there_and_no_other_town_is_said_to():
    gone = {code: unit["merged_into"] for code, unit in units().items()
            if unit["kind"] in ("street", "town") and unit.get("valid_to")}  # fmt: skip
    assert gone == {
        "510115102": ["510115005"],
        "510115103": ["510115005"],
        "510115104": ["510115006"],
    }


@pytest.mark.rule("X-03")
def test_a_successor_exists_and_begins_when_its_forerunner_has_ended():
    for unit in units().values():
        for code in unit.get("merged_into", ()):
            heir = units()[code]
            if "-" not in code:
                assert heir["valid_from"] > unit["valid_to"], code
            assert "valid_to" not in heir, code


def test_style_is_no_change_of_name():
    assert plain("柳城街道办事处") == plain("柳城街道")
    assert plain("幸福村委会") == plain("幸福村村委会") == "幸福村"
    assert plain("笼堰村委会") != plain("笼堰社区居委会")
    assert not any("former_names" in unit for unit in divisions())


def test_codes_say_what_kind_of_unit_they_are():
    for unit in divisions():
        code, kind = unit["code"], unit["kind"]
        if len(code) == 9:
            assert kind == ("street" if int(code[6:]) < 100 else "town"), code
        elif len(code) == 12:
            assert kind == ("community" if int(code[9:]) < 200 else "village"), code


def test_codes_and_paths_are_unique_and_those_above_come_first():
    seen: set[str] = set()
    for unit in data("units.json"):
        assert unit["path"].rpartition("/")[2] == unit["code"]
        assert parent(unit["path"]) is None or parent(unit["path"]) in seen, unit["code"]
        assert unit["path"] not in seen
        seen.add(unit["path"])


def test_departments_say_that_their_codes_and_dates_are_sample():
    own = [unit for code, unit in units().items() if "-" in code]
    assert all(unit["sample"] and unit["kind"] in ("department", "office") for unit in own)
    assert all(re.fullmatch(r"510115-[A-Z]{2}", unit["code"]) for unit in own)
    assert not any(unit.get("sample") for unit in divisions())


def test_the_vocabulary_of_the_seed_leads_to_the_offices_of_today():
    assert units()["510115-FZ"]["merged_into"] == ["510115-SF"]
    assert units()["510115-WJ"]["former_names"] == [
        {"name": "温江区卫生和计划生育局", "until": "2019-03-31"}
    ]


def test_every_account_of_the_demonstration_stands_in_a_unit_in_force():
    for account in data("demo/accounts.json")["accounts"]:
        assert "valid_to" not in units()[account["unit"]], account["username"]


def test_identity_loads_them_all_once():
    town = Memory("identity", at=datetime(2026, 2, 11, 9, tzinfo=TZ))
    for _ in range(2):
        with town.act(system_actor("identity")) as uow:
            handlers.load(uow, folder=DATA, demo=False)
    loaded = town.rows[Unit]
    assert len(loaded) == len(units())
    old = loaded["510115102027"]
    assert (old.kind, old.valid_to, old.merged_into) == (
        UnitKind.COMMUNITY,
        date(2023, 6, 29),
        ("510115005002",),
    )
