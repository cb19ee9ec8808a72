"""Exact programs: solved beside the hub, within the time, honest about what is not proved."""

import subprocess
import sys
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.chassis.solver import Program, Row, solve
from shared.kernel.errors import Unavailable
from tests.architecture._house import ROOT


def hard(size: int, rows: int) -> Program:
    """Many heavy knapsacks at once: no solver proves it in a moment."""
    drawn = Random(7)
    weights = [[drawn.randrange(1, 1000) for _ in range(size)] for _ in range(rows)]
    gain = [sum(row[n] for row in weights) // rows + drawn.randrange(100) for n in range(size)]
    return Program(gain, [Row(dict(enumerate(row)), high=sum(row) // 2) for row in weights])


def holds(row: Row, values: tuple[int, ...]) -> bool:
    total = sum(factor * values[n] for n, factor in row.terms.items())
    return (row.low is None or total >= row.low) and (row.high is None or total <= row.high)


SMALL = st.integers(1, 6).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(-9, 9), min_size=n, max_size=n),
        st.lists(
            st.tuples(st.lists(st.integers(-5, 5), min_size=n, max_size=n), st.integers(0, 8)),
            max_size=3,
        ),
    )
)


@settings(max_examples=60, deadline=None)
@given(SMALL)
def test_the_answer_is_the_best_of_all(stated):
    gain, bounds = stated
    rows = [Row(dict(enumerate(factors)), high=high) for factors, high in bounds]
    found = solve(Program(gain, rows), seconds=10)
    possible = [
        values
        for values in product((0, 1), repeat=len(gain))
        if all(holds(row, values) for row in rows)
    ]
    assert found.gain == max(sum(g * v for g, v in zip(gain, vs, strict=True)) for vs in possible)
    assert found.proved
    assert all(holds(row, tuple(int(n in found.chosen) for n in range(len(gain)))) for row in rows)


def test_when_the_time_is_over_the_bound_says_how_much_better_it_could_be():
    program = hard(150, 30)
    found = solve(program, seconds=0.5)
    assert not found.proved
    assert found.gain < found.bound <= sum(program.gain)
    assert all(
        holds(row, tuple(int(n in found.chosen) for n in range(150))) for row in program.rows
    )


def test_what_cannot_be_is_refused():
    with pytest.raises(Unavailable) as refused:
        solve(Program([1, 1], [Row({0: 1, 1: 1}, low=3)]), seconds=5)
    assert refused.value.code == "solver.no_answer"


BESIDE = """
import eventlet
eventlet.monkey_patch()
from shared.chassis.solver import solve
from tests.integration.test_solver import hard
ticks = 0
def tick():
    global ticks
    while True:
        eventlet.sleep(0.01)
        ticks += 1
eventlet.spawn(tick)
eventlet.sleep(0)
solve(hard(150, 30), seconds=1)
print(ticks)
"""


@pytest.mark.rule("TRAP-06")
def test_every_other_handler_goes_on_while_it_counts():
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", BESIDE],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert int(ran.stdout.splitlines()[-1]) > 20
