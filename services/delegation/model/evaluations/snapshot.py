"""What an evaluation rested on when it entered a state: frozen, hashed, chained."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any

from shared.kernel.events import Aggregate


@dataclass(kw_only=True, eq=False)
class Snapshot(Aggregate):
    """One state's content with its digest over content and the digest before; never changed."""

    id: str
    evaluation_id: str
    path: str
    number: int
    state: str
    content: Mapping[str, Any]
    previous_digest: str
    digest: str
    at: datetime
    version: int = 0

    @property
    def is_intact(self) -> bool:
        """Say whether the content is still what was hashed."""
        return self.digest == chained(self.previous_digest, self.content)


def chained(previous: str, content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the digest before and the content as sorted, unspaced JSON."""
    text = json.dumps([previous, content], ensure_ascii=False, sort_keys=True,
                      separators=(",", ":"))  # fmt: skip
    return hashlib.sha256(text.encode()).hexdigest()


def plain(value: Any) -> Any:
    """Return a value object as the JSON that is hashed; decimals and days as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value if isinstance(value, str | int | bool | None) else str(value)
