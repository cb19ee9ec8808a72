"""`make chaos`: every fault while 2,000 submissions are acknowledged; ends 1 when one fails."""

import random
import sys

from tests.bench.stage import Stage
from tests.chaos.experiment import SETTINGS, keep, run

EACH = 260


def main() -> int:
    """Run with the seed that is given, or another one each time."""
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else random.randrange(10_000)
    with Stage("chaos", **SETTINGS).opened() as stage:
        rows = run(stage, seed=seed, each=EACH)
    keep(rows)
    for row in rows:
        mark = "✓" if row.as_expected else "✗"
        told = " ".join(f"{name}={value}" for name, value in row.as_json().items())
        sys.stdout.write(f"{mark} {told}\n")
    return 0 if all(row.as_expected for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
