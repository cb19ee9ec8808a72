"""What a summary may say: every scalar of a fact but the technical ones."""

from collections.abc import Mapping
from typing import Any

_SILENT = frozenset({"path", "clock", "due", "provisional", "digest", "previous_digest", "version"})


def references(data: Mapping[str, Any], subject: str) -> tuple[str, ...]:
    """Return the ids that a fact speaks of: its subject and every field named `…_id` or `…_no`."""
    named = [
        value
        for name, value in data.items()
        if name.endswith(("_id", "case_no")) and isinstance(value, str) and value
    ]
    return tuple(dict.fromkeys([subject, *named]))


def summary(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a timeline shows beside the act; lists and snapshots are left to their owner."""
    return {
        name: value
        for name, value in data.items()
        if isinstance(value, (str, int, float, bool))
        and name not in _SILENT
        and not name.endswith("_id")
    }
