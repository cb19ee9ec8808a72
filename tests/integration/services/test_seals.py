"""Seal requests on a real database: numbers without gaps, people who cannot be read."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from shared.chassis.unit_of_work import Request
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict, JiedaoError, NotFound, Stale
from shared.testing.actors import path_of, story
from shared.testing.unit_of_work import DATA
from tests.integration.services._room import Room
from tests.unit.delegation._offices import APPLICANT, DIGEST
from tests.unit.delegation._town import UNITS

PAPER = "社区活动场地使用同意书"
SEAL = "5101150010011"
PEOPLE, ALONE = 24, 1


@pytest.fixture
def office(rooms: dict[str, Room]) -> Room:
    """The service with the demonstration's lists, matters and seals."""
    home = rooms["delegation"]
    home.now = datetime(2026, 3, 2, 9, tzinfo=TZ)
    home.react(home.handlers.load, folder=DATA, demo=True)
    for code, (name, kind) in UNITS.items():
        home.react(home.handlers.learn_unit, unit_code=code, path=path_of(code), name=name,
                   kind=kind, valid_to=None)  # fmt: skip
    return home


def requested(office: Room, name: str = PAPER, **changes: Any) -> dict[str, Any]:
    given = {"name": name, "asked_by": "街道综合文化站", "purpose": "排练", "copies": 1,
             "applicant": APPLICANT, **changes}  # fmt: skip
    return office.ask("daiban", "request_seal", **given)["body"]


def granted(office: Room) -> str:
    found = requested(office)
    key = {"request_id": found["request_id"]}
    found = office.step("daiban", "check_seal_request", **key, version=found["version"],
                        residence="查验户口簿", finding="属实")  # fmt: skip
    office.step("heping_leader", "approve_seal_request", **key, version=found["version"])
    return key["request_id"]


def stamp(office: Room, request_id: str, **changes: Any) -> dict[str, Any]:
    given = {"seal_id": SEAL, "copies": 1, "digest": DIGEST, "version": 3, **changes}
    return office.step("daiban", "stamp_seal_request", request_id=request_id, **given)


class Changed(Exception):
    """Somebody changed their mind after the number was drawn."""


def abort(office: Room, request_id: str) -> None:
    """Stamp, draw the number, and let the whole act fail."""
    with office.executor.unit(Request(act="delegation.test", actor=story("daiban"))) as uow:
        office.handlers.stamp_seal(uow, request_id=request_id, seal_id=SEAL, copies=1,
                                   digest=DIGEST)  # fmt: skip
        uow.flush()
        raise Changed


def numbers(office: Room) -> list[int]:
    query = text(
        "SELECT register_number FROM seal_requests WHERE register_number IS NOT NULL ORDER BY 1"
    )
    with office.database.engine.connect() as connection:
        return list(connection.scalars(query))


def attempts(office: Room, ids: list[str]) -> list[Callable[[], Any]]:
    """Stamp each; some twice at the same moment, some with too many copies, some undone."""
    acts: list[Callable[[], Any]] = []
    for place, key in enumerate(ids):
        if key != ids[ALONE]:
            acts.append(lambda key=key: stamp(office, key))
        if place % 3 == 0:
            acts.append(lambda key=key: stamp(office, key))
            acts.append(lambda key=key: stamp(office, key, copies=9))
        if place % 3 == 1:  # undone at the same moment, or, of the last, before anybody stamps it
            acts.append(lambda key=key: abort(office, key))
    return acts


def outcome(act: Callable[[], Any]) -> str:
    try:
        act()
    except (JiedaoError, Changed) as failed:
        return type(failed).__name__
    return "stamped"


@pytest.mark.rule("LST-21")
def test_register_numbers_have_no_gap_under_parallel_stamping_with_failures(office: Room):
    ids = [granted(office) for _ in range(PEOPLE)]
    acts = attempts(office, ids)
    with ThreadPoolExecutor(8) as hands:
        outcomes = list(hands.map(outcome, acts))
    assert outcomes.count("Changed") >= 1
    for key in ids:  # who lost the race against an aborted stamp tries again
        if office.ask("daiban", "show_seal_request", request_id=key)["body"]["register_no"] is None:
            stamp(office, key)
    assert numbers(office) == list(range(1, PEOPLE + 1))
    with office.database.engine.connect() as connection:
        assert connection.scalar(text("SELECT last FROM seal_registers")) == PEOPLE


