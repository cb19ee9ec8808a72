"""Figures, alternating rounds and medians."""

import json
import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from infra.local.place import ROOT

ROUNDS = 5
FILE = ROOT / ".local" / "bench.json"


@dataclass(frozen=True)
class Figure:
    """One number of the house. `most` says that the goal is an upper bound."""

    name: str
    value: float
    goal: float
    detail: Mapping[str, Any] = field(default_factory=dict)
    most: bool = False

    @property
    def reached(self) -> bool:
        return self.value <= self.goal if self.most else self.value >= self.goal

    def explained(self) -> str:
        """Return the detail, one line each."""
        return "".join(f"    {name}: {value}\n" for name, value in self.detail.items())

    def __str__(self) -> str:
        sign, mark = ("≤" if self.most else "≥"), ("✓" if self.reached else "✗")
        return f"{mark} {self.name:<22} {self.value:>10.3f}   {sign} {self.goal:g}"


def alternate(
    runs: Mapping[str, Callable[[], float]], *, rounds: int = ROUNDS, seed: int = 1
) -> dict[str, list[float]]:
    """Run every variant once in each round, in an order that changes; return name → numbers."""
    order, found = random.Random(seed), {name: [] for name in runs}
    for _ in range(rounds):
        for name in order.sample(list(runs), len(runs)):
            found[name].append(runs[name]())
    return found


def ratio(over: Sequence[float], under: Sequence[float]) -> float:
    """Return the median of the ratios of each round: what drifts, drifts in both."""
    return statistics.median(a / b for a, b in zip(over, under, strict=True))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def timed(work: Callable[[], Any]) -> float:
    """Return how many seconds the work took."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def keep(figures: Sequence[Figure], file: Path = FILE) -> None:
    """Write the figures for whoever reads them later; those of other runs stay."""
    known = {each["name"]: each for each in _known(file)}
    for figure in figures:
        row = asdict(figure)
        row["value"] = round(figure.value, 4)
        row["detail"] = {**figure.detail, "goal_is": "at most" if row.pop("most") else "at least"}
        known[figure.name] = row
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(list(known.values()), ensure_ascii=False, indent=2) + "\n")


def _known(file: Path) -> list[dict[str, Any]]:
    return list(json.loads(file.read_text())) if file.exists() else []
