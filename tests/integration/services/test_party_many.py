"""The tree of party organisations at 120,000 nodes: no question reads a whole table."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event, text

from tests.bench.organisations import FIRST, PAST, fill, node
from tests.integration.services._room import Room

TABLES = "organisations, placements, organisation_lines"
STREET, COMMUNITY, CELL, MOVED = node(5), node(250), node(77_777), node(200)


@pytest.fixture
def many(party: Room) -> Iterator[Room]:
    """Fill the tables in the database, as their owner, and empty them afterwards."""
    owner = create_engine(party.settings.migration_database_url)
    with owner.begin() as connection:
        fill(connection)
        connection.execute(text(f"ANALYZE {TABLES}"))
    yield party
    with owner.begin() as connection:
        connection.execute(text(f"TRUNCATE {TABLES}"))
    owner.dispose()


def asked(room: Room, operation: str, **command: Any) -> tuple[Any, list[tuple[str, Any]]]:
    """Return the answer, and the statements about organisations that it took."""
    sent: list[tuple[str, Any]] = []

    def remember(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        if "organisation" in statement or "placements" in statement:
            sent.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", remember)
    try:
        return room.ask("zuzhi_dangjian", operation, **command)["body"], sent
    finally:
        event.remove(Engine, "before_cursor_execute", remember)


def whole_reads(room: Room, sent: list[tuple[str, Any]]) -> list[str]:
    """Return the plans that read a whole table."""
    connection = room.database.engine.raw_connection()
    try:
        plans = []
        with connection.cursor() as cursor:
            for statement, parameters in sent:
                cursor.execute(f"EXPLAIN {statement}", parameters)
                plans.append("\n".join(line for (line,) in cursor.fetchall()))
        return [plan for plan in plans if "Seq Scan" in plan]
    finally:
        connection.close()


@pytest.mark.rule("PTY-16")
def test_every_question_about_the_tree_goes_by_an_index(many: Room):
    for operation, command in (
        ("show_tree", {"organisation_id": STREET, "limit": 100}),
        ("show_tree", {"organisation_id": COMMUNITY, "limit": 100, "on": PAST}),
        ("show_superiors", {"organisation_id": CELL}),
        ("show_totals", {"organisation_id": COMMUNITY}),
        ("check_organisation", {"organisation_id": COMMUNITY}),
    ):
        answer, sent = asked(many, operation, **command)
        assert answer, operation
        assert sent, operation
        assert whole_reads(many, sent) == [], operation
    lines = {on: [each["level"] for each in above(many, CELL, on)] for on in (PAST, "2026-01-01")}
    assert set(map(tuple, lines.values())) == {tuple(FIRST)}
    moved = [above(many, MOVED, on)[-2]["organisation_id"] for on in (PAST, "2022-01-01")]
    assert moved == [node(10 + 220 % 90), node(10 + 100 // 20)]


def above(room: Room, organisation_id: str, on: str) -> list[dict[str, Any]]:
    command = {"organisation_id": organisation_id, "on": on}
    nodes: list[dict[str, Any]] = asked(room, "show_superiors", **command)[0]["nodes"]
    return nodes
