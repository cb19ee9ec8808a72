"""Tables of centers. Personal fields are encrypted; look-ups go through keyed blind indexes."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Index,
    Integer,
    Numeric,
    PrimaryKeyConstraint,
    Table,
    Text,
    func,
    select,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.centers.model import (
    Authorisation,
    Case,
    Channel,
    Correction,
    Decision,
    DelegationCopy,
    Given,
    Hours,
    LegalClock,
    Offer,
    Place,
    Point,
    Promise,
    Rating,
    Row,
    Shape,
    SpecialProcedure,
    Statistics,
    Window,
)
from services.centers.model.unit_name import UnitName
from services.centers.store.base import keep, key, metadata
from services.centers.workflow import PlaceStatus, Status
from shared.chassis.columns import Coded, Json
from shared.chassis.crypto import Encrypted
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.deadlines import Deadline

cases = Table(
    "cases",
    metadata,
    *key(),
    Column("case_no", Text, nullable=False, unique=True),
    Column("status", Coded(Status), nullable=False),
    Column("path", Text, nullable=False),
    Column("accept_path", Text, nullable=False),
    Column("home_path", Text, nullable=False),
    Column("scopes", ARRAY(Text, as_tuple=True), nullable=False),
    Column("row", Json(Row), nullable=False),
    Column("delegation_id", Text, nullable=False),
    Column("channel", Coded(Channel), nullable=False),
    Column("submitted_by", Text, nullable=False),
    Column("submitted_at", DateTime(timezone=True), nullable=False),
    Column("notice_by", Json(Deadline), nullable=False),
    Column("reply_by", Json(Deadline)),
    Column("applicant_name", Encrypted("cases.applicant_name"), nullable=False),
    Column("applicant_id_no", Encrypted("cases.applicant_id_no"), nullable=False),
    Column("applicant_phone", Encrypted("cases.applicant_phone"), nullable=False),
    Column("applicant_address", Encrypted("cases.applicant_address"), nullable=False),
    Column("applicant_account", Text, nullable=False),
    Column("applicant_name_index", Text, nullable=False),
    Column("applicant_id_index", Text, nullable=False),
    Column("applicant_phone_index", Text, nullable=False),
    Column("agent_id", Text, nullable=False),
    Column("authorisation", Json(Authorisation)),
    Column("materials", Json(tuple[Given, ...]), nullable=False),
    Column("correction", Json(Correction)),
    Column("promise", Json(Promise)),
    Column("accepted_at", DateTime(timezone=True)),
    Column("deemed", Boolean, nullable=False),
    Column("clock", Json(LegalClock)),
    Column("due", Date),
    Column("provisional", Boolean, nullable=False),
    Column("procedures", Json(tuple[SpecialProcedure, ...]), nullable=False),
    Column("assignee", Text, nullable=False),
    Column("hands", ARRAY(Text, as_tuple=True), nullable=False),
    Column("decision", Json(Decision)),
    Column("decided_at", DateTime(timezone=True)),
    Column("competent_unit", Text, nullable=False),
    Column("ticket_id", Text, nullable=False),
    Column("deliver_by", Json(Deadline)),
    Column("delivered_at", DateTime(timezone=True)),
    Column("rate_by", Date),
    Column("rated_level", Integer),
)

last_six = func.right(cases.c.case_no, 6)
item_of = type_coerce(cases.c.row, JSONB)["item_id"].astext

Index("ix_cases_last_six", last_six)
Index("ix_cases_id_index", cases.c.applicant_id_index)
Index("ix_cases_phone_index", cases.c.applicant_phone_index)
Index("ix_cases_name_index", cases.c.applicant_name_index, cases.c.id)
Index("ix_cases_decided_at", cases.c.decided_at)
Index("ix_cases_delegation", cases.c.delegation_id)
Index("ix_cases_provisional", cases.c.id, postgresql_where=cases.c.provisional)

readers = Table(
    "case_readers",
    metadata,
    Column("reader", Text, nullable=False, doc="a unit path that covers the case, or an account"),
    Column("case_id", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("item_id", Text, nullable=False),
    Column("due", Date, doc="null once decided"),
    Column("assigned", Boolean, nullable=False),
    PrimaryKeyConstraint(
        "reader", "case_id", postgresql_include=["status", "item_id", "due", "assigned"]
    ),
)
"""Who sees which case, newest last: kept by a trigger on `cases`, so that it never differs.

