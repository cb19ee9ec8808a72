"""What a table of steps must show, cell by cell: the same questions for every workflow."""

from collections.abc import Iterable
from copy import copy
from typing import Any

from shared.kernel.errors import Conflict, Forbidden
from shared.kernel.workflow import Workflow
from shared.testing.actors import story


def targets(table: Workflow) -> dict[str, dict[str, str]]:
    """Return state → action → next state, in plain words, for every state with a way out."""
    found: dict[str, dict[str, str]] = {}
    for row in table.steps:
        for source in row.sources:
            found.setdefault(str(source), {})[row.name] = str(row.target)
    return found


def unguarded(table: Workflow, matter: Any, people: Iterable[str]) -> list[tuple[str, str, str]]:
    """List (state, action, who) where somebody without the permission got further than a refusal.

    `matter` is one real aggregate of the table; each cell is asked of a copy of it. A step that
    does not start in the state must be a Conflict, any other Forbidden, and the state must stay.
    """
    return [
        (str(state), action, who)
        for who in people
        for state in table.states
        for action in table.actions()
        if not _is_refused(table, matter, state, action, who)
    ]


def _is_refused(table: Workflow, matter: Any, state: Any, action: str, who: str) -> bool:
    row, actor, mine = table.row(state, action), story(who), copy(matter)
    if row is not None and actor.may(row.permission):
        return True
    mine.status = state
    try:
        table.step(mine, action, actor)
    except (Conflict, Forbidden) as refusal:
        wanted = Forbidden if row is not None else Conflict
        return type(refusal) is wanted and mine.status == state
    return False
