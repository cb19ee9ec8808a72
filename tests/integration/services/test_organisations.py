"""Organisations on a real database: one name, one code, one account; seen where they lie."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import text

from shared.kernel.errors import Conflict, NotFound
from tests.integration.services._room import Room
from tests.unit.incubation._town import CODES, DOCUMENT, FILING, OTHER, OWN, RESPONSIBLE, TERMS


def filed(desk: Room, who: str = OWN, **changes: Any) -> str:
    """File an organisation; return its id."""
    found = desk.ask(who, "apply_filing", **{**FILING, **changes})["body"]
    for actor, operation, more in (
        ("liucheng", "send_filing", {}),
        ("heping_leader", "give_opinion", {"supports": True, "text": "同意备案"}),
        ("liucheng_leader", "file_organisation", DOCUMENT),
    ):
        found = desk.step(
            actor, operation, filing_id=found["filing_id"], version=found["version"], **more
        )
    return str(found["organisation_id"])


def test_of_two_applications_for_one_name_at_one_moment_one_is_taken(incubation: Room):
    def apply(who: str) -> str:
        try:
            return incubation.ask(who, "apply_filing", **FILING)["body"]["status"]["code"]
        except Conflict as refusal:
            return refusal.code

    with ThreadPoolExecutor(6) as hands:
        said = list(hands.map(apply, [OWN, OTHER, "daiban"] * 3))
    assert said.count("APPLIED") == 1
    allowed = {"APPLIED", "incubation.name_taken", "incubation.account_taken", "storage.conflict"}
    assert set(said) <= allowed


@pytest.mark.rule("SO-04")
def test_a_filed_organisation_is_promoted_and_seen_by_its_own_and_by_its_offices(incubation: Room):
    key = filed(incubation)
    other = filed(incubation, "daiban", name="绿苑环保队")
    found = incubation.ask(OWN, "apply_promotion", organisation_id=key, terms=TERMS)["body"]
    code = {"credit_code": CODES["52"], **DOCUMENT}
    for who, operation, more in (("shezu", "accept_registration", {}),
                                 ("shezu_leader", "register_organisation", code)):  # fmt: skip
        found = incubation.step(who, operation, registration_id=found["registration_id"],
                                version=found["version"], **more)  # fmt: skip
    shown = incubation.ask(OWN, "show_organisation", organisation_id=key)["body"]
    assert [each["status"]["code"] for each in shown["history"]] == ["FILED", "PROMOTED"]
    assert (shown["certificate"], shown["credit_code"]) == (None, CODES["52"])
    for who, seen in ((OWN, [key]), (OTHER, []), ("gongping", []), ("shezu", [other, key])):
        listed = incubation.listed(who, "list_organisations", "organisation_id")
        assert listed == seen, who
    for filters, seen in (
        ({"responsible": RESPONSIBLE["id_no"].lower()}, [other, key]),
        ({"responsible": "510115199003070014"}, []),
        ({"q": "绿苑"}, [other]),
        ({"form": "SERVICE"}, [key]),
        ({"status": "PROMOTED"}, [key]),
    ):
        assert incubation.listed(
            "shezu", "list_organisations", "organisation_id", **filters
        ) == seen, filters  # fmt: skip
    with pytest.raises(NotFound):
        incubation.ask("gongping_leader", "show_organisation", organisation_id=key)
    with pytest.raises(NotFound):
        incubation.ask(OTHER, "show_filing", filing_id=incubation.listed(
            OWN, "list_filings", "filing_id", status="FILED")[0])  # fmt: skip


@pytest.mark.rule("RED-01")
def test_the_responsible_person_is_not_readable_in_the_database(incubation: Room):
    filed(incubation)
    with incubation.database.engine.connect() as connection:
        (row,) = connection.execute(text("SELECT row_to_json(o)::text FROM organisations o"))
        (stored,) = connection.execute(text("SELECT responsible FROM organisations"))
    assert not any(value in row[0] for value in RESPONSIBLE.values())
    assert not any(value.encode() in bytes(stored[0]) for value in RESPONSIBLE.values())


def test_why_this_day_is_shown_day_by_day(incubation: Room):
    found = incubation.ask(OWN, "apply_registration", terms=TERMS, responsible=RESPONSIBLE)["body"]
    key = {"registration_id": found["registration_id"]}
    with pytest.raises(Conflict) as refusal:
        incubation.ask(OWN, "explain_registration_deadline", **key)
    assert refusal.value.code == "incubation.no_limit_runs"
    accepted = incubation.step("shezu", "accept_registration", **key, version=found["version"])
    why = incubation.ask(OWN, "explain_registration_deadline", **key)["body"]
    assert (why["period"], why["due"]) == ("60CD", accepted["due"])
    assert incubation.listed("shezu", "list_registrations", "name", status="EXAMINING") == [
        TERMS["name"]
    ]
