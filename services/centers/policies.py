"""Rules about cases: a name, one answer, the law it comes from."""

from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.workflow import Objection


def notice_is_given_once(case: Any, actor: Actor) -> Objection | None:
    """All that is missing is told once (行政许可法 §32(4)); old defects cannot be raised again."""
    if case.correction is None:
        return None
    told = "、".join(defect.material for defect in case.correction.defects)
    return Objection(
        "centers.one_time_notice_violation",
        f"已于 {case.correction.notified_at:%Y-%m-%d} 一次性告知需补正：{told}。"
        "依据《行政许可法》第三十二条，不得就原有材料再次要求补正。",
        {"basis": "行政许可法 §32(4)", "told": [d.material for d in case.correction.defects]},
    )


def materials_are_complete(case: Any, actor: Actor) -> Objection | None:
    """Only a complete application is accepted as such."""
    missing = case.missing_materials()
    if not missing:
        return None
    names = "、".join(missing)
    return Objection(
        "centers.materials_missing",
        f"缺少材料：{names}。请一次性告知补正，或在符合条件时容缺受理。",
        {"missing": list(missing)},
    )


def only_deferrable_is_missing(case: Any, actor: Actor) -> Objection | None:
    """容缺受理 needs something missing, and only what the table lets come later."""
    missing = set(case.missing_materials())
    deferrable = {m.name for m in case.row.materials if m.deferrable}
    if missing and missing <= deferrable:
        return None
    blocking = sorted(missing - deferrable)
    return Objection(
        "centers.not_deferrable",
        f"主要材料缺少：{'、'.join(blocking)}，不能容缺受理。"
        if blocking
        else "材料齐全，请直接受理。",
        {"blocking": blocking},
    )


def agent_does_not_decide(case: Any, actor: Actor) -> Objection | None:
    """Who handed the case in does not decide it (WIN-04, G-07)."""
    if actor.id not in (case.submitted_by, case.agent_id):
        return None
    return Objection(
        "centers.agent_decides", "代为提交申请的人员不得审批同一办件，请由其他负责人决定。"
    )


def extended_at_most_once(case: Any, actor: Actor) -> Objection | None:
    """A deadline is extended once (行政许可法 §42)."""
    if case.clock is None or not case.clock.extended:
        return None
    return Objection(
        "centers.already_extended",
        "该办件已延长过一次期限，依据《行政许可法》第四十二条不得再次延长。",
        {"basis": "行政许可法 §42"},
    )


def item_is_decided_at_once(case: Any, actor: Actor) -> Objection | None:
    """Only 即办件 are decided at the window in the same visit."""
    if case.row.immediate:
        return None
    return Objection("centers.not_immediate", "该事项为承诺件，须经承办科室审查后决定。")


def answers_every_defect(case: Any, actor: Actor) -> Objection | None:
    """A correction answers everything that was told; what is missing is named."""
    return materials_are_complete(case, actor)


def rating_window_is_open(case: Any, actor: Actor) -> Objection | None:
    """Each case is rated once, within the window after delivery (EVAL-03)."""
    if case.rated_level is None:
        return None
    return Objection("centers.already_rated", "该办件已评价，一事一评，不能重复评价。")
