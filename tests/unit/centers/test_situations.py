"""Situations (办理情形): what the applicant answers leaves only her materials on the case."""

import pytest

from services.centers import handlers
from services.centers.model import Case
from services.centers.workflow import Status
from shared.kernel.errors import Invalid
from tests.unit.centers._town import ROW, Town, material

SITUATIONS = [
    {"question": "是否低保家庭", "answers": [
        {"answer": "是", "adds": ["低保证"], "removes": ["居住证明"]},
        {"answer": "否", "adds": [], "removes": []}]},
    {"question": "由谁申请", "answers": [
        {"answer": "本人", "adds": [], "removes": []},
        {"answer": "监护人", "adds": ["监护证明"], "removes": []}]},
]  # fmt: skip
MATERIALS = [*ROW["materials"], material("低保证"), material("监护证明")]
POOR = {"是否低保家庭": "是", "由谁申请": "本人"}
PLAIN = {"是否低保家庭": "否", "由谁申请": "本人"}


def chosen(answers: dict[str, str]) -> list[dict[str, str]]:
    return [{"question": question, "answer": answer} for question, answer in answers.items()]


@pytest.fixture
def town() -> Town:
    return Town(materials=MATERIALS, situations=SITUATIONS)


@pytest.mark.rule("PT-02")
@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        (PLAIN, ("申请表", "身份证明", "居住证明")),
        (POOR, ("申请表", "身份证明", "低保证")),
        ({**PLAIN, "由谁申请": "监护人"}, ("申请表", "身份证明", "居住证明", "监护证明")),
        ({}, ("申请表", "身份证明", "居住证明", "低保证", "监护证明")),
    ],
)
def test_only_what_the_situation_leaves_is_asked_for(town: Town, answers, asked):
    case = town.submit(materials=(), situations=chosen(answers))
    assert case.missing_materials() == asked
    assert [(each.question, each.answer) for each in case.row.chosen] == list(answers.items())


@pytest.mark.rule("PT-02")
def test_a_case_is_accepted_with_the_materials_of_its_situation(town: Town):
    town.submit(materials=("申请表", "身份证明", "低保证"), situations=chosen(POOR))
    assert town.go("chuangkou", handlers.accept).status is Status.ACCEPTED


@pytest.mark.rule("PT-02", "MAT-02")
def test_a_material_that_the_situation_spares_may_not_be_asked_for(town: Town):
    town.submit(materials=("申请表",), situations=chosen(POOR))
    with pytest.raises(Invalid) as refusal:
        town.go("chuangkou", handlers.notify_correction,
                defects=[{"material": "居住证明", "what": "缺少"}])  # fmt: skip
    assert refusal.value.code == "centers.material_not_asked"


@pytest.mark.rule("PT-02")
@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"是否低保家庭": "是"}, "centers.situation_unanswered"),
        ({**POOR, "由谁申请": "邻居"}, "centers.situation_unanswered"),
        ({**POOR, "有无房产": "有"}, "centers.situation_not_asked"),
    ],
)
def test_every_question_is_answered_with_one_of_its_answers(town: Town, answers, code):
    with pytest.raises(Invalid) as refusal:
        town.submit(materials=(), situations=chosen(answers))
    assert refusal.value.code == code
    assert town.all(Case) == []


@pytest.mark.rule("T2.9", "PT-01")
def test_a_later_version_with_other_situations_changes_no_running_case(town: Town):
    town.submit(materials=("申请表", "身份证明", "低保证"), situations=chosen(POOR))
    town.publish("row-4", number=4, materials=[*MATERIALS, material("照片")], situations=[])
    assert town.case.missing_materials() == ()
    assert town.case.row.number == 3
    assert town.go("chuangkou", handlers.accept).status is Status.ACCEPTED
