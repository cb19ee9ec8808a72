"""From assessors' scores to results: exact fractions inside, rounded once where shown (G-06)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from services.delegation.model.evaluations.method import Method
from services.delegation.policies import ASSESSORS, MASS, PEER, SELF, THIRD
from shared.kernel.money import rounded


@dataclass(frozen=True)
class Inputs:
    """What is known of one street. `peers`: unit → its score; `levels`: level → how many gave it.

    `accepted`, `decided`, `on_time` come from the monthly figures and are shown beside, not scored.
    """

    own: Decimal | None = None
    peers: Mapping[str, Decimal] = field(default_factory=dict)
    levels: Mapping[str, int] | None = None
    third: Decimal | None = None
    accepted: int = 0
    decided: int = 0
    on_time: int = 0

    @property
    def rated(self) -> int:
        """Return how many ratings there are."""
        return sum((self.levels or {}).values())


@dataclass(frozen=True)
class KindScore:
    """One kind of assessors: its score, how many spoke; `flaw` MISSING, TOO_FEW or "".

    A score that rests on too few is shown to nobody: it says nothing.
    """

    kind: str
    score: Decimal | None
    sample: int
    flaw: str


@dataclass(frozen=True)
class Result:
    """One street's result. `total` is None while INCOMPLETE (EVP-05).

    `self_counted` is the own score as it counts, after the cap (EVP-06). `low` and `high` are the
    Wilson interval of the share of content ratings, in percent: how little a small sample says.
    `held_back`: the total earns the first grade, but the quota, or not being ranked, does not.
    """

    kinds: tuple[KindScore, ...]
    weights: Mapping[str, int]
    others: Decimal | None
    self_counted: Decimal | None
    capped: bool
    total: Decimal | None
    vetoed: bool
    low: Decimal | None
    high: Decimal | None
    on_time_rate: Decimal | None
    grade: str = ""
    held_back: bool = False
    rank: int | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the kinds without a valid score."""
        return tuple(each.kind for each in self.kinds if each.flaw)

    @property
    def completeness(self) -> str:
        """Say INCOMPLETE, REWEIGHTED or COMPLETE."""
        if self.total is None:
            return "INCOMPLETE"
        return "REWEIGHTED" if self.missing else "COMPLETE"

    @property
    def is_ranked(self) -> bool:
        """Say whether it is compared with others: only all four kinds, valid, can be (EVP-03)."""
        return self.completeness == "COMPLETE"

    def kind(self, kind: str) -> KindScore:
        """Return what one kind of assessors says."""
        return next(each for each in self.kinds if each.kind == kind)


def assess(
    inputs: Inputs,
    method: Method,
    *,
    weights: Mapping[str, int] | None = None,
    vetoed: bool = False,
) -> Result:
    """Compute one street's result, without grade and rank.

    `weights` are those of a recorded decision; they serve only for exactly the kinds that are
    there, so that a decision made for one gap never covers another.
    """
    exact = {SELF: _exact(inputs.own), PEER: peer_score(tuple(inputs.peers.values()), method),
             MASS: mass_score(inputs.levels, method), THIRD: _exact(inputs.third)}  # fmt: skip
    valid = {kind: score for kind, score in exact.items() if score is not None}
    used = weights if weights is not None and set(weights) == set(valid) else method.weights
    whole = set(used) == set(valid)
    others = others_mean(valid, used) if whole else None
    own = valid.get(SELF)
    counted = None if own is None or others is None else min(own, others + _margin(method))
    total = None
    if others is not None:
        counting = valid if counted is None else {**valid, SELF: counted}
        total = rounded(sum((used[k] * s for k, s in counting.items()), Fraction()) / 100)
        total = min(total, method.veto_cap) if vetoed else total
    low, high = wilson(_good(inputs, method), inputs.rated, method.z)
    return Result(
        kinds=tuple(_kind(kind, exact[kind], _sample(kind, inputs)) for kind in ASSESSORS),
        weights=dict(used),
        others=None if others is None else rounded(others),
        self_counted=None if counted is None else rounded(counted),
        capped=counted is not None and counted != own,
        total=total,
        vetoed=vetoed,
        low=low,
        high=high,
        on_time_rate=_percent(inputs.on_time, inputs.decided),
    )


