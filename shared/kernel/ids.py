"""Opaque identifiers: UUID version 7, so that rows made together stand together on disk."""

import re
import secrets
import time
from uuid import UUID

_last = 0
_FORM = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")


def new_id() -> str:
    """Return a fresh id (RFC 9562 version 7): 60 bits of time, 62 random bits.

    Ids of one process rise, so that facts of one act keep their order: the twelve bits after the
    milliseconds are their fraction (RFC 9562 §6.2, method 3), moved on where the clock stands.
    """
    global _last
    _last = ticks = max(time.time_ns() * 4096 // 1_000_000, _last + 1)
    milliseconds, fraction = ticks >> 12, ticks & 0xFFF
    value = milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0x2 << 62 | secrets.randbits(62)
    return str(UUID(int=value))


def is_id(text: str) -> bool:
    """Say whether `text` has the form of an id made by `new_id`."""
    return bool(_FORM.match(text))
