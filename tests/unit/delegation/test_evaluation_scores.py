"""The arithmetic of the evaluation, to the cent, and what holds for any scores."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.delegation.model import Inputs, Method, Span, assess, place
from services.delegation.model.evaluations.scores import mass_score, peer_score, wilson
from services.delegation.policies import MASS, PEER, SELF, THIRD, weights_are_sound
from shared.kernel.errors import Conflict, Invalid
from shared.kernel.rulepacks import RulePacks
from shared.testing.unit_of_work import DATA

PACK = RulePacks.from_folder(DATA / "rulepacks").pack("delegation.evaluations", date(2026, 1, 5))
METHOD = Method.read(PACK)
FULL = {"5": 120, "4": 60, "3": 15, "2": 3, "1": 2}


def of(*marks: Any) -> dict[str, Decimal]:
    """Return scores of as many peers."""
    return {f"peer-{number}": Decimal(mark) for number, mark in enumerate(marks)}


WORKED = Inputs(
    own=Decimal(96), peers=of(88, 91, 79, 94, 85), levels=FULL,
    third=Decimal("86.50"), accepted=250, decided=240, on_time=228,
)  # fmt: skip

scores = st.decimals(0, 100, places=2)
ratings = st.fixed_dictionaries({level: st.integers(0, 400) for level in "54321"})


def flat(value: str, own: str) -> Inputs:
    """Return inputs where everybody but the street gives `value`."""
    return Inputs(
        own=Decimal(own), peers=of(value, value, value), levels=mass_of(value), third=Decimal(value)
    )


def mass_of(value: str) -> dict[str, int]:
    """Return ratings whose score is the whole number `value` between 60 and 80."""
    above = int(value) - 60
    return {"4": above * 10, "3": (20 - above) * 10}


@pytest.mark.rule("EVP-02", "EVP-03", "EVP-06", "EVP-07")
def test_the_worked_example_holds_to_the_cent():
    result = place({"a": assess(WORKED, METHOD)}, METHOD, graded=True)["a"]
    assert result.kind(PEER).score == Decimal("88.00")
    assert result.kind(MASS).score == Decimal("88.95")
    assert result.others == Decimal("87.92")
    assert (result.self_counted, result.capped) == (Decimal("96.00"), False)
    assert (result.total, result.grade) == (Decimal("88.73"), "良好")
    parts = [METHOD.weights[k.kind] * k.score / 100 for k in result.kinds]
    assert [p.quantize(Decimal("0.01")) for p in parts] == [
        Decimal("9.60"), Decimal("17.60"), Decimal("35.58"), Decimal("25.95"),
    ]  # fmt: skip
    assert result.on_time_rate == Decimal("95.00")


@pytest.mark.rule("EVP-06", "EVP-07")
def test_the_cap_example_holds_to_the_cent():
    result = place({"a": assess(flat("78", "99"), METHOD)}, METHOD, graded=True)["a"]
    assert (result.others, result.self_counted) == (Decimal("78.00"), Decimal("88.00"))
    assert result.capped
    assert (result.total, result.grade) == (Decimal("79.00"), "合格")
    free = replace(METHOD, self_margin=Decimal(100))
    uncapped = place({"a": assess(flat("78", "99"), free)}, free, graded=True)["a"]
    assert (uncapped.total, uncapped.grade) == (Decimal("80.10"), "良好")


@pytest.mark.rule("EVP-02")
@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ((88, 91, 79, 94, 85), 88), ((10, 80, 80, 80, 100), 80), ((60, 70, 80, 90), 75),
        ((60, 70, 80), 70), ((60, 70), None), ((), None), ((70, 70, 70, 70, 70), 70),
    ],
)  # fmt: skip
def test_of_five_peers_one_highest_and_one_lowest_are_left_out(marks, expected):
    assert peer_score([Decimal(mark) for mark in marks], METHOD) == expected


@pytest.mark.rule("EVP-02")
@given(st.lists(scores, min_size=5, max_size=12), st.randoms())
def test_left_out_is_one_of_each_end_in_any_order(marks, random):
    shuffled = list(marks)
    random.shuffle(shuffled)
    found = peer_score(shuffled, METHOD)
    assert found == peer_score(marks, METHOD)
    assert found == sum(map(Fraction, sorted(marks)[1:-1])) / (len(marks) - 2)
    assert min(marks) <= found <= max(marks)


@pytest.mark.rule("EVP-02")
@given(st.lists(scores, min_size=5, max_size=9))
def test_one_hostile_and_one_flattering_peer_cannot_leave_the_range_of_the_others(marks):
    found = peer_score([*marks, Decimal(0), Decimal(100)], METHOD)
    assert min(marks) <= found <= max(marks)


@pytest.mark.rule("EVP-03")
def test_a_sample_below_thirty_is_no_sample():
    assert mass_score({"5": 29}, METHOD) is None
    assert mass_score({"5": 30}, METHOD) == 100
    small = assess(replace(WORKED, levels={"5": 29}), METHOD)
    assert (small.kind(MASS).score, small.kind(MASS).sample, small.kind(MASS).flaw) == (
        None, 29, "TOO_FEW",
    )  # fmt: skip
    assert (small.total, small.completeness, small.missing) == (None, "INCOMPLETE", (MASS,))
    nobody = assess(replace(WORKED, levels=None), METHOD)
    assert nobody.kind(MASS).flaw == "MISSING"


@pytest.mark.rule("EVP-03")
@pytest.mark.parametrize(
    ("level", "points"), [("5", 100), ("4", 80), ("3", 60), ("2", 30), ("1", 0)]
)
def test_each_level_has_its_points(level, points):
    assert mass_score({level: 30}, METHOD) == points


@pytest.mark.rule("EVP-05")
@pytest.mark.parametrize(
    ("gap", "kind"),
    [({"own": None}, SELF), ({"peers": {}}, PEER), ({"levels": None}, MASS),
     ({"third": None}, THIRD)],
)  # fmt: skip
def test_a_missing_kind_makes_the_result_incomplete_and_no_weight_moves(gap, kind):
    result = assess(replace(WORKED, **gap), METHOD)
    assert (result.completeness, result.missing) == ("INCOMPLETE", (kind,))
    assert (result.total, result.others) == (None, None)
    assert result.weights == METHOD.weights


@pytest.mark.rule("EVP-05")
def test_a_decision_counts_only_for_exactly_the_gap_it_was_made_for():
    weights = {SELF: 20, PEER: 30, THIRD: 50}
    gap = replace(WORKED, levels=None)
    result = assess(gap, METHOD, weights=weights)
    assert (result.completeness, result.is_ranked) == ("REWEIGHTED", False)
    assert result.others == Decimal("87.06")
    assert result.total == Decimal("88.85")
    assert assess(WORKED, METHOD, weights=weights).total == assess(WORKED, METHOD).total
    assert assess(replace(gap, third=None), METHOD, weights=weights).total is None


@pytest.mark.rule("EVP-08")
def test_a_veto_caps_below_passing_and_lifts_nobody():
    high = place({"a": assess(WORKED, METHOD, vetoed=True)}, METHOD, graded=True)["a"]
    assert (high.total, high.grade, high.vetoed) == (Decimal("59.99"), "不合格", True)
    poor = replace(WORKED, own=Decimal(10), peers=of(10, 10, 10), levels={"1": 40},
                   third=Decimal(10))  # fmt: skip
    assert assess(poor, METHOD, vetoed=True).total == assess(poor, METHOD).total < 59


@pytest.mark.rule("EVP-07")
@pytest.mark.parametrize(
    ("total", "grade"),
    [("100", "优秀"), ("90.00", "优秀"), ("89.99", "良好"), ("80.00", "良好"), ("79.99", "合格"),
     ("60.00", "合格"), ("59.99", "不合格"), ("0", "不合格")],
)  # fmt: skip
def test_a_floor_belongs_to_its_grade(total, grade):
    assert METHOD.grade(Decimal(total)) == grade


def ranked(**totals: tuple[str, str, str]):
    """Return results with total, mass score and third party's score."""
    base = assess(WORKED, METHOD)
    found = {}
    for key, (total, mass, third) in totals.items():
        shown = {MASS: Decimal(mass), THIRD: Decimal(third)}
        kinds = tuple(replace(k, score=shown.get(k.kind, k.score)) for k in base.kinds)
        found[key] = replace(base, total=Decimal(total), kinds=kinds)
    return found