def peer_score(marks: Sequence[Decimal], method: Method) -> Fraction | None:
    """Return the mean, of many without one highest and one lowest; None of too few (EVP-02)."""
    if len(marks) < method.peer_least:
        return None
    kept = sorted(marks)[1:-1] if len(marks) >= method.peer_trim_from else marks
    return sum((Fraction(mark) for mark in kept), Fraction()) / len(kept)


def mass_score(levels: Mapping[str, int] | None, method: Method) -> Fraction | None:
    """Return the mean of the levels' points; None of a sample that is too small (EVP-03)."""
    count = sum((levels or {}).values())
    if levels is None or count < max(method.mass_least, 1):
        return None
    return Fraction(sum(method.points[level] * n for level, n in levels.items()), count)


def others_mean(scores: Mapping[str, Fraction], weights: Mapping[str, int]) -> Fraction:
    """Return the weighted mean of everybody but the street itself (EVP-06)."""
    others = [kind for kind in scores if kind != SELF]
    total = sum((weights[kind] * scores[kind] for kind in others), Fraction())
    return total / sum(weights[kind] for kind in others)


def wilson(good: int, count: int, z: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """Return the Wilson score interval of good/count in percent, two places; None of nobody."""
    if not count:
        return None, None
    share, n, zz = Decimal(good) / count, Decimal(count), z * z
    centre = share + zz / (2 * n)
    spread = z * (share * (1 - share) / n + zz / (4 * n * n)).sqrt()
    scale = 100 / (1 + zz / n)
    low, high = (centre - spread) * scale, (centre + spread) * scale
    return rounded(max(low, Decimal(0))), rounded(min(high, Decimal(100)))


def place(results: Mapping[str, Result], method: Method, *, graded: bool) -> dict[str, Result]:
    """Give ranks, and in an annual evaluation grades, to all streets of one evaluation.

    Equal totals share a rank. The first grade goes to ranked streets only, best first, and never
    to more than `top_percent` of them: at the edge the higher mass score decides, then the third
    party's; streets that are equal even then all get the next grade, so chance decides nothing.
    """
    ranked = {key: each for key, each in results.items() if each.is_ranked}
    totals = sorted((each.total for each in ranked.values() if each.total is not None),
                    reverse=True)  # fmt: skip
    top = _top(ranked, method)
    placed = {}
    for key, each in results.items():
        rank = totals.index(each.total) + 1 if key in ranked and each.total is not None else None
        grade = method.grade(each.total) if graded and each.total is not None else ""
        over = grade == method.grades[0].name and key not in top
        placed[key] = replace(
            each, rank=rank, held_back=over, grade=method.grades[1].name if over else grade
        )
    return placed


def _top(ranked: Mapping[str, Result], method: Method) -> set[str]:
    """Return who may get the first grade."""
    places = len(ranked) * method.top_percent // 100
    floor = method.grades[0].floor
    able = {key: each for key, each in ranked.items()
            if each.total is not None and each.total >= floor}  # fmt: skip
    chosen: set[str] = set()
    for _, group in groupby(sorted(able, key=lambda k: _merit(able[k]), reverse=True),
                            key=lambda k: _merit(able[k])):  # fmt: skip
        equals = list(group)
        if len(chosen) + len(equals) > places:
            break
        chosen.update(equals)
    return chosen


def _merit(result: Result) -> tuple[Decimal, ...]:
    shown: Iterable[Decimal | None] = (
        result.total, result.kind(MASS).score, result.kind(THIRD).score,
    )  # fmt: skip
    return tuple(each for each in shown if each is not None)


def _kind(kind: str, exact: Fraction | None, sample: int) -> KindScore:
    flaw = "" if exact is not None else "TOO_FEW" if sample else "MISSING"
    return KindScore(kind, None if exact is None else rounded(exact), sample, flaw)


def _sample(kind: str, inputs: Inputs) -> int:
    counts = {SELF: inputs.own is not None, PEER: len(inputs.peers), MASS: inputs.rated,
              THIRD: inputs.third is not None}  # fmt: skip
    return int(counts[kind])


def _good(inputs: Inputs, method: Method) -> int:
    return sum(n for level, n in (inputs.levels or {}).items() if int(level) >= method.good_from)


def _percent(part: int, whole: int) -> Decimal | None:
    return rounded(Fraction(100 * part, whole)) if whole else None


def _exact(score: Decimal | None) -> Fraction | None:
    return None if score is None else Fraction(score)


def _margin(method: Method) -> Fraction:
    return Fraction(method.self_margin)
