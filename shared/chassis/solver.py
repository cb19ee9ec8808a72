"""Exact answers to yes-or-no programs, by HiGHS, off the hub and within a time limit.

A solver counts for seconds without yielding; under eventlet it runs in a real thread, where HiGHS
gives the interpreter free, so that every other handler goes on.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.chassis.offhub import off_the_hub
from shared.kernel.errors import Unavailable

_HALF = 0.5
"""A 0-1 variable is set above it; two whole objectives differ by more than it."""


@dataclass(frozen=True)
class Row:
    """`low` ≤ Σ factor · variable ≤ `high`; None means no such bound."""

    terms: Mapping[int, int]
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Program:
    """Choose 0 or 1 for each variable so that Σ gain is greatest and every row holds.

    `start` are the variables set to 1 in a choice that is known to keep every row: with one there
    is always an answer, however short the time.
    """

    gain: Sequence[int]
    rows: Sequence[Row]
    start: frozenset[int] | None = None


@dataclass(frozen=True)
class Solution:
    """The variables set to 1, their gain, and a bound that no choice can exceed."""

    chosen: frozenset[int]
    gain: int
    bound: int

    @property
    def proved(self) -> bool:
        """Say whether no other choice gains more."""
        return self.gain == self.bound


def solve(program: Program, *, seconds: float) -> Solution:
    """Solve exactly, or return the best found in time with the bound proved so far.

    Deterministic: one thread, a fixed seed. HiGHS says its name on standard output once in every
    process, whatever it is told; nothing else. Raises Unavailable `solver.no_answer` when the time
    was too short for any answer, or when no choice keeps every row.
    """
    found: Solution = off_the_hub(_solve, program, seconds)
    return found


def _solve(program: Program, seconds: float) -> Solution:
    import highspy  # only who solves pays for loading it

    model = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in {
        "output_flag": False, "threads": 1, "random_seed": 1, "time_limit": float(seconds),
        "mip_rel_gap": 0.0, "mip_abs_gap": _HALF,
    }.items():  # fmt: skip
        model.setOptionValue(option, value)
    _state(model, program, highspy.kHighsInf, highspy.HighsVarType.kInteger)
    model.changeObjectiveSense(highspy.ObjSense.kMaximize)
    if program.start is not None:
        known = highspy.HighsSolution()
        known.col_value = [float(n in program.start) for n in range(len(program.gain))]
        model.setSolution(known)
    model.run()
    info = model.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        raise Unavailable(
            "solver.no_answer", "限定时间内没有得出结果，请缩小范围后重试。", seconds=seconds
        )
    values = model.getSolution().col_value
    chosen = frozenset(n for n in range(len(program.gain)) if values[n] > _HALF)
    gain = sum(program.gain[n] for n in chosen)
    optimal = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    most = sum(each for each in program.gain if each > 0)
    bound = gain if optimal else max(gain, math.floor(min(info.mip_dual_bound + 1e-6, most)))
    return Solution(chosen, gain, bound)


def _state(model: Any, program: Program, infinity: float, whole: Any) -> None:
    count = len(program.gain)
    for gain in program.gain:
        model.addCol(float(gain), 0.0, 1.0, 0, [], [])
    for number in range(count):
        model.changeColIntegrality(number, whole)
    for row in program.rows:
        low = -infinity if row.low is None else float(row.low)
        high = infinity if row.high is None else float(row.high)
        numbers = list(row.terms)
        factors = [float(row.terms[number]) for number in numbers]
        model.addRow(low, high, len(numbers), numbers, factors)
