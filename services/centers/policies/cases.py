"""Rules about cases: a name, one answer, the law it comes from."""

from typing import Any

from shared.kernel.actor import Actor, ActorKind
from shared.kernel.jurisdiction import covers, unit
from shared.kernel.workflow import Objection


def acts_at_the_window(case: Any, actor: Actor) -> Objection | None:
    """Who accepts serves the place where it was handed in, or the handling unit (WIN-02)."""
    if actor.serves(case.accept_path) or actor.serves(case.path):
        return None
    return _outside(case, actor)


def acts_at_the_desk(case: Any, actor: Actor) -> Objection | None:
    """Who reviews and decides belongs to the handling unit itself (G-07, 权随责走).

    Neither a department above the street nor another department of the district decides for it,
    although both may see the case.
    """
    if actor.serves(case.path) and covers(case.path, actor.path):
        return None
    return _outside(case, actor)


def needs_the_person(case: Any, actor: Actor) -> Objection | None:
    """Whole personal data is for those who work on the case, not for all who see it (RED-03)."""
    at_hand = (
        covers(case.path, actor.path)
        or covers(actor.path, case.accept_path)
        or covers(case.accept_path, actor.path)
    )
    return acts_at_the_window(case, actor) if at_hand else _outside(case, actor)


def acts_for_the_applicant(case: Any, actor: Actor) -> Objection | None:
    """The applicant, her agent, or the window at which she stands (WIN-04)."""
    if actor.kind is not ActorKind.RESIDENT:
        return acts_at_the_window(case, actor)
    if actor.id in (case.applicant_account, case.agent_id):
        return None
    return Objection("centers.not_found", "没有找到该办件，或您无权查看。")


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
    """Who handed the case in, or whose own it is, does not decide it (WIN-04, G-07)."""
    if actor.id not in (case.submitted_by, case.agent_id, case.applicant_account):
        return None
    return _own_case()


def proxy_does_not_decide(case: Any, actor: Actor) -> Objection | None:
    """A 即办件 is taken in and decided by one hand at the window, but never by her agent."""
    return _own_case() if actor.id in (case.agent_id, case.applicant_account) else None


def extended_at_most_once(case: Any, actor: Actor) -> Objection | None:
    """A deadline is extended once (行政许可法 §42)."""
    if case.clock is None or case.clock.extension is None:
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


def names_nobody(case: Any, text: str) -> Objection | None:
    """What travels in a fact and stays in the trace holds nothing of the applicant."""
    private = (case.applicant_name, case.applicant_id_no, case.applicant_phone)
    if not any(value and value in text for value in (*private, case.applicant_address)):
        return None
    return Objection(
        "centers.text_names_person",
        "此处填写的内容会进入办理记录，请勿写入申请人姓名、证件号码、电话或住址。",
    )


def _own_case() -> Objection:
    return Objection(
        "centers.agent_decides", "代为提交申请的人员不得审批同一办件，请由其他负责人决定。"
    )


def _outside(case: Any, actor: Actor) -> Objection:
    return Objection(
        "centers.outside_jurisdiction",
        f"该办件由 {unit(case.path)} 办理，请由承办单位人员操作。",
        {"case_path": case.path, "accept_path": case.accept_path, "scope": actor.scope},
    )
