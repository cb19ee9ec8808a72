"""Who may see what, as WHERE clauses."""

from typing import Any

from sqlalchemy import ColumnElement, or_

from shared.kernel.jurisdiction import SEPARATOR


def below(path: Any, scope: str) -> ColumnElement[bool]:
    """Say which paths lie in a scope, itself included."""
    return or_(path == scope, path.startswith(f"{scope}{SEPARATOR}", autoescape=True))
