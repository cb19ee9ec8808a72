"""Rules of the jury: ties first, five at least, one score each (domain §8.5)."""

from collections.abc import Collection, Mapping
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.workflow import Objection


def own_seat(seat: Any, actor: Actor) -> Objection | None:
    """A judge speaks for herself only."""
    if actor.id == seat.judge_id:
        return None
    return Objection("incubation.other_seat", "只能申明本人的利害关系。")


def judge_may_sit(call: Any, judge_id: str, applicants: Collection[str]) -> Objection | None:
    """Neither who runs the call nor who applies in it judges it."""
    if judge_id != call.drafted_by and judge_id not in applicants:
        return None
    return Objection(
        "incubation.judge_is_party", "组织方经办人和申报组织的人员不得担任本届评委。",
        {"rule": "SO-16"},
    )  # fmt: skip


def ties_name_applicants(named: Collection[str], applicants: Collection[str]) -> Objection | None:
    """A tie is to an organisation that applies in this call."""
    unknown = sorted(set(named) - set(applicants))
    if not unknown:
        return None
    return Objection(
        "incubation.unknown_applicant", "所申明的组织未在本届申报，请核对。", {"unknown": unknown}
    )


def panel_is_large_enough(venture: Any, *, panel: int, least: int) -> Objection | None:
    """At least five judges without a tie; below that a substitute is called (SO-17)."""
    if panel >= least:
        return None
    return Objection(
        "incubation.panel_too_small",
        f"“{venture.title}”可评分评委 {panel} 人，不足 {least} 人，请增补评委后再排名。",
        {"panel": panel, "least": least, "venture_id": venture.id, "rule": "SO-17"},
    )


def all_scores_are_in(venture: Any, *, panel: int, scores: int) -> Objection | None:
    """Every judge of the panel has scored."""
    if scores == panel:
        return None
    return Objection(
        "incubation.scores_missing",
        f"“{venture.title}”应有 {panel} 份评分，已收到 {scores} 份。",
        {"panel": panel, "scores": scores, "venture_id": venture.id},
    )


def marks_are_whole(marks: Mapping[str, int], criteria: Mapping[str, int]) -> Objection | None:
    """Each criterion gets one mark from 0 to 100."""
    right = set(marks) == set(criteria) and all(0 <= each <= 100 for each in marks.values())
    if right:
        return None
    return Objection(
        "incubation.bad_marks",
        f"请对每项指标各打 0 至 100 分：{'、'.join(criteria)}。",
        {"criteria": list(criteria)},
    )
