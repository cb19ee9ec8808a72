"""The jurisdiction of whoever asks, as it stands in a WHERE."""

from typing import Any

from sqlalchemy import or_

from shared.kernel.actor import Actor


def below(path: Any, actor: Actor) -> Any:
    """Return the condition that `path` is the actor's scope or lies below it; none, nothing."""
    if not actor.scope:
        return path.is_(None) & path.is_not(None)
    return or_(path == actor.scope, path.startswith(f"{actor.scope}/"))
