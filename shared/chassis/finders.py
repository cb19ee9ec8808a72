"""Questions by equality, put together once for all acts: that cost as much as asking them."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import ScalarResult, Select, bindparam, select
from sqlalchemy.orm import Session


def equal(session: Session, cls: Any, values: Mapping[str, Any]) -> ScalarResult[Any]:
    """Find the rows of a class whose attributes equal the values, in order of id."""
    given = {name: value for name, value in values.items() if value is not None}
    return session.scalars(_by(cls, tuple(given), tuple(values.keys() - given.keys())), given)


@cache
def _by(cls: Any, names: tuple[str, ...], nulls: tuple[str, ...]) -> Select[Any]:
    wanted = [getattr(cls, name) == bindparam(name) for name in names]
    wanted += [getattr(cls, name).is_(None) for name in nulls]
    return select(cls).where(*wanted).order_by(cls.id)
