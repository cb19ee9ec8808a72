"""Situations (办理情形) of a process-table row: unambiguous before anybody may apply by them."""

import pytest

from services.delegation.model import ProcessRow
from services.delegation.workflow import RowStatus
from shared.kernel.errors import Conflict
from tests.unit.delegation._town import Town, row_content

MATERIALS = [
    {"name": name, "source": "申请人", "form": ["原件"], "copies": 1, "necessity": "必要"}
    for name in ("申请书", "低保证", "收入证明")
]
GOOD = {
    "question": "是否低保家庭",
    "answers": [{"answer": "是", "adds": ["低保证"], "removes": ["收入证明"]}, {"answer": "否"}],
}


@pytest.fixture
def town() -> Town:
    return Town.listed({})


def published(town: Town, *situations: dict) -> ProcessRow:
    (entry,) = town.entries("L1")
    content = row_content(materials=MATERIALS, situations=list(situations))
    row = town.do("minzheng", "draft_row", item_id=entry.lineage_id, content=content)
    return town.do("minzheng_leader", "publish_row", row_id=row.id)


@pytest.mark.rule("PT-02")
def test_windows_are_told_the_situations_with_the_row(town: Town):
    assert published(town, GOOD).status is RowStatus.PUBLISHED
    (told,) = town.told("delegation.process_row.published")
    assert told.row["situations"][0]["answers"][0] == {
        "answer": "是", "adds": ("低保证",), "removes": ("收入证明",),
    }  # fmt: skip


@pytest.mark.rule("PT-02")
@pytest.mark.parametrize(
    ("situations", "code"),
    [
        ([{**GOOD, "answers": GOOD["answers"][:1]}], "situation_answers"),
        ([{**GOOD, "answers": [{"answer": "是"}, {"answer": "是"}]}], "situation_answers"),
        ([{**GOOD, "answers": [{"answer": "是", "adds": ["户口簿"]}, {"answer": "否"}]}],
         "situation_material_unknown"),
        ([{**GOOD, "answers": [{"answer": "是", "adds": ["低保证"], "removes": ["低保证"]},
                               {"answer": "否"}]}], "situation_contradicts"),
        ([GOOD, GOOD], "situation_twice"),
        ([GOOD, {**GOOD, "question": "另一问题"}], "situation_twice"),
    ],
)  # fmt: skip
def test_an_ambiguous_situation_is_refused(town: Town, situations, code):
    with pytest.raises(Conflict) as refusal:
        published(town, *situations)
    assert refusal.value.code == f"delegation.{code}"
    assert refusal.value.details["rule"] == "PT-02"
