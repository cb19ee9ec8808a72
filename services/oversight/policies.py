"""What a summary may say, and which events a department's system may hear."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from shared.kernel.workflow import Objection

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


def is_heard(patterns: Iterable[str], event_type: str, *, closed: Iterable[str]) -> bool:
    """Say whether one of the patterns asks for the event and nothing closes it.

    A pattern is an event type, or its beginning and `.#`: `centers.#`, `centers.case.#`.
    """
    if any(event_type.startswith(prefix) for prefix in closed):
        return False
    return any(
        event_type.startswith(pattern.removesuffix("#"))
        if pattern.endswith(".#")
        else event_type == pattern
        for pattern in patterns
    )


def patterns_are_open(patterns: Iterable[str], *, closed: Iterable[str]) -> Objection | None:
    """Nobody asks for what no outside system gets."""
    refused = [one for one in patterns if one.startswith(tuple(closed))]
    if not refused:
        return None
    return Objection(
        "oversight.events_closed",
        f"{'、'.join(refused)} 不向外部系统提供，请改用其他事件。",
        {"patterns": refused},
    )


def url_is_safe(url: str, *, demo: bool) -> Objection | None:
    """A webhook is reached by TLS; in the demonstration also plainly on the own machine.

    Which address the name stands for is looked at when something is sent.
    """
    parts = urlsplit(url)
    local = demo and parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
    plain = not parts.username and not parts.fragment
    if not url or (parts.hostname and plain and (parts.scheme == "https" or local)):
        return None
    return Objection("oversight.url_refused", "回调地址须为 https，且不含账号和片段，请更换。")
