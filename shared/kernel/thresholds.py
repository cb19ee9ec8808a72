"""Threshold words (民法典 §1259), in integers only (G-01).

以上, 以下, 以内, 届满 include the number; 超过, 不满, 以外 exclude it; 过半数 is more than half.
"""

from fractions import Fraction


def more_than_half(base: int) -> int:
    """Return the smallest number that is 过半数 of `base`."""
    return base // 2 + 1


def at_least(share: Fraction, base: int) -> int:
    """Return the smallest number that is `share` 以上 of `base`."""
    return -(-share.numerator * base // share.denominator)


def more_than(share: Fraction, base: int) -> int:
    """Return the smallest number that 超过 `share` of `base`."""
    return share.numerator * base // share.denominator + 1
