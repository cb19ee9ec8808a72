"""Rules about matters: a name, one answer, where it comes from."""

from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.workflow import Objection


def another_hand_closes(matter: Any, actor: Actor) -> Objection | None:
    """Who opened a matter does not close it (G-07)."""
    if actor.id != matter.opened_by:
        return None
    return Objection("incubation.own_matter", "立项人不得办结自己立的事项，请由其他人员办结。")
