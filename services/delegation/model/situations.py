"""Situations (办理情形) of a process-table row: what the applicant answers trims the materials."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class SituationAnswer:
    """One answer to a question: the materials that it adds, and those that it spares."""

    answer: str
    adds: tuple[str, ...] = ()
    removes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Situation:
    """A question about the applicant's circumstances, with all its answers.

    A material that some answer adds is asked for only where that answer is given.
    """

    question: str
    answers: tuple[SituationAnswer, ...]

    @property
    def governed(self) -> frozenset[str]:
        """Return the materials on which its answers decide."""
        return frozenset(name for each in self.answers for name in (*each.adds, *each.removes))


def situations(raw: Iterable[Mapping[str, Any]]) -> tuple[Situation, ...]:
    """Read situations as the API and the catalogue write them."""
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
