"""Money is an integer number of fen; scores are decimals rounded once, at the end (G-06)."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

Fen = int


def yuan(fen: Fen) -> str:
    """Write fen as yuan with two places: 123456 → "1,234.56"."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), 100)
    return f"{sign}{whole:,}.{rest:02d}"


def rounded(value: Decimal | Fraction, places: int = 2) -> Decimal:
    """Round half up to `places`; the only rounding of a score, done at its end (G-06)."""
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / Decimal(value.denominator)
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def share(part: int, whole: int) -> Decimal | None:
    """Return the percentage with two places, or None when there is nothing to divide by."""
    return None if whole == 0 else rounded(Fraction(part * 100, whole))
