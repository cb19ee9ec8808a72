"""W3C trace context: read, continue, pass on."""

import re
import secrets
from dataclasses import dataclass

_FORM = re.compile(r"^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$")


@dataclass(frozen=True)
class Trace:
    """A place in a trace; `header` is what travels."""

    trace_id: str
    span_id: str
    flags: str = "01"

    @property
    def header(self) -> str:
        """Return the `traceparent` header."""
        return f"00-{self.trace_id}-{self.span_id}-{self.flags}"

    def child(self) -> "Trace":
        """Return the next place in the same trace."""
        return Trace(self.trace_id, secrets.token_hex(8), self.flags)


def parse(header: str | None) -> Trace | None:
    """Read a header; None for an absent, malformed or all-zero one."""
    matched = _FORM.match(header or "")
    if matched is None or set(matched[1]) == {"0"} or set(matched[2]) == {"0"}:
        return None
    return Trace(*matched.groups())


def begin() -> Trace:
    """Start a trace."""
    return Trace(secrets.token_hex(16), secrets.token_hex(8))


def follow(header: str | None) -> Trace:
    """Continue the trace of the header, or start one."""
    found = parse(header)
    return found.child() if found else begin()
