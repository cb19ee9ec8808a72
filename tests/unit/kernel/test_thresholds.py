from fractions import Fraction

import pytest

from shared.kernel.thresholds import at_least, more_than, more_than_half


@pytest.mark.rule("G-01")
@pytest.mark.parametrize(
    ("base", "half", "two_thirds", "over_two_thirds", "fifth", "tenth", "third"),
    [
        (35, 18, 24, 24, 7, 4, 12),
        (41, 21, 28, 28, 9, 5, 14),
        (45, 23, 30, 31, 9, 5, 15),
        (50, 26, 34, 34, 10, 5, 17),
        (60, 31, 40, 41, 12, 6, 20),
    ],
)
def test_threshold_words_give_the_numbers_of_the_table(
    base, half, two_thirds, over_two_thirds, fifth, tenth, third
):
    assert more_than_half(base) == half
    assert at_least(Fraction(2, 3), base) == two_thirds
    assert more_than(Fraction(2, 3), base) == over_two_thirds
    assert at_least(Fraction(1, 5), base) == fifth
    assert at_least(Fraction(1, 10), base) == tenth
    assert at_least(Fraction(1, 3), base) == third
