import pytest

from shared.kernel.errors import Invalid
from shared.kernel.thresholds import (
    at_least,
    is_at_least,
    is_more_than,
    is_more_than_half,
    more_than,
    more_than_half,
)


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
    assert at_least(base, "2/3") == two_thirds
    assert more_than(base, "2/3") == over_two_thirds
    assert at_least(base, "1/5") == fifth
    assert at_least(base, "1/10") == tenth
    assert at_least(base, "1/3") == third


@pytest.mark.rule("G-01")
def test_exactly_two_thirds_is_enough_for_at_least_but_not_for_more_than():
    assert is_at_least(30, 45, "2/3")
    assert not is_at_least(29, 45, "2/3")
    assert not is_more_than(30, 45, "2/3")
    assert is_more_than(31, 45, "2/3")


@pytest.mark.rule("G-01")
def test_exactly_half_is_not_more_than_half():
    assert not is_more_than_half(20, 40)
    assert is_more_than_half(21, 40)


@pytest.mark.rule("G-01")
@pytest.mark.parametrize("share", ["1/2", "2/3", "1/5", "1/10", "1/3", "12/100"])
def test_the_smallest_number_reaches_the_share_and_one_less_does_not(share: str):
    top, bottom = map(int, share.split("/"))
    for base in range(1, 300):
        least, over = at_least(base, share), more_than(base, share)
        assert bottom * least >= top * base > bottom * (least - 1)
        assert bottom * over > top * base >= bottom * (over - 1)


def test_a_base_of_nobody_reaches_no_threshold():
    with pytest.raises(Invalid) as refused:
        is_at_least(0, 0, "2/3")
    assert refused.value.code == "threshold.empty_base"