@pytest.mark.rule("EVP-07")
def test_at_most_thirty_percent_are_excellent_and_the_best_of_them():
    many = ranked(**{f"s{n}": (f"{90 + n}", "90", "90") for n in range(10)})
    placed = place(many, METHOD, graded=True)
    assert {key for key, each in placed.items() if each.grade == "优秀"} == {"s7", "s8", "s9"}
    assert placed["s6"].grade == "良好"
    assert placed["s6"].held_back
    assert [placed[f"s{n}"].rank for n in (9, 8, 0)] == [1, 2, 10]


@pytest.mark.rule("EVP-07")
def test_at_the_edge_the_mass_decides_then_the_third_party_then_nobody_is_excellent():
    rest = {f"r{n}": ("70", "70", "70") for n in range(2)}
    by_mass = place(ranked(a=("95", "92", "80"), b=("95", "91", "99"), **rest), METHOD, graded=True)
    assert (by_mass["a"].grade, by_mass["b"].grade) == ("优秀", "良好")
    assert by_mass["a"].rank == by_mass["b"].rank == 1
    by_third = place(
        ranked(a=("95", "92", "80"), b=("95", "92", "99"), **rest), METHOD, graded=True
    )
    assert (by_third["a"].grade, by_third["b"].grade) == ("良好", "优秀")
    equal = place(ranked(a=("95", "92", "99"), b=("95", "92", "99"), **rest), METHOD, graded=True)
    assert (equal["a"].grade, equal["b"].grade) == ("良好", "良好")


