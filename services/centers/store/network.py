"""Places and referrals, and the finished cases that never left their community."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    DateTime,
    Index,
    Table,
    Text,
    and_,
    func,
    or_,
    select,
    text,
)

from services.centers.model import Channel, Referral
from services.centers.store.base import keep, key, metadata
from services.centers.store.cases import cases
from services.centers.workflow import ReferralStatus
from shared.chassis.columns import Coded, Json
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.deadlines import Deadline

referrals = Table(
    "referrals",
    metadata,
    *key(),
    Column("from_id", Text, nullable=False),
    Column("to_id", Text, nullable=False),
    Column("from_path", Text, nullable=False),
    Column("to_path", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("answer_by", Json(Deadline), nullable=False),
    Column("due", Date, nullable=False),
    Column("answer", Text, nullable=False),
    Column("answered_by", Text, nullable=False),
    Column("answered_at", DateTime(timezone=True)),
    Column("status", Coded(ReferralStatus), nullable=False),
    Index("ix_referrals_case_id", "case_id", postgresql_where=text("case_id <> ''")),
)

keep(Referral, referrals)

IN_PERSON = (Channel.WINDOW, Channel.PROXY)


def finished_between(
    uow: UnitOfWork, where: ColumnElement[bool], first: datetime, after: datetime
) -> dict[str, dict[str, int]]:
    """Count, by home community, the cases decided in [first, after): online, near, elsewhere.

    Near: handed in in person inside the home community, and never referred out of it. A referral
    that was returned or recalled sent nobody anywhere.
    """
    community = cases.c.home_path.like("%/%/%")
    at_home = _below(cases.c.accept_path, cases.c.home_path)
    sent_away = (
        select(referrals.c.id)
        .where(
            referrals.c.case_id == cases.c.id,
            referrals.c.status.not_in([ReferralStatus.RETURNED, ReferralStatus.RECALLED]),
            ~_below(referrals.c.to_path, cases.c.home_path),
        )
        .exists()
    )
    person = cases.c.channel.in_(list(IN_PERSON))
    counted = (
        select(
            cases.c.home_path,
            func.count().filter(~person).label("online"),
            func.count().filter(and_(person, at_home, ~sent_away)).label("near"),
            func.count().filter(and_(person, or_(~at_home, sent_away))).label("elsewhere"),
        )
        .where(community, where, cases.c.decided_at >= first, cases.c.decided_at < after)
        .group_by(cases.c.home_path)
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in uow.session.execute(counted).mappings():
        found[row["home_path"]] = {name: row[name] for name in ("online", "near", "elsewhere")}
    return dict(found)


def _below(path: ColumnElement[str], above: ColumnElement[str]) -> ColumnElement[bool]:
    return or_(path == above, func.starts_with(path, above + "/"))
