"""What a project consists of: its plan, the jury's verdict, the agreement, money, examinations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from shared.kernel.money import rounded


@dataclass(frozen=True)
class BudgetLine:
    """What money is for, in fen; `handout`: it is handed out as money or goods."""

    name: str
    amount_fen: int
    handout: bool = False


@dataclass(frozen=True)
class Target:
    """An output that can be counted, and how much of it is promised."""

    name: str
    amount: int
    unit: str


@dataclass(frozen=True)
class Plan:
    """What judges read. `features` name what the negative list asks after."""

    summary: str
    group: str
    beneficiaries: int
    features: tuple[str, ...]
    budget: tuple[BudgetLine, ...]
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Verdict:
    """The jury's score out of 100, what passes, how many judges scored."""

    score: Decimal
    passing: Decimal
    panel: int


@dataclass(frozen=True)
class VentureMilestone:
    """A part of the work, its share in percent, its last day."""

    name: str
    percent: int
    due: date


@dataclass(frozen=True)
class Agreement:
    """What was agreed; both days are within it."""

    document_no: str
    starts_on: date
    ends_on: date
    milestones: tuple[VentureMilestone, ...]
    signed_by: str
    signed_at: datetime


@dataclass(frozen=True)
class Tranche:
    """A part of the grant; paid after AGREEMENT, MIDTERM or ACCEPTANCE."""

    number: int
    percent: int
    amount_fen: int
    after: str
    document_no: str = ""
    paid_by: str = ""
    paid_at: datetime | None = None


@dataclass(frozen=True)
class Examination:
    """A mid-term examination (a score) or an acceptance (outputs and accounts)."""

    kind: str
    passed: bool
    document_no: str
    at: datetime
    examined_by: str
    score: Decimal | None = None
    short: tuple[str, ...] = ()
    accounts_ok: bool = True


@dataclass(frozen=True)
class Output:
    """How much of a target was reached."""

    name: str
    achieved: int


@dataclass(frozen=True)
class SocialScore:
    """A part of the evaluation of the effect: its weight in percent and its score."""

    name: str
    weight: int
    score: int


@dataclass(frozen=True)
class SocialEvaluation:
    """The effect on society, out of 100, rounded once."""

    parts: tuple[SocialScore, ...]
    score: Decimal
    document_no: str
    at: datetime


@dataclass(frozen=True)
class Recovery:
    """Money that came back, in fen."""

    amount_fen: int
    document_no: str
    at: datetime


def weighed(marks: Sequence[tuple[int, int]]) -> Fraction:
    """Return the weighted mean of (mark, weight): exact, to be rounded at the end (G-06)."""
    return Fraction(sum(mark * weight for mark, weight in marks), sum(w for _, w in marks))


def trimmed_mean(totals: Sequence[Fraction]) -> Decimal:
    """Drop one highest and one lowest, average the rest, round half up to two places (G-06)."""
    kept = sorted(totals)[1:-1]
    return rounded(sum(kept, Fraction()) / len(kept))


def ranked(scores: Sequence[Decimal]) -> list[int]:
    """Return the rank of each score, best first; equal scores share the better rank."""
    return [1 + sum(other > score for other in scores) for score in scores]


def tranches_of(grant_fen: int, terms: Sequence[dict[str, Any]]) -> tuple[Tranche, ...]:
    """Split a grant by percentages; whole fen, what is left over goes into the last."""
    amounts = [grant_fen * int(each["percent"]) // 100 for each in terms]
    amounts[-1] += grant_fen - sum(amounts)
    return tuple(
        Tranche(number, each["percent"], amount, each["after"])
        for number, (each, amount) in enumerate(zip(terms, amounts, strict=True), start=1)
    )
