"""Gradings on a real database: one open, one that holds; what hangs out is seen by everybody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import text

from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict
from tests.integration.services._room import Room
from tests.unit.incubation._town import CODES, DOCUMENT, OTHER, OWN, RESPONSIBLE, TERMS


def registered(desk: Room) -> str:
    """Register an organisation on the first day; return its id three years later."""
    desk.now = datetime(2024, 3, 1, 9, tzinfo=TZ)
    found = desk.ask(OWN, "apply_registration", terms=TERMS, responsible=RESPONSIBLE)["body"]
    code = {"credit_code": CODES["52"], **DOCUMENT}
    for who, operation, more in (("shezu", "accept_registration", {}),
                                 ("shezu_leader", "register_organisation", code)):  # fmt: skip
        found = desk.step(who, operation, registration_id=found["registration_id"],
                          version=found["version"], **more)  # fmt: skip
    desk.now = datetime(2026, 3, 2, 9, tzinfo=TZ)
    return str(found["organisation_id"])


def noticed(desk: Room, organisation: str, score: int) -> dict[str, Any]:
    found = desk.ask(OWN, "apply_grading", organisation_id=organisation)["body"]
    points = {"score": score, "report_no": "评报〔2026〕1号"}
    for operation, more in (("assess_grading", points), ("publish_grading", {})):
        found = desk.step("shezu", operation, grading_id=found["grading_id"],
                          version=found["version"], **more)  # fmt: skip
    return found


def granted(desk: Room, organisation: str, score: int) -> dict[str, Any]:
    found = noticed(desk, organisation, score)
    desk.now = datetime.combine(date.fromisoformat(found["due"]), desk.now.timetz())
    desk.now = desk.now.replace(day=desk.now.day + 1)
    return desk.step("shezu_leader", "grant_grading", grading_id=found["grading_id"],
                     version=found["version"], **DOCUMENT)  # fmt: skip


@pytest.mark.rule("SO-08")
def test_of_two_applications_at_one_moment_one_is_open(incubation: Room):
    organisation = registered(incubation)

    def ask(_: int) -> str:
        try:
            found = incubation.ask(OWN, "apply_grading", organisation_id=organisation)["body"]
        except Conflict as refusal:
            return refusal.code
        return str(found["status"]["code"])

    with ThreadPoolExecutor(6) as hands:
        said = list(hands.map(ask, range(8)))
    assert said.count("APPLIED") == 1
    assert set(said) <= {"APPLIED", "incubation.already_applied", "storage.conflict"}


@pytest.mark.rule("SO-09")
def test_what_hangs_out_and_what_holds_is_seen_by_everybody(incubation: Room):
    organisation = registered(incubation)
    found = noticed(incubation, organisation, 720)
    (shown,) = incubation.ask("reader", "list_public_gradings")["body"]["items"]
    assert (shown["grade"], shown["status"]["code"], shown["due"]) == (
        "3A", "NOTICED", "2026-03-09",
    )  # fmt: skip
    assert "score" not in shown
    key = {"grading_id": found["grading_id"]}
    why = incubation.ask("shezu", "explain_grading_deadline", **key)["body"]
    assert (why["period"], why["due"]) == ("7CD", "2026-03-09")
    assert incubation.listed(OTHER, "list_gradings", "grade") == []
    assert incubation.listed(OWN, "list_gradings", "grade", status="NOTICED") == ["3A"]
    assert incubation.listed("reader", "list_public_gradings", "grade", grade="5A") == []


@pytest.mark.rule("SO-09")
def test_a_new_grade_takes_the_place_of_the_old_one_in_one_act(incubation: Room):
    organisation = registered(incubation)
    old = granted(incubation, organisation, 720)
    assert (old["granted_on"], old["valid_through"]) == ("2026-03-10", "2031-03-09")
    incubation.now = datetime(2028, 3, 10, 9, tzinfo=TZ)
    new = granted(incubation, organisation, 905)
    assert new["upgrade"] is True
    shown = incubation.ask(OWN, "show_grading", grading_id=old["grading_id"])["body"]
    assert shown["status"]["code"] == "SUPERSEDED"
    with incubation.database.engine.connect() as connection:
        waiting = connection.execute(text("SELECT name, subject_id FROM timers")).all()
    assert [tuple(row) for row in waiting] == [("grading_validity_over", new["grading_id"])]
