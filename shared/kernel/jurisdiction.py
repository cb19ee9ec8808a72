"""Who serves where: unit paths such as "510115/510115001/510115001003".

A path lists the codes from the district down. A scope covers its own path and all below it.
The same test stands in SQL as `path = :scope OR path LIKE :scope || '/%'`.
"""

SEPARATOR = "/"


def covers(scope: str, path: str) -> bool:
    """Say whether `path` is `scope` itself or lies below it; an empty scope covers nothing."""
    return bool(scope) and (path == scope or path.startswith(scope + SEPARATOR))


def parent(path: str) -> str | None:
    """Return the path one level up, or None at the top."""
    head, _, _ = path.rpartition(SEPARATOR)
    return head or None


def unit(path: str) -> str:
    """Return the code of the unit itself: the last part of the path."""
    return path.rpartition(SEPARATOR)[2]


def join(*codes: str) -> str:
    """Build a path from codes, district first."""
    return SEPARATOR.join(codes)
