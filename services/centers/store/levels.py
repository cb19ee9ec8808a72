"""What residents said in a span, by the unit that handled their cases. No rater is in it."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import func, select

from services.centers.store.cases import ratings
from services.centers.store.rectifications import mistaken
from shared.chassis.unit_of_work import UnitOfWork


def levels_by_unit(
    uow: UnitOfWork, first: datetime, after: datetime
) -> dict[str, dict[int, int]]:  # fmt: skip
    """Count, by handling unit and level, the ratings given in [first, after), mistaken ones not."""
    table = ratings.c
    counted = (
        select(table.path, table.level, func.count().label("rated"))
        .where(table.at >= first, table.at < after, table.id.not_in(mistaken))
        .group_by(table.path, table.level)
    )
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for row in uow.session.execute(counted):
        found[row.path][row.level] = row.rated
    return dict(found)