A list reads one reader's rows backwards and stops after a page, however many cases there are. An
index over the array `scopes` finds the rows but not their order, and sorts a district's for a page.
"""

offers = Table(
    "offers",
    metadata,
    *key(),
    Column("lineage_id", Text, nullable=False, index=True),
    Column("item_id", Text, nullable=False),
    Column("item_name", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("department_path", Text, nullable=False),
    Column("row", Json(Row), nullable=False),
    Column("details", JSONB, nullable=False),
    Column("active", Boolean, nullable=False),
)

delegations = Table(
    "delegations",
    metadata,
    *key(),
    Column("item_id", Text, nullable=False, index=True),
    Column("street_path", Text, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("active", Boolean, nullable=False),
)

places = Table(
    "places",
    metadata,
    *key(),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("area_m2", Numeric(8, 1), nullable=False),
    Column("serves", Json(tuple[str, ...]), nullable=False),
    Column("windows", Json(tuple[Window, ...]), nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("above_id", Text, nullable=False),
    Column("hours", Json(Hours), nullable=False),
    Column("position", Json(Point)),
    Column("opened_on", Date, nullable=False),
    Column("since", Date, nullable=False),
    Column("closed_on", Date),
    Column("successor_id", Text, nullable=False),
    Column("past", Json(tuple[Shape, ...]), nullable=False),
    Column("planned", Json(tuple[Shape, ...]), nullable=False),
    Column("status", Coded(PlaceStatus), nullable=False),
)

ratings = Table(
    "ratings",
    metadata,
    *key(),
    Column("case_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("level", Integer, nullable=False),
    Column("comment", Text, nullable=False),
    Column("rater_index", Text, nullable=False, unique=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Index("uq_ratings_case_channel", "case_id", "channel", unique=True),
)

statistics = Table(
    "statistics",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("unit_name", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("accepted", Integer, nullable=False),
    Column("granted", Integer, nullable=False),
    Column("denied", Integer, nullable=False),
    Column("on_time", Integer, nullable=False),
    Column("formed_at", DateTime(timezone=True), nullable=False),
)

unit_names = Table(
    "unit_names",
    metadata,
    *key(),
    Column("path", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("valid_to", Date),
    Column("mark", Text, nullable=False),
)

for _cls, _table in {
    Case: cases, Offer: offers, DelegationCopy: delegations, Place: places, Rating: ratings,
    Statistics: statistics, UnitName: unit_names,
}.items():  # fmt: skip
    keep(_cls, _table)


def decisions_between(
    uow: UnitOfWork, first: datetime, after: datetime
) -> dict[str, dict[str, int]]:
    """Count, by handling unit, what was accepted and decided in [first, after)."""
    decision = type_coerce(cases.c.decision, JSONB)
    granted = decision["granted"].astext == "true"
    on_time = decision["on_time"].astext == "true"
    counts: dict[str, dict[str, int]] = defaultdict(
        lambda: {"accepted": 0, "granted": 0, "denied": 0, "on_time": 0}
    )
    decided = (
        select(
            cases.c.path,
            func.count().filter(granted).label("granted"),
            func.count().filter(~granted).label("denied"),
            func.count().filter(on_time).label("on_time"),
        )
        .where(cases.c.decided_at >= first, cases.c.decided_at < after)
        .group_by(cases.c.path)
    )
    for row in uow.session.execute(decided).mappings():
        counts[row["path"]].update(
            granted=row["granted"], denied=row["denied"], on_time=row["on_time"]
        )
    accepted = (
        select(cases.c.path, func.count().label("accepted"))
        .where(cases.c.accepted_at >= first, cases.c.accepted_at < after)
        .group_by(cases.c.path)
    )
    for row in uow.session.execute(accepted).mappings():
        counts[row["path"]]["accepted"] = row["accepted"]
    return dict(counts)


def levels_between(
    uow: UnitOfWork, where: ColumnElement[bool], first: datetime, after: datetime
) -> dict[int, int]:
    """Count, by level, the ratings `where` and in [first, after)."""
    counted = (
        select(ratings.c.level, func.count().label("rated"))
        .where(where, ratings.c.at >= first, ratings.c.at < after)
        .group_by(ratings.c.level)
    )
    return {row.level: row.rated for row in uow.session.execute(counted)}
