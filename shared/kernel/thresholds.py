"""Threshold words (民法典 §1259), in integers only (G-01).

以上, 以下, 以内, 届满 include the number; 超过, 不满, 以外 exclude it; 过半数 is more than half.
A share is written as the law writes it, "2/3"; a base of nobody reaches no threshold.
"""

from fractions import Fraction

from shared.kernel.errors import Invalid


def more_than_half(base: int) -> int:
    """Return the smallest number that is 过半数 of `base`."""
    return more_than(base, "1/2")


def at_least(base: int, share: str) -> int:
    """Return the smallest number that is `share` 以上 of `base`."""
    part = _share(base, share)
    return -(-part.numerator * base // part.denominator)


def more_than(base: int, share: str) -> int:
    """Return the smallest number that 超过 `share` of `base`."""
    part = _share(base, share)
    return part.numerator * base // part.denominator + 1


def is_more_than_half(count: int, base: int) -> bool:
    """Say whether `count` is 过半数 of `base`."""
    return count >= more_than_half(base)


def is_at_least(count: int, base: int, share: str) -> bool:
    """Say whether `count` is `share` 以上 of `base`."""
    return count >= at_least(base, share)


def is_more_than(count: int, base: int, share: str) -> bool:
    """Say whether `count` 超过 `share` of `base`."""
    return count >= more_than(base, share)


def _share(base: int, share: str) -> Fraction:
    if base < 1:
        raise Invalid("threshold.empty_base", "总数为零，无法计算比例，请先核实应到人数。")
    return Fraction(share)
