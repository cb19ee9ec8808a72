"""Rules about correcting records about oneself (条例 §41)."""

from typing import Any

from services.disclosure.policies.requests import names_an_organ
from shared.kernel.actor import Actor
from shared.kernel.workflow import Objection


def is_asked_of_an_organ(path: str) -> Objection | None:
    """A government, one of its departments or a street keeps the record."""
    if names_an_organ(path):
        return None
    return Objection(
        "disclosure.no_organ",
        "更正申请向提供该信息的区政府、部门或街道（镇）提出，请重新选择。",
    )


def goes_elsewhere(correction: Any, to_path: str) -> Objection | None:
    """It is transferred to another organ, or it is not transferred."""
    if to_path != correction.path:
        return None
    return Objection("disclosure.same_organ", "该申请已在本机关，请选择有权更正的其他机关。")


def another_hand_refuses(correction: Any, actor: Actor) -> Objection | None:
    """Who wants to refuse does not approve it (G-07)."""
    if actor.id != correction.proposed_by:
        return None
    return Objection("disclosure.own_refusal", "拟定不予更正的人不得自行批准，请由负责人批准。")
