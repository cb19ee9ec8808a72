"""The checker finds what it must find: planted histories, no system."""

import pytest

from tests.chaos.history import Life, World, check

SUBMITTED, ACCEPTED = "centers.case.submitted", "centers.case.accepted"
LIFE = Life("m1", "any", "c1", (SUBMITTED, ACCEPTED))
WHOLE = World({"m1": ["c1"]}, [("c1", SUBMITTED), ("c1", ACCEPTED)])


def test_a_whole_history_is_sound():
    verdict = check([LIFE], WHOLE)
    assert (verdict.acked, verdict.sound) == (1, True)


def test_other_cases_in_between_do_not_disturb_the_order_of_one():
    told = [("c1", SUBMITTED), ("c2", SUBMITTED), ("c1", ACCEPTED), ("c2", ACCEPTED)]
    lives = [LIFE, Life("m2", "any", "c2", (SUBMITTED, ACCEPTED))]
    assert check(lives, World({"m1": ["c1"], "m2": ["c2"]}, told)).sound


@pytest.mark.parametrize("stored", [[], ["c1"]])
def test_a_submission_without_an_answer_may_be_there_once_or_not_at_all(stored):
    told = [(case, SUBMITTED) for case in stored]
    verdict = check([Life("m1", "any")], World({"m1": stored}, told))
    assert (verdict.acked, verdict.sound) == (0, True)


@pytest.mark.parametrize(
    ("world", "fault"),
    [
        (World({}, WHOLE.told), "lost"),
        (World({"m1": ["other"]}, WHOLE.told), "lost"),
        (World(WHOLE.cases, WHOLE.told[:1]), "lost"),
        (World({"m1": ["c1", "c9"]}, WHOLE.told), "doubled"),
        (World(WHOLE.cases, [*WHOLE.told, ("c1", ACCEPTED)]), "doubled"),
        (World(WHOLE.cases, WHOLE.told[::-1]), "out_of_order"),
    ],
    ids=["case lost", "another case", "effect lost", "case twice", "effect twice", "reordered"],
)
def test_a_planted_fault_is_found_and_named(world, fault):
    verdict = check([LIFE], world)
    found = [name for name in ("lost", "doubled", "out_of_order") if getattr(verdict, name)]
    assert found == [fault]


def test_a_submission_without_an_answer_must_not_be_there_twice():
    verdict = check([Life("m1", "any")], World({"m1": ["c1", "c2"]}, []))
    assert len(verdict.doubled) == 1
