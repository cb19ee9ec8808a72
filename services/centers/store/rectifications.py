"""Tables of rectifications and talks; what a month's ratings add up to."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY

from services.centers.model import Rectification, Review, Score, Talk
from services.centers.model.rating import VISIT
from services.centers.model.rectifications import Spot
from services.centers.store.base import keep, key, metadata
from services.centers.store.cases import cases, ratings
from services.centers.store.queue import tickets
from services.centers.workflow import RectificationStatus
from shared.chassis.columns import Coded, Json
from shared.chassis.crypto import Encrypted
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.deadlines import Deadline

rectifications = Table(
    "rectifications",
    metadata,
    *key(),
    Column("rating_id", Text, nullable=False, unique=True),
    Column("status", Coded(RectificationStatus), nullable=False),
    Column("path", Text, nullable=False),
    Column("item_id", Text, nullable=False),
    Column("item_name", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("level", Integer, nullable=False),
    Column("comment", Encrypted("rectifications.comment"), nullable=False),
    Column("named", Boolean, nullable=False),
    Column("rated", ARRAY(Text, as_tuple=True), nullable=False),
    Column("rated_on", Date, nullable=False),
    Column("contact_by", Json(Deadline)),
    Column("fix_by", Json(Deadline), nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("contact_name", Encrypted("rectifications.contact_name"), nullable=False),
    Column("contact_phone", Encrypted("rectifications.contact_phone"), nullable=False),
    Column("handler", Text, nullable=False),
    Column("contacted_at", DateTime(timezone=True)),
    Column("promised_on", Date),
    Column("answer", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("dispute", Text, nullable=False),
    Column("review", Json(Review)),
    Column("misjudged", Boolean, nullable=False),
    Column("measures", Text, nullable=False),
    Column("settled_at", DateTime(timezone=True)),
    Column("called_back_at", DateTime(timezone=True)),
    Column("satisfied", Boolean),
    Column("closed_at", DateTime(timezone=True)),
    Column("contact_late", Boolean, nullable=False),
    Column("fix_late", Boolean, nullable=False),
    Index("ix_rectifications_path", "path", "id"),
    Index("ix_rectifications_rated_on", "rated_on"),
)

_pending = rectifications.c.provisional
Index("ix_rectifications_provisional", rectifications.c.id, postgresql_where=_pending)

talks = Table(
    "talks",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("place_id", Text, nullable=False),
    Column("window", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("average", Numeric(4, 2), nullable=False),
    Column("previous_average", Numeric(4, 2), nullable=False),
    Column("listed_on", Date, nullable=False),
)

keep(Rectification, rectifications)
keep(Talk, talks)

mistaken = select(rectifications.c.rating_id).where(rectifications.c.misjudged)
"""The ratings that a review found mistaken: they count nowhere."""


@dataclass(frozen=True)
class Answered:
    """How the bad ratings of a span were answered."""

    rectified: int
    named: int
    called_back: int


def answered_between(
    uow: UnitOfWork, where: ColumnElement[bool], first: date, after: date
) -> Answered:
    """Count how bad ratings given in [first, after) were answered, mistaken ones left out."""
    table = rectifications.c
    counted = select(
        func.count().filter(table.settled_at.is_not(None)),
        func.count().filter(table.named),
        func.count().filter(table.named, table.called_back_at.is_not(None)),
    ).where(where, table.rated_on >= first, table.rated_on < after, ~table.misjudged)
    return Answered(*uow.session.execute(counted).one())


def decided_between(
    uow: UnitOfWork, where: ColumnElement[bool], first: datetime, after: datetime
) -> int:
    """Count the cases `where`, decided in [first, after)."""
    decided = cases.c.decided_at
    counted = select(func.count()).where(where, decided >= first, decided < after)
    return uow.session.scalar(counted) or 0


def visits_between(
    uow: UnitOfWork, where: ColumnElement[bool], first: datetime, after: datetime
) -> int:
    """Count the visits `where` that ended in [first, after) and whose holder may rate them."""
    ended, held = tickets.c.finished_at, tickets.c.holder != ""
    counted = select(func.count()).where(where, held, ended >= first, ended < after)
    return uow.session.scalar(counted) or 0


def scores_between(uow: UnitOfWork, first: datetime, after: datetime) -> dict[str, Score]:
    """Add up, by the place of the visit or that took the case in, the ratings in [first, after)."""
    place = func.coalesce(tickets.c.path, cases.c.accept_path)
    summed = (
        select(place, func.count(), func.sum(ratings.c.level))
        .outerjoin(cases, cases.c.id == ratings.c.case_id)
        .outerjoin(tickets, tickets.c.id == ratings.c.case_id)
        .where(ratings.c.at >= first, ratings.c.at < after, ratings.c.id.not_in(mistaken))
        .group_by(place)
    )
    return {place: Score(rated, total) for place, rated, total in uow.session.execute(summed)}


def window_scores_between(
    uow: UnitOfWork, first: datetime, after: datetime
) -> dict[Spot, dict[str, Score]]:
    """Add up, hall by hall, the ratings of visits in [first, after) by the window that served."""
    summed = (
        select(
            tickets.c.path, tickets.c.place_id, tickets.c.window, func.count(),
            func.sum(ratings.c.level),
        )
        .join(tickets, tickets.c.id == ratings.c.case_id)
        .where(
            ratings.c.channel == VISIT, ratings.c.at >= first, ratings.c.at < after,
            ratings.c.id.not_in(mistaken),
        )
        .group_by(tickets.c.path, tickets.c.place_id, tickets.c.window)
    )  # fmt: skip
    found: dict[Spot, dict[str, Score]] = defaultdict(dict)
    for path, place, window, rated, total in uow.session.execute(summed):
        found[Spot(path, place)][window] = Score(rated, total)
    return dict(found)
