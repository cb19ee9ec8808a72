"""Units of any day, accounts of the own jurisdiction, and the whole log-in on a real database."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from infra.local.place import ROOT
from shared.chassis import tables
from shared.kernel.errors import Conflict, NotFound, Unauthenticated
from tests.integration.services._room import Room


@pytest.fixture
def loaded(identity: Room) -> Room:
    """Units, roles and people of the demonstration, loaded twice."""
    for _ in range(2):
        identity.react(identity.handlers.load, folder=ROOT / "infra" / "data", demo=True)
    return identity


def account(identity: Room, username: str) -> Any:
    (found,) = identity.ask("admin", "list_accounts", q=username, limit=1)["body"]["items"]
    return found


@pytest.mark.rule("X-03")
def test_the_units_of_a_day_are_those_in_force_and_an_ended_one_stays_readable(loaded: Room):
    now = set(loaded.listed("reader", "list_units", "unit_code", on="2026-02-11"))
    then = set(loaded.listed("reader", "list_units", "unit_code", on="2018-01-01"))
    ended = then - now
    assert ended
    assert "510115001" in now
    for code in ended:
        unit = loaded.ask("reader", "show_unit", unit_code=code)["body"]
        assert date.fromisoformat(unit["valid_to"]) < date(2026, 2, 11)


def test_units_are_found_below_another_by_kind_and_by_name(loaded: Room):
    below = loaded.listed("reader", "list_units", "path", parent="510115001")
    assert below
    assert all(path.startswith("510115/510115001/") for path in below)
    streets = loaded.listed("reader", "list_units", "kind", kind="street")
    assert set(streets) == {"street"}
    assert "510115001" in loaded.listed("reader", "list_units", "unit_code", q="柳城")


def test_a_log_in_is_answered_and_five_wrong_passwords_lock(loaded: Room):
    right = {"username": "chuangkou", "password": "Jiedao-demo-2026"}
    token = loaded.ask("reader", "log_in", **right)["body"]
    assert token["actor"]["unit"] == "510115001"
    assert "centers.case.accept" in token["actor"]["permissions"]
    with loaded.database.read() as session:
        kept = session.execute(select(func.count()).select_from(tables.requests)).scalar_one()
    assert kept == 0, "a token is never kept for a repeat"
    for _ in range(5):
        with pytest.raises(Unauthenticated) as refused:
            loaded.ask("reader", "log_in", username="chuangkou", password="Wrong-password-1")
        assert refused.value.code == "identity.bad_credentials"
    with pytest.raises(Unauthenticated) as refused:
        loaded.ask("reader", "log_in", **right)
    assert refused.value.code == "identity.account_locked"
    locked = account(loaded, "chuangkou")
    assert refused.value.details["until"] == locked["locked_until"], "both in Beijing time"
    assert (locked["status"]["code"], [offer["action"] for offer in locked["offered"]]) == (
        "LOCKED", ["release", "disable"],
    )  # fmt: skip
    loaded.step("admin", "release_account", account_id=locked["account_id"],
                version=locked["version"])  # fmt: skip
    assert loaded.ask("reader", "log_in", **right)["status"] == 200


@pytest.mark.rule("G-07")
def test_the_three_duties_stay_apart_on_the_real_rows(loaded: Room):
    auditor = account(loaded, "auditor")
    with pytest.raises(Conflict) as refused:
        loaded.step("admin", "appoint_account", account_id=auditor["account_id"],
                    version=auditor["version"], role="operator",
                    unit_code="510115-DS")  # fmt: skip
    assert refused.value.code == "identity.duties_apart"


def test_no_answer_holds_a_password_hash(loaded: Room):
    shown = str(loaded.ask("admin", "list_accounts", limit=100)["body"])
    assert "argon2" not in shown
    assert "password" not in shown


def test_an_unknown_account_is_not_there(loaded: Room):
    with pytest.raises(NotFound):
        loaded.ask("admin", "show_account", account_id="nobody")
