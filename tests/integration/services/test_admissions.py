"""Dispatch and admission on a real database: found by key, one open case, seen in the district."""

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import text

from shared.chassis.execution import Executor
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.rulepacks import RulePacks
from shared.testing.actors import path_of
from shared.testing.unit_of_work import DATA
from tests.architecture._house import service_class
from tests.integration.services._room import Room
from tests.unit.delegation._offices import MEANS, SPEAKERS, WORK
from tests.unit.delegation._town import UNITS


@pytest.fixture
def desk(rooms: dict[str, Room]) -> Room:
    """The service with the demonstration's lists."""
    home = rooms["delegation"]
    home.now = datetime(2026, 3, 2, 9, tzinfo=TZ)
    home.react(home.handlers.load, folder=DATA, demo=True)
    for code, (name, kind) in UNITS.items():
        home.react(home.handlers.learn_unit, unit_code=code, path=path_of(code), name=name,
                   kind=kind, valid_to=None)  # fmt: skip
    return home


def asks(desk: Room, **filters: Any) -> Any:
    try:
        return desk.ask("liucheng", "decide_dispatch", **filters)["body"]
    except Conflict as refusal:
        return refusal.code


def approved(desk: Room, found: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Review an admission, urgent or not, and approve it."""
    key = {"admission_id": found["admission_id"]}
    version = found["version"]
    if found["status"]["code"] == "APPLIED":
        version = desk.step("mz_review", "begin_admission_review", **key, version=version)[
            "version"
        ]
    for who in SPEAKERS.values():
        version = desk.step(who, "review_admission", **key, version=version, verdict="agree",
                            text="同意")["version"]  # fmt: skip
    given = {"document_no": "温委〔2026〕3号", "expires_on": "2026-06-30", **MEANS, **changes}
    return desk.step("quwei", "approve_admission", **key, **given, version=version)


def test_work_is_admitted_and_the_decision_says_until_when(desk: Room):
    name = WORK["name"]
    assert asks(desk, name=name) == "delegation.not_admitted"
    found = desk.ask("renshe", "apply_admission", **WORK)["body"]
    assert asks(desk, name=name) == "delegation.not_admitted"
    approved(desk, found)
    ruling = asks(desk, name=f" {name} ")
    assert (ruling["allowed"], ruling["until"], ruling["entry"]) == (True, "2026-06-30", None)
    assert ruling["admission"]["admission_id"] == found["admission_id"]
    assert asks(desk, name=name, on="2026-07-01") == "delegation.not_admitted"
    assert desk.listed("quwei", "list_admissions", "status", status="IN_FORCE")
    assert desk.listed("quwei", "list_admissions", "status", department="510115-MZ") == []


def test_urgent_work_is_sent_at_once_and_withdrawn_by_its_timer(desk: Room):
    ruling = desk.ask("renshe_leader", "dispatch_urgently", **WORK)["body"]
    assert (ruling["urgent"], ruling["until"]) == (True, "2026-03-09")
    key = ruling["admission"]["admission_id"]
    assert asks(desk, name=WORK["name"])["until"] == "2026-03-09"
    with desk.database.engine.connect() as connection:
        due = connection.execute(text("SELECT name, due_at FROM timers")).one()
    assert due == ("admission_grace_over", datetime(2026, 3, 10, tzinfo=TZ))
    desk.now = datetime(2026, 3, 10, tzinfo=TZ)
    desk.react(desk.handlers.lapse_admission, subject_id=key)
    desk.react(desk.handlers.lapse_admission, subject_id=key)
    shown = desk.ask("renshe", "show_admission", admission_id=key)["body"]
    assert (shown["status"]["code"], shown["ended_on"]) == ("WITHDRAWN", "2026-03-10")
    assert asks(desk, name=WORK["name"]) == "delegation.not_admitted"


@pytest.mark.rule("LST-07")
def test_one_of_the_106_is_re_admitted_by_its_own_lineage_only(desk: Room):
    stone = desk.ask("reader", "list_entries", cancelled=True)["body"]["items"][0]
    with pytest.raises(Conflict) as refusal:
        desk.ask("renshe", "apply_admission", **{**WORK, "name": f"做好{stone['name']}"})
    assert refusal.value.code == "delegation.cancelled_in_disguise"
    again = {**WORK, "name": None, "item_id": stone["lineage_id"]}
    approved(desk, desk.ask("renshe", "apply_admission", **again)["body"])
    assert asks(desk, item_id=stone["lineage_id"])["until"] == "2026-06-30"
    assert asks(desk, item_id=stone["lineage_id"], on="2026-07-01") == "delegation.cancelled_item"


@pytest.mark.rule("LST-03")
def test_negative_work_is_refused_by_every_door(desk: Room):
    negative = desk.ask("reader", "list_entries", list_code="L4")["body"]["items"][0]
    for who, operation in (("renshe", "apply_admission"), ("renshe_leader", "dispatch_urgently")):
        with pytest.raises(Conflict) as refusal:
            desk.ask(who, operation, **{**WORK, "name": negative["name"]})
        assert refusal.value.code == "delegation.negative_listed"
    assert desk.listed("quwei", "list_admissions", "admission_id") == []


def test_of_two_cases_of_one_matter_at_one_moment_one_is_opened(desk: Room):
    def apply(who: str) -> str:
        try:
            return desk.ask(who, "apply_admission", **WORK)["body"]["status"]["code"]
        except Conflict as refusal:
            return refusal.code

    with ThreadPoolExecutor(6) as hands:
        said = list(hands.map(apply, ["renshe", "minzheng"] * 6))
    assert said.count("APPLIED") == 1
    assert set(said) <= {"APPLIED", "delegation.already_applied", "storage.conflict"}
    assert len(desk.listed("quwei", "list_admissions", "admission_id")) == 1


def test_keys_of_entries_follow_them_and_a_name_of_any_length_is_answered(desk: Room):
    keys = text("SELECT count(*) FROM entry_keys")
    pairs = text("SELECT count(*) FROM (SELECT DISTINCT id, unnest(keys) FROM entries) AS pair")
    with desk.database.engine.begin() as connection:
        assert connection.scalar(keys) == connection.scalar(pairs) > 106
        one = text(
            "UPDATE entries SET keys = keys || '招商引资新说法'::text WHERE list_code = 'L4'"
        )
        connection.execute(one)
        assert connection.scalar(keys) == connection.scalar(pairs)
    assert asks(desk, name="落实招商引资新说法") == "delegation.negative_listed"
    long = "关于进一步加强" * 8
    assert asks(desk, name=f"{long}招商引资"[:60]) == "delegation.negative_listed"
    assert asks(desk, name=f"{long}其他工作"[:60]) == "delegation.not_admitted"
    assert asks(desk, item_id="\x1f%_'\\") == "delegation.not_admitted"


@pytest.mark.rule("X-02")
def test_the_rule_pack_of_the_day_says_what_holds_for_work_that_no_list_names(desk: Room):
    packs = list(desk.executor.house.packs)
    (lists,) = [pack for pack in packs if pack.name == "delegation.lists"]
    others = [pack for pack in packs if pack is not lists]
    strict = dataclasses.replace(lists, valid_to=date(2026, 3, 31))
    values = {**lists.values, "dispatch.mode": "NEGATIVE_ONLY"}
    free = dataclasses.replace(lists, version="2026-04", valid_from=date(2026, 4, 1), values=values)
    house = dataclasses.replace(desk.executor.house, packs=RulePacks([*others, strict, free]))
    executor, desk.executor = desk.executor, Executor(service_class("delegation"), house)
    try:
        assert asks(desk, name=WORK["name"]) == "delegation.not_admitted"
        ruling = asks(desk, name=WORK["name"], on="2026-04-01")
        assert (ruling["allowed"], ruling["reported"], ruling["mode"]) == (
            True, True, "NEGATIVE_ONLY",
        )  # fmt: skip
    finally:
        desk.executor = executor


def test_an_unknown_admission_is_not_found(desk: Room):
    with pytest.raises(NotFound):
        desk.ask("quwei", "show_admission", admission_id="no-such")