def test_an_aborted_stamp_gives_its_number_to_the_next(office: Room):
    first, second, third = (granted(office) for _ in range(3))
    stamp(office, first)
    with pytest.raises(Changed):
        abort(office, second)
    with pytest.raises(Stale):
        stamp(office, third, version=1)
    assert stamp(office, third)["register_no"] == f"{SEAL}-2026-00002"
    with pytest.raises(Conflict):
        stamp(office, third, version=4)
    assert stamp(office, second)["register_no"] == f"{SEAL}-2026-00003"
    office.now = datetime(2027, 1, 4, 9, tzinfo=TZ)
    assert stamp(office, granted(office))["register_no"] == f"{SEAL}-2027-00001"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE seal_registers SET last = last + 2",
        "UPDATE seal_registers SET last = last + 1",
        "UPDATE seal_registers SET last = last - 1",
        f"INSERT INTO seal_registers VALUES ('{SEAL}', 2025, 1)",
        f"INSERT INTO seal_registers VALUES ('{SEAL}', 2025, 2)",
        "UPDATE seal_requests SET register_number = 7",
        "UPDATE seal_requests SET register_number = NULL",
        "UPDATE seal_requests SET register_year = 2025",
        "DELETE FROM seal_requests",
    ],
)
def test_the_database_itself_refuses_a_gap(office: Room, statement: str):
    stamp(office, granted(office))
    with pytest.raises(IntegrityError), office.database.engine.begin() as connection:
        connection.execute(text(statement))
    assert numbers(office) == [1]


@pytest.mark.rule("LST-20", "LST-21", "X-02")
def test_what_the_lists_of_the_day_do_not_allow_is_turned_away_on_the_record(office: Room):
    assert requested(office, "亲属关系证明")["reject_code"] == "NATIONAL_NEGATIVE"
    assert requested(office, "从未列入的证明")["reject_code"] == "NOT_IN_L5"
    assert requested(office, received_on="2016-06-30")["reject_code"] == "NOT_IN_L5"
    assert requested(office)["status"]["code"] == "REQUESTED"
    rejected = office.listed("daiban", "list_seal_requests", "reject_code", status="REJECTED")
    assert sorted(rejected) == ["NATIONAL_NEGATIVE", "NOT_IN_L5", "NOT_IN_L5"]


@pytest.mark.rule("RED-01")
def test_requests_are_seen_in_their_own_jurisdiction_found_by_blind_index_kept_unreadable(
    office: Room,
):
    key = granted(office)
    for who in ("daiban", "heping_leader", "liucheng", "liucheng_leader"):
        assert office.listed(who, "list_seal_requests", "request_id") == [key]
    assert office.listed("gongping", "list_seal_requests", "request_id") == []
    with pytest.raises(NotFound):
        office.ask("gongping", "show_seal_request", request_id=key)
    for q in (APPLICANT["name"], APPLICANT["id_no"].lower(), APPLICANT["phone"]):
        assert office.listed("daiban", "list_seal_requests", "request_id", q=q) == [key]
        assert office.listed("gongping", "list_seal_requests", "request_id", q=q) == []
    assert office.listed("daiban", "list_seal_requests", "request_id", q="别人") == []
    with office.database.engine.connect() as connection:
        row = connection.execute(text("SELECT seal_requests::text FROM seal_requests")).scalar_one()
        told = connection.execute(
            text("SELECT string_agg(body::text, '') FROM outbox")
        ).scalar_one()
    for value in (*APPLICANT.values(), "排练", "查验户口簿"):
        assert value not in row
        assert value.encode().hex() not in row
        assert value not in told


@pytest.mark.rule("RED-01")
def test_anybody_verifies_a_paper_by_its_number_and_scan_and_learns_nothing_of_the_applicant(
    office: Room,
):
    stamped = stamp(office, granted(office))
    asked = {"register_no": stamped["register_no"], "digest": DIGEST.upper()}
    shown = office.ask("reader", "verify_sealed_paper", **asked)["body"]
    assert (shown["name"], shown["stamped_on"], shown["copies"]) == (PAPER, "2026-03-02", 1)
    assert not any(value in str(shown) for value in APPLICANT.values())
    for wrong in ({"digest": "0" * 64}, {"register_no": f"{SEAL}-2026-00002"}):
        with pytest.raises(NotFound):
            office.ask("reader", "verify_sealed_paper", **{**asked, **wrong})


def test_seals_are_seen_and_retired_in_their_own_street(office: Room):
    assert office.listed("daiban", "list_seals", "seal_no") == [SEAL]
    assert office.listed("gongping", "list_seals", "seal_no") == []
    assert len(office.listed("liucheng", "list_seals", "seal_no")) == 2
    with pytest.raises(NotFound):
        office.step("gongping", "retire_seal", seal_id=SEAL, reason="磨损", version=1)
    retired = office.step("liucheng", "retire_seal", seal_id=SEAL, reason="磨损", version=1)
    assert retired["retired_on"] == "2026-03-02"
