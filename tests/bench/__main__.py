"""`make bench`: every figure, or those that are named; ends 1 when one misses its goal.

python -m tests.bench [--rounds N] [NAME …]
"""

import argparse
import sys
from collections.abc import Callable

from tests.bench import dispatch, flow, growth, organisations, paths
from tests.bench.measure import ROUNDS, Figure, keep
from tests.bench.stage import Stage

FIGURES: tuple[Callable[..., Figure], ...] = (
    paths.read_vs_monolith,
    paths.write_vs_monolith,
    flow.outbox_vs_naive,
    flow.event_p50_ms,
    growth.cases_p95_1m_vs_10k,
    dispatch.dispatch_ms_200k,
    organisations.party_tree_ms_120k,
)


def main() -> int:
    """Measure on one running system, print and keep the figures."""
    names = {figure.__name__: figure for figure in FIGURES}
    options = argparse.ArgumentParser(prog="python -m tests.bench")
    options.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    options.add_argument("--rounds", type=int, default=ROUNDS)
    asked = options.parse_args()
    unknown = set(asked.names) - set(names)
    if unknown:
        options.error(f"no such figure: {', '.join(sorted(unknown))}")
    found = []
    with Stage("bench").opened() as stage:
        for name in asked.names or names:
            figure = names[name](stage, rounds=asked.rounds)
            found.append(figure)
            keep(found)
            sys.stdout.write(f"{figure}\n{figure.explained()}")
            sys.stdout.flush()
    return 0 if all(figure.reached for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
