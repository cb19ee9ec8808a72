"""Situations (办理情形): what the applicant answers trims the materials of a row (PT-02)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shared.kernel.errors import Invalid


@dataclass(frozen=True)
class SituationAnswer:
    """One answer: the materials that it adds, and those that it spares."""

    answer: str
    adds: tuple[str, ...] = ()
    removes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Situation:
    """A question about the applicant's circumstances, with all its answers."""

    question: str
    answers: tuple[SituationAnswer, ...]

    def chosen(self, answer: str) -> SituationAnswer:
        """Return one of the answers; raises Invalid `centers.situation_unanswered`."""
        found = next((each for each in self.answers if each.answer == answer), None)
        if found is None:
            raise Invalid(
                "centers.situation_unanswered",
                f"请就“{self.question}”选择：{'、'.join(each.answer for each in self.answers)}。",
                question=self.question,
                answers=[each.answer for each in self.answers],
            )
        return found


@dataclass(frozen=True)
class Chosen:
    """What the applicant answered."""

    question: str
    answer: str


def spared(situations: Iterable[Situation], answers: Mapping[str, str]) -> frozenset[str]:
    """Return the materials that these answers spare.

    A material that some answer adds is spared unless that answer is given. Every question is
    answered, nothing else is.
    """
    away: set[str] = set()
    asked = {situation.question: situation for situation in situations}
    strange = sorted(set(answers) - set(asked))
    if strange:
        raise Invalid(
            "centers.situation_not_asked",
            f"办事指南没有这样的办理情形：{'、'.join(strange)}。",
            questions=strange,
        )
    for question, situation in asked.items():
        chosen = situation.chosen(answers.get(question, ""))
        away |= {name for each in situation.answers for name in each.adds} - set(chosen.adds)
        away |= set(chosen.removes)
    return frozenset(away)


def situations_from(raw: Iterable[Mapping[str, Any]]) -> tuple[Situation, ...]:
    """Read the situations of a published row."""
    return tuple(
        Situation(
            each["question"],
            tuple(
                SituationAnswer(one["answer"], tuple(one["adds"]), tuple(one["removes"]))
                for one in each["answers"]
            ),
        )
        for each in raw
    )
