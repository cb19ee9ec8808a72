"""Rules about the situations of a process-table row: every way through leads to one result."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from shared.kernel.workflow import Objection


def broken_situations(content: Any) -> Iterator[Objection]:
    """Yield what makes the situations ambiguous or lead nowhere (PT-02)."""
    known = {material.name for material in content.materials}
    for situation in content.situations:
        yield from _answers(situation)
        strange = sorted(situation.governed - known)
        if strange:
            yield _objection(
                "delegation.situation_material_unknown",
                f"办理情形“{situation.question}”涉及的材料不在材料清单内：{'、'.join(strange)}。",
                materials=strange,
            )
    yield from _doubled(content.situations)


def _answers(situation: Any) -> Iterator[Objection]:
    answers = [each.answer for each in situation.answers]
    if len(answers) < 2 or len(set(answers)) < len(answers):
        yield _objection(
            "delegation.situation_answers",
            f"办理情形“{situation.question}”须有两个以上互不相同的选项。",
            question=situation.question,
        )
    for each in situation.answers:
        both = sorted(set(each.adds) & set(each.removes))
        if both:
            yield _objection(
                "delegation.situation_contradicts",
                f"办理情形“{situation.question}”的选项“{each.answer}”既增加又免交：{'、'.join(both)}。",
                materials=both,
            )


def _doubled(situations: Any) -> Iterator[Objection]:
    asked = Counter(each.question for each in situations)
    governed = Counter(name for each in situations for name in each.governed)
    twice = [name for name, times in (*asked.items(), *governed.items()) if times > 1]
    if twice:
        yield _objection(
            "delegation.situation_twice",
            f"同一问题、同一材料只能由一个办理情形决定：{'、'.join(twice)}。",
            twice=twice,
        )


def _objection(code: str, message: str, **details: Any) -> Objection:
    return Objection(code, message, {**details, "rule": "PT-02"})
