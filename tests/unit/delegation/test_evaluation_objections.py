"""Results are shown by disclosure; what people say against them keeps them from being final."""

from datetime import date

import pytest

from services.delegation import handlers
from services.delegation.workflow import EvaluationStatus
from shared.testing.unit_of_work import Memory
from tests.unit.delegation._round import Round


def hears(memory: Memory, matter_id: str, still_open: int, source: str = "delegation") -> None:
    with memory.react() as uow:
        handlers.note_objections(uow, source=source, matter_id=matter_id, open=still_open)


@pytest.mark.rule("NTC-01", "EVP-01")
def test_a_notice_is_asked_for_with_every_street_its_period_and_who_answers():
    town = Round()
    evaluation_id = town.noticed()
    (asked,) = town.told("delegation.notice.asked")
    assert (asked.matter_id, asked.unit, asked.period) == (evaluation_id, "510115-BB", "5WD")
    assert asked.content["columns"] == ["单位", "得分", "等次", "位次"]
    assert len(asked.content["rows"]) == len(town.streets)


@pytest.mark.rule("NTC-05")
def test_no_result_is_final_while_an_objection_is_open_and_the_last_answer_concludes():
    town = Round()
    evaluation_id = town.appealable()
    hears(town.memory, evaluation_id, 2)
    hears(town.memory, evaluation_id, 0, source="elsewhere")
    town.tick(date(2026, 1, 21))
    assert town.the(evaluation_id).status is EvaluationStatus.APPEAL
    hears(town.memory, evaluation_id, 1)
    assert town.the(evaluation_id).status is EvaluationStatus.APPEAL
    for _ in range(2):
        hears(town.memory, evaluation_id, 0)
    assert town.the(evaluation_id).status is EvaluationStatus.FINAL
    hears(town.memory, "not-ours", 0)


@pytest.mark.rule("NTC-05", "NTC-06")
def test_what_is_shown_anew_after_a_change_is_not_final_before_that_period_is_over():
    town = Round()
    evaluation_id = town.appealable()
    with town.memory.react() as uow:
        handlers.note_shown(uow, source="delegation", matter_id=evaluation_id)
    town.tick(date(2026, 1, 21))
    hears(town.memory, evaluation_id, 0)
    assert town.the(evaluation_id).status is EvaluationStatus.APPEAL
    with town.memory.react() as uow:
        handlers.note_shown_long_enough(uow, source="delegation", matter_id=evaluation_id, open=0)
    assert town.the(evaluation_id).status is EvaluationStatus.FINAL
