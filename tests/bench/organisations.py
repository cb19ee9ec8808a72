"""The tree of party organisations at 120,000 nodes: what is below, what is above, on any day.

The tree is made up in the database: nine working committees, and five levels below them in turn
with ten, twenty, ten and five children. Every hundredth community was moved once. It is asked as
the service is asked.
"""

import random
import statistics
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, create_engine, text

from services.party.service import Party
from shared.chassis.execution import Call, Executor
from shared.testing.actors import story
from tests.bench.measure import Figure, percentile
from tests.bench.stage import Stage

NODES = 120_000
FIRST = {"WORKING_COMMITTEE": 1, "REGION": 10, "COMMUNITY": 100, "GRID": 1_900, "BUILDING": 19_900}
"""Level → the number of its first node; the last level goes on to `NODES`."""

EACH = 60
GOAL_MS = 20.0
PAST = "2021-12-31"


def _any(dice: random.Random, level: str) -> str:
    """Return the id of some organisation of a level."""
    numbers = [*FIRST.values(), NODES + 1]
    at = list(FIRST).index(level)
    return node(dice.randrange(numbers[at], numbers[at + 1]))


def node(number: int) -> str:
    """Return the id of a node."""
    return f"bench-{number:06d}"


Question = tuple[str, str, Mapping[str, Any]]

QUESTIONS: Mapping[str, Question] = {
    "below a street": ("show_tree", "WORKING_COMMITTEE", {"limit": 100}),
    "children of a street": ("show_tree", "WORKING_COMMITTEE", {"limit": 100, "depth": 1}),
    "below a community": ("show_tree", "COMMUNITY", {"limit": 100}),
    "below a community on a past day": ("show_tree", "COMMUNITY", {"limit": 100, "on": PAST}),
    "above a group": ("show_superiors", "BUILDING", {}),
    "above a group on a past day": ("show_superiors", "BUILDING", {"on": PAST}),
    "totals of a community": ("show_totals", "COMMUNITY", {}),
}
"""Question → operation, the level of the organisation it is about, filters."""


def party_tree_ms_120k(stage: Stage, *, rounds: int) -> Figure:
    """The 95th percentile of a question about the tree in milliseconds, the slowest kind of it."""
    with _town(stage) as executor:
        _round(executor)
        found = [_round(executor) for _ in range(rounds)]
    by_question = {
        question: round(statistics.median(percentile(each[question], 0.95) for each in found), 2)
        for question in QUESTIONS
    }
    slowest = max(by_question.values())
    detail = {"nodes": NODES, "p95_ms_by_question": by_question}
    return Figure("party_tree_ms_120k", slowest, GOAL_MS, detail, most=True)


def fill(database: Connection) -> None:
    """Write the tree; its lines follow by the trigger that always keeps them."""
    database.execute(text(_ORGANISATIONS), FIRST | {"NODES": NODES})
    database.execute(text(_PLACEMENTS), FIRST)


def _round(executor: Executor) -> dict[str, list[float]]:
    return {question: list(_asked(executor, question, EACH)) for question in QUESTIONS}


def _asked(executor: Executor, question: str, times: int) -> Iterator[float]:
    """Ask again and again; yield the milliseconds of each."""
    dice, (operation, level, filters) = random.Random(7), QUESTIONS[question]
    for _ in range(times):
        asked = {"organisation_id": _any(dice, level), **filters}
        started = time.perf_counter()
        answer = executor.answer(Call(operation, asked, story("zuzhi_dangjian")))
        yield 1000 * (time.perf_counter() - started)
        assert answer["body"], question


@contextmanager
def _town(stage: Stage) -> Iterator[Executor]:
    with stage.database("party_120k", "party") as url:
        engine = create_engine(url)
        with engine.begin() as database:
            fill(database)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as database:
            database.execute(text("VACUUM ANALYZE"))
        engine.dispose()
        yield Executor(Party, stage.house("party", url=url))


_ABOVE = """
CASE WHEN n < :REGION THEN NULL
     WHEN n < :COMMUNITY THEN :WORKING_COMMITTEE + (n - :REGION) / 10
     WHEN n < :GRID THEN :REGION + (n - :COMMUNITY) / 20
     WHEN n < :BUILDING THEN :COMMUNITY + (n - :GRID) / 10
     ELSE :GRID + (n - :BUILDING) * 10 / 56 END
"""

_ORGANISATIONS = f"""
INSERT INTO organisations (
    id, version, path, unit, parent_id, level, form, name, formal, probationary, without_vote,
    guests, elects, admits, hosts, units, exception_no, proposed_by, proposed_at, established_on,
    placed_on, closing_reason, successor_id, reminded, sample, status
)
SELECT 'bench-' || lpad(n::text, 6, '0'), 1,
    '510115/51011500' || (1 + n % 9), '51011500' || (1 + n % 9),
    coalesce('bench-' || lpad(({_ABOVE})::text, 6, '0'), ''),
    CASE WHEN n < :REGION THEN 'WORKING_COMMITTEE' WHEN n < :COMMUNITY THEN 'REGION'
         WHEN n < :GRID THEN 'COMMUNITY' WHEN n < :BUILDING THEN 'GRID' ELSE 'BUILDING' END,
    CASE WHEN n < :COMMUNITY THEN 'COMMITTEE' WHEN n < :BUILDING THEN 'BRANCH' ELSE 'GROUP' END,
    '示例党组织' || n, 3 + n % 40, n % 3, 0, 0, true, true, false, '[]', '', '', now(),
    DATE '2019-01-01', DATE '2019-01-01', '', '', '[]', true, 'ACTIVE'
FROM generate_series(1, :NODES) AS n
"""

_PLACEMENTS = """
WITH nodes AS (
    SELECT id, parent_id, level, substr(id, 7)::int AS n FROM organisations
)
INSERT INTO placements (id, version, organisation_id, parent_id, since, until)
SELECT 'new-' || id, 1, id, parent_id,
    CASE WHEN level = 'COMMUNITY' AND n % 100 = 0 THEN DATE '2022-01-01' ELSE DATE '2019-01-01' END,
    DATE '9999-12-31'
FROM nodes
UNION ALL
SELECT 'old-' || id, 1, id, 'bench-' || lpad((:REGION + (n + 20) % 90)::text, 6, '0'),
    DATE '2019-01-01', DATE '2022-01-01'
FROM nodes WHERE level = 'COMMUNITY' AND n % 100 = 0
"""
