"""Stays on a real database: one incubator at a time, a ledger that stays, 626 counted once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, NotFound
from shared.testing.unit_of_work import DATA
from tests.integration.services._room import Room
from tests.integration.services.test_organisations import filed
from tests.unit.incubation._town import ASSESSED, COMMUNITY, DOCUMENT, OWN, PLAN, STREET


def incubator(desk: Room, level: str, path: str) -> str:
    """Open an incubator; return its id."""
    body = {"level": level, "path": path, "name": f"{level}孵化基地"}
    return str(desk.ask("fuhua_qu", "establish_incubator", **body)["body"]["incubator_id"])


def apply(desk: Room, organisation: str, place: str) -> dict[str, Any]:
    given = {"organisation_id": organisation, "incubator_id": place, "plan": PLAN}
    return desk.ask(OWN, "apply_stay", **given)["body"]


def go(desk: Room, stay: dict[str, Any], *steps: tuple[str, str, dict[str, Any]]) -> dict[str, Any]:
    """Take steps one after another on what the last answer showed."""
    for who, operation, more in steps:
        stay = desk.step(who, operation, stay_id=stay["stay_id"], version=stay["version"], **more)
    return stay


REVIEWED = (("fuhua_qu", "screen_stay", {}), ("shezu", "review_stay", ASSESSED))
ADMITTED = (*REVIEWED, ("fuhua_qu", "admit_stay", {"agreement_no": "孵协〔2026〕1号"}))
STARTED = (*ADMITTED, ("fuhua_qu", "start_stay", {}), ("fuhua_qu", "check_stay", ASSESSED))


@pytest.mark.rule("SO-01")
def test_of_two_applications_at_one_moment_one_is_taken(incubation: Room):
    organisation = filed(incubation)
    places = [incubator(incubation, "STREET", STREET), incubator(incubation, "DISTRICT", "510115")]

    def ask(place: str) -> str:
        try:
            return str(apply(incubation, organisation, place)["status"]["code"])
        except Conflict as refusal:
            return refusal.code

    with ThreadPoolExecutor(6) as hands:
        said = list(hands.map(ask, places * 4))
    assert said.count("APPLIED") == 1
    assert set(said) <= {"APPLIED", "incubation.already_applied", "storage.conflict"}


@pytest.mark.rule("SO-01")
def test_a_promotion_leaves_one_place_only_and_the_database_holds_it(incubation: Room):
    organisation = filed(incubation)
    low = go(incubation, apply(incubation, organisation, incubator(
        incubation, "COURTYARD", COMMUNITY)), *STARTED)  # fmt: skip
    high = go(incubation, apply(incubation, organisation, incubator(
        incubation, "DISTRICT", "510115")), *ADMITTED)  # fmt: skip
    old = incubation.ask("fuhua", "show_stay", stay_id=low["stay_id"])["body"]
    assert (old["status"]["code"], old["promoted_to"]) == ("PROMOTED", high["stay_id"])
    new = incubation.ask(OWN, "show_stay", stay_id=high["stay_id"])["body"]
    assert (new["status"]["code"], new["promoted_from"]) == ("ADMITTED", low["stay_id"])
    again = text("UPDATE stays SET status = 'INCUBATING' WHERE id = :id")
    with incubation.database.engine.connect() as connection, pytest.raises(DBAPIError) as no:
        connection.execute(again, {"id": low["stay_id"]})
    assert "uq_stays_inside" in str(no.value)
    with pytest.raises(NotFound):
        incubation.ask("gongping", "show_stay", stay_id=high["stay_id"])


@pytest.mark.rule("SO-07")
def test_the_ledger_adds_up_and_its_lines_stay(incubation: Room):
    place = incubator(incubation, "STREET", STREET)
    stay = go(incubation, apply(incubation, filed(incubation), place), *STARTED)
    key = {"stay_id": stay["stay_id"]}
    lines = [
        incubation.ask("fuhua", "give_support", **key, kind=kind, quantity=quantity, unit=unit,
                       money_fen=money, given_on="2026-02-11")["body"]
        for kind, quantity, unit, money in (("TRAINING", "4.50", "课时", 90_000),
                                            ("TRAINING", "2", "课时", 40_000),
                                            ("GRANT", "1", "笔", 500_000))
    ]  # fmt: skip
    incubation.ask("fuhua", "correct_support", **key, support_id=lines[1]["support_id"],
                   reason="登记重复")  # fmt: skip
    totals = incubation.ask(OWN, "total_supports", **key)["body"]["totals"]
    assert [(each["kind"], each["quantity"], each["money_fen"]) for each in totals] == [
        ("GRANT", "1.00", 500_000), ("TRAINING", "4.50", 90_000),
    ]  # fmt: skip
    shown = incubation.listed(OWN, "list_supports", "quantity", **key)
    assert shown == ["-2.00", "1.00", "2.00", "4.50"]
    for statement in ("UPDATE supports SET money_fen = 0", "DELETE FROM supports"):
        with incubation.database.engine.connect() as connection, pytest.raises(DBAPIError) as no:
            connection.execute(text(statement))
        assert "support_stays" in str(no.value) or "permission denied" in str(no.value)


@pytest.mark.rule("SO-02")
def test_626_are_counted_by_level_street_and_year_for_whoever_looks(incubation: Room):
    incubation.now = datetime(2026, 11, 25, 9, tzinfo=TZ)
    incubation.react(incubation.handlers.load, folder=DATA, demo=True)
    incubation.react(incubation.handlers.load, folder=DATA, demo=True)
    found = incubation.ask("shezu", "count_incubated")["body"]
    assert found["total"] == 626
    assert [(each["key"], each["count"]) for each in found["by_level"]] == [
        ("DISTRICT", 24), ("STREET", 72), ("COMMUNITY", 212), ("COURTYARD", 318),
    ]  # fmt: skip
    for group in ("by_level", "by_street", "by_year"):
        assert sum(each["count"] for each in found[group]) == 626
    streets = {each["key"]: each["count"] for each in found["by_street"]}
    assert len(streets) == 9
    mine = incubation.ask("liucheng", "count_incubated")["body"]
    assert mine["total"] == streets["510115001"] > 0
    assert incubation.ask(OWN, "count_incubated")["body"]["total"] == 0


@pytest.mark.rule("SO-02", "SO-06")
def test_an_organisation_that_graduates_twice_counts_once_at_its_latest_level(incubation: Room):
    organisation = filed(incubation)
    incubation.ask("fuhua_qu", "record_project", organisation_id=organisation, title="助浴一百次",
                   completed_on="2026-02-11", evidence="验收表（示例）")  # fmt: skip
    graduate = ("shezu", "graduate_stay", {**ASSESSED, **DOCUMENT})
    for level, path in (("COMMUNITY", COMMUNITY), ("STREET", STREET)):
        stay = apply(incubation, organisation, incubator(incubation, level, path))
        go(incubation, stay, *STARTED, graduate)
    found = incubation.ask("shezu", "count_incubated")["body"]
    counted = {each["key"]: each["count"] for each in found["by_level"]}
    assert (found["total"], counted["STREET"], counted["COMMUNITY"]) == (1, 1, 0)
    assert [each["key"] for each in found["by_year"]] == ["2026"]
    assert incubation.listed(
        OWN, "list_projects", "title", organisation_id=organisation
    ) == ["助浴一百次"]  # fmt: skip
