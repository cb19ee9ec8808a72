"""The courier goes on whatever one round says, and ends when it is told."""

import pytest

from shared.chassis import courier
from shared.chassis.courier import Courier


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    slept: list[float] = []
    monkeypatch.setattr(courier.time, "sleep", slept.append)
    return slept


def rounds(*answers: bool | Exception) -> tuple[Courier, list[bool | Exception]]:
    """Run one kind of round until its answers are used up."""
    carrying, left, done = Courier(None, None), list(answers), []

    def work() -> bool:
        answer = left.pop(0)
        done.append(answer)
        if not left:
            carrying.stop()
        if isinstance(answer, Exception):
            raise answer
        return answer

    carrying._round(work)
    return carrying, done


def test_a_round_that_fails_is_followed_by_the_next(no_pauses: list[float]):
    _, done = rounds(ConnectionError("the database is away"), True)
    assert done[-1] is True
    assert no_pauses == [courier.PAUSE_SECONDS]


def test_it_looks_at_once_while_there_is_work_and_rests_when_there_is_none(no_pauses: list[float]):
    rounds(True, True, False)
    assert no_pauses == [courier.LOOK_SECONDS]