@pytest.mark.rule("EVP-03", "EVP-07")
def test_a_tiny_sample_neither_ranks_nor_excels_whatever_it_says():
    solid = {f"s{n}": assess(WORKED, METHOD) for n in range(4)}
    tiny = assess(replace(WORKED, levels={"5": 3}, third=Decimal(100), own=Decimal(100),
                          peers=of(100, 100, 100)), METHOD,
                  weights={SELF: 20, PEER: 30, THIRD: 50})  # fmt: skip
    placed = place({**solid, "tiny": tiny}, METHOD, graded=True)
    assert tiny.total == 100
    assert (placed["tiny"].rank, placed["tiny"].grade) == (None, "良好")
    assert {placed[key].rank for key in solid} == {1}


@pytest.mark.rule("EVP-01")
def test_a_quarter_is_observed_without_grades():
    placed = place({"a": assess(WORKED, METHOD)}, METHOD, graded=False)
    assert (placed["a"].grade, placed["a"].rank) == ("", 1)


@pytest.mark.rule("EVP-03")
@pytest.mark.parametrize(
    ("good", "count", "low", "high"),
    [(195, 200, "94.28", "98.93"), (3, 3, "43.85", "100.00"), (0, 10, "0.00", "27.75"),
     (15, 30, "33.15", "66.85")],
)  # fmt: skip
def test_the_interval_is_wilsons(good, count, low, high):
    assert wilson(good, count, METHOD.z) == (Decimal(low), Decimal(high))
    assert wilson(0, 0, METHOD.z) == (None, None)


@given(st.integers(1, 3000), st.data())
def test_an_interval_holds_its_share_and_narrows_with_more_voices(count, data):
    good = data.draw(st.integers(0, count))
    low, high = wilson(good, count, METHOD.z)
    share = Decimal(100 * good) / count
    assert 0 <= low <= share + Decimal("0.01")
    assert share - Decimal("0.01") <= high <= 100
    more = wilson(good * 9, count * 9, METHOD.z)
    assert more[1] - more[0] <= high - low


@pytest.mark.rule("EVP-06")
@given(scores, scores, st.lists(scores, min_size=3, max_size=8), ratings, scores)
def test_praising_oneself_more_never_lowers_and_never_gains_more_than_the_margin(
    own, more, peers, levels, third
):
    low, high = sorted((own, more))
    given_ = Inputs(peers=of(*peers), levels={"5": 30, **levels}, third=third)
    modest, proud = (assess(replace(given_, own=each), METHOD) for each in (low, high))
    if modest.total is None:
        assert proud.total is None
        return
    assert modest.total <= proud.total
    gain = METHOD.weights[SELF] * METHOD.self_margin / 100
    assert proud.total <= proud.others + gain + Decimal("0.01")
    assert proud.self_counted <= proud.others + METHOD.self_margin + Decimal("0.01")


@pytest.mark.rule("EVP-07")
@given(st.lists(scores, min_size=1, max_size=30))
def test_the_quota_is_never_exceeded_and_nobody_better_is_passed_over(totals):
    results = ranked(**{f"s{i}": (str(t), "80", "80") for i, t in enumerate(totals)})
    placed = place(results, METHOD, graded=True)
    top = [each.total for each in placed.values() if each.grade == "优秀"]
    assert 10 * len(top) <= 3 * len(totals)
    assert all(total >= 90 for total in top)
    rest = [each.total for each in placed.values() if each.grade != "优秀"]
    assert not top or max(rest, default=Decimal(-1)) < min(top)


@given(st.lists(st.integers(-5, 60), min_size=4, max_size=4))
@pytest.mark.rule("EVP-05")
def test_weights_are_sound_exactly_when_whole_positive_and_led_by_the_mass(parts):
    weights = dict(zip((SELF, PEER, MASS, THIRD), parts, strict=True))
    sound = sum(parts) == 100 and min(parts) > 0 and weights[MASS] == max(parts)
    assert (weights_are_sound(weights, weights) is None) == sound


@pytest.mark.rule("EVP-05")
def test_a_pack_with_unsound_weights_cannot_be_used():
    bad = replace(
        PACK, values={**PACK.values, "weights": {SELF: 50, PEER: 20, MASS: 20, THIRD: 10}}
    )
    with pytest.raises(Conflict) as refused:
        Method.read(bad)
    assert refused.value.code == "delegation.bad_weights"


@pytest.mark.rule("EVP-01")
def test_a_period_is_a_year_or_a_quarter():
    year, quarter = Span.read("2025"), Span.read("2025Q4")
    assert (year.kind, year.first, year.last) == ("ANNUAL", date(2025, 1, 1), date(2025, 12, 31))
    assert len(year.months) == 12
    assert (quarter.kind, quarter.last) == ("QUARTERLY", date(2025, 12, 31))
    assert quarter.months == ("2025-10", "2025-11", "2025-12")
    assert Span.read("2025Q1").last == date(2025, 3, 31)
    for wrong in ("2025Q5", "25", "2025-1", "２０２５"):
        with pytest.raises(Invalid):
            Span.read(wrong)
