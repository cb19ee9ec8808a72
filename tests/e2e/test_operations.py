"""What an operator does from the terminal, on the real system."""

import json
import os
import signal
from datetime import date
from itertools import count

import pytest

from infra.local.system import System, services
from tests.e2e.calendars import is_official, official
from tests.e2e.client import Person, Refused, Town
from tests.e2e.people import COMMUNITY, applicant, given


def told(system: System, *arguments: str):
    return json.loads(system.jiedao(*arguments, "--output", "json"))


def test_the_doctor_finds_every_service_well(system: System):
    rows = told(system, "doctor")
    assert {row["服务"] for row in rows} == set(services())
    assert {row["结果"] for row in rows} == {"正常"}


def test_nothing_is_parked_and_the_outboxes_run_dry(system: System, town: Town):
    assert told(system, "parked", "list") == []
    town.eventually(
        lambda: all(row["waiting"] == 0 for row in told(system, "outbox")), "outboxes are empty"
    )


def test_the_audit_chain_of_every_service_is_sound(system: System):
    rows = told(system, "audit", "verify")
    assert {row["service"] for row in rows} == set(services())
    assert [row["faults"] for row in rows] == [""] * len(rows)
    assert any(row["linked"] for row in rows)


def test_the_first_administrator_comes_from_the_terminal(system: System, town: Town):
    system.jiedao(
        "user", "add", "newcomer", "--name", "新管理员（示例）", "--unit", "510115-DS", "--role",
        "administrator", "--basis", "示例〔2026〕9号", "--password", "Correct-horse-9",
    )  # fmt: skip
    body = {"username": "newcomer", "password": "Correct-horse-9"}
    granted = town.reader.ask("POST", "/identity/tokens", body).json()
    person = Person(town.base, "newcomer", granted["access_token"])
    assert person.get("/identity/accounts?q=newcomer")["items"][0]["username"] == "newcomer"


def test_a_weak_password_is_refused_at_the_terminal_too(system: System, capsys):
    with pytest.raises(SystemExit):
        system.jiedao("user", "add", "weak", "--name", "弱口令", "--unit", "510115-DS", "--role",
                      "operator", "--basis", "示例", "--password", "short")  # fmt: skip
    assert "identity.weak_password" in capsys.readouterr().err


def test_what_is_killed_is_started_again_and_answers(system: System, town: Town):
    before = system.pid("identity")
    os.kill(before, signal.SIGKILL)
    town.eventually(lambda: system.pid("identity") not in (0, before), "the supervisor acts")

    def answers() -> bool:
        try:
            return bool(town.reader.get("/identity/units/510115"))
        except Refused as no:
            assert no.problem["status"] == 503
            return False

    town.eventually(answers, "identity answers again")


@pytest.mark.rule("G-04", "T9.5", "X-07")
def test_a_guessed_date_becomes_true_once_when_the_year_is_loaded(system: System, town: Town):
    now = town.now()
    year = next(each for each in count(now.year) if not is_official(town, date(each, 3, 1)))
    far = now.replace(year=year, month=3, day=1, hour=9)
    if now < far:
        town.move_to(far)
    row_id = _item_of_the_civil_affairs(town)
    case = _accepted(town, row_id)
    assert case["provisional"], "no official calendar of that year is known"
    file = official(system, year, off=case["due"])
    system.jiedao("calendar", "load", str(file))

    def true_date():
        found = town["chuangkou"].get(f"/centers/cases/{case['case_id']}")
        return None if found["provisional"] else found

    known = town.eventually(true_date, "the date is recomputed")
    assert known["due"] > case["due"], "the guessed last day became a day off"
    trace = town["zhihui"].get(f"/oversight/traces/{case['case_id']}")["entries"]
    moved = [entry for entry in trace if entry["type"] == "centers.case.deadline_recomputed"]
    assert [(m["summary"]["old_due"], m["due"]) for m in moved] == [(case["due"], known["due"])]
    assert "unchanged" in system.jiedao("calendar", "load", str(file))


def _item_of_the_civil_affairs(town: Town) -> str:
    found = town.reader.get("/centers/items?field=民政&limit=100")["items"]
    return next(item["row_id"] for item in found if item["promised_limit"] == "10WD")


def _accepted(town: Town, row_id: str) -> dict:
    guide = town.reader.get(f"/centers/items/{row_id}")
    names = [m["name"] for m in guide["details"]["materials"] if m["source"] != "政府共享"]
    body = {"row_id": row_id, "channel": "WINDOW", "home_path": COMMUNITY,
            "applicant": applicant("张示例", 7), "materials": given(*names)}  # fmt: skip
    case = town["chuangkou"].create("/centers/cases", body)
    return town["chuangkou"].act(f"/centers/cases/{case['case_id']}", "accept")
