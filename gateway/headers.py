"""Header fields: conditions, keys and links, read strictly and written exactly."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

import http_sf

from shared.kernel.errors import Invalid

_VERSION = re.compile(r'^"(\d{1,18})"$')
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 ._()+-]+")
_HASH = re.compile(r"^[A-Za-z0-9+/]{43}=$")
_BARE_KEY = re.compile(r"^[A-Za-z0-9._~:+/=-]{1,255}$")

MALFORMED = frozenset(
    {
        "idempotency.key_required",
        "idempotency.key_unreadable",
        "precondition.if_match_unreadable",
        "request.malformed_json",
    }
)
"""Codes that say the message itself is wrong, not its content: 400 instead of 422."""


def etag(version: int) -> str:
    """Return the strong entity tag of a version."""
    return f'"{version}"'


def content_etag(content: bytes) -> str:
    """Return the strong entity tag of a file: a digest of its bytes."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def disposition(filename: str, *, inline: bool) -> str:
    """Return Content-Disposition for a file to open at once or to keep (RFC 6266).

    The whole name travels as RFC 5987 writes it; old clients get one in plain letters.
    """
    plain = _NOT_PLAIN.sub("_", filename)
    whole = quote(filename, safe="!#$&+-.^_`|~")
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{whole}"


def styled(style: str) -> str:
    """Return the Content-Security-Policy of a page with one style sheet and nothing else."""
    if not _HASH.match(style):
        raise ValueError(f"no base64 SHA-256: {style!r}")
    return f"default-src 'none'; style-src 'sha256-{style}'; frame-ancestors 'none'"


def if_match(value: str | None) -> int | None:
    """Return the version that the caller read last, None when there is no condition.

    Raises Invalid `precondition.if_match_unreadable` for `*`, lists, weak and foreign tags:
    each would let a change through without saying what it was based on.
    """
    if value is None:
        return None
    matched = _VERSION.match(value.strip())
    if matched is None:
        raise Invalid(
            "precondition.if_match_unreadable",
            'If-Match 须为最近一次读到的 ETag，形如 "3"，只能有一个。',
        )
    return int(matched.group(1))


def tagged(none_match: str | None, tag: str) -> bool:
    """Say whether If-None-Match names `tag` (weak comparison, RFC 9110 §13.1.2)."""
    if none_match is None:
        return False
    tags = {one.strip().removeprefix("W/") for one in none_match.split(",")}
    return "*" in tags or tag in tags


def idempotency_key(value: str | None) -> str:
    """Return the key, "" when there is none.

    Takes the structured-field string of the IETF draft and, for simple clients, the bare key.
    Raises Invalid `idempotency.key_unreadable` for anything else, and beyond 255 characters.
    """
    if value is None:
        return ""
    key = _quoted(value) if value.startswith('"') else value
    if not (key and len(key) <= 255 and (key is not value or _BARE_KEY.match(key))):
        raise Invalid(
            "idempotency.key_unreadable",
            'Idempotency-Key 须为 1 至 255 个字符，形如 "8e03978e-40d5-43e8-bc93-6894a57f9324"。',
        )
    return key


def _quoted(value: str) -> str:
    try:
        parsed: Any = http_sf.parse(value.encode("ascii"), tltype="item")
    except ValueError:  # StructuredFieldError and non-ASCII are both of this kind
        return ""
    return str(parsed[0])


def links(path: str, params: Mapping[str, Any], cursors: Mapping[str, str | None]) -> str:
    """Return the Link field (RFC 8288): the same query with another cursor for each relation."""
    return ", ".join(
        f'<{path}?{urlencode({**params, "cursor": cursor}, doseq=True)}>; rel="{relation}"'
        for relation, cursor in cursors.items()
        if cursor
    )
