"""Opaque identifiers: UUID version 7, so that rows made together stand together on disk."""

import re
import secrets
import time
from uuid import UUID

_FORM = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")


def new_id() -> str:
    """Return a fresh id (RFC 9562 version 7): 48 bits of milliseconds, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = milliseconds << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(UUID(int=value))


def is_id(text: str) -> bool:
    """Say whether `text` has the form of an id made by `new_id`."""
    return bool(_FORM.match(text))
