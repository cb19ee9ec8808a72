"""The method of one evaluation, taken from the rule pack when it opens; it stays on that version.

And the span of a period: a year for the result, a quarter for observation (EVP-01).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from services.delegation import policies
from shared.kernel.errors import Invalid
from shared.kernel.rulepacks import RulePack
from shared.kernel.workflow import enforce

_PERIOD = re.compile(r"^([0-9]{4})(?:Q([1-4]))?$")


@dataclass(frozen=True)
class Grade:
    """A grade and the least score that earns it."""

    name: str
    floor: Decimal


@dataclass(frozen=True)
class Method:
    """How scores become a result. `top_percent` limits the first grade (EVP-07)."""

    pack: str
    weights: Mapping[str, int]
    points: Mapping[str, int]
    mass_least: int
    good_from: int
    z: Decimal
    peer_least: int
    peer_trim_from: int
    self_margin: Decimal
    grades: tuple[Grade, ...]
    top_percent: int
    veto_cap: Decimal
    scoring_within: str
    notice_within: str
    appeal_within: str

    @classmethod
    def read(cls, pack: RulePack) -> "Method":
        """Read a pack; raises Conflict `delegation.bad_weights` when its weights are unsound."""
        weights = {kind: int(weight) for kind, weight in pack.raw("weights").items()}
        enforce(policies.weights_are_sound(weights, policies.ASSESSORS))
        return cls(
            pack=pack.id,
            weights=weights,
            points={level: int(points) for level, points in pack.raw("mass.points").items()},
            mass_least=pack.integer("mass.least"),
            good_from=pack.integer("mass.good_from"),
            z=pack.decimal("mass.z"),
            peer_least=pack.integer("peer.least"),
            peer_trim_from=pack.integer("peer.trim_from"),
            self_margin=pack.decimal("self.margin"),
            grades=tuple(Grade(name, Decimal(str(floor))) for name, floor in pack.raw("grades")),
            top_percent=pack.integer("grades.top_percent"),
            veto_cap=pack.decimal("veto.cap"),
            scoring_within=str(pack.period("scoring.within")),
            notice_within=str(pack.period("notice.within")),
            appeal_within=str(pack.period("appeal.within")),
        )

    def grade(self, total: Decimal) -> str:
        """Return the grade of a total as it is shown; a floor belongs to its grade."""
        return next(each.name for each in self.grades if total >= each.floor)


@dataclass(frozen=True)
class Span:
    """The days and months of a period; `kind` ANNUAL or QUARTERLY."""

    kind: str
    first: date
    last: date

    @classmethod
    def read(cls, period: str) -> "Span":
        """Read "2026" or "2026Q3"; raises Invalid `delegation.bad_period`."""
        found = _PERIOD.match(period)
        if found is None:
            raise Invalid("delegation.bad_period", "评价周期写作“2026”（年度）或“2026Q3”（季度）。")
        year, quarter = int(found[1]), int(found[2] or 0)
        if not quarter:
            return cls("ANNUAL", date(year, 1, 1), date(year, 12, 31))
        first = date(year, 3 * quarter - 2, 1)
        after = (first + timedelta(days=95)).replace(day=1)
        return cls("QUARTERLY", first, after - timedelta(days=1))

    @property
    def months(self) -> tuple[str, ...]:
        """Return its months, "2026-07"."""
        count = 12 if self.kind == "ANNUAL" else 3
        return tuple(f"{self.first.year}-{self.first.month + i:02d}" for i in range(count))
