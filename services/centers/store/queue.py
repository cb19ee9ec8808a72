"""Tables of the hall: tickets, windows at work, the lines of a day."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    extract,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from services.centers.model import Category, Desk, Hall, Line, Place, Ticket
from services.centers.store.base import keep, key, metadata
from services.centers.workflow import DeskStatus, TicketStatus
from shared.chassis.columns import Coded, Json
from shared.chassis.unit_of_work import UnitOfWork

TIME = DateTime(timezone=True)

tickets = Table(
    "tickets",
    metadata,
    *key(),
    Column("place_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("kind", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("category", Coded(Category), nullable=False),
    Column("ground", Text, nullable=False),
    Column("holder", Text, nullable=False),
    Column("appointment_id", Text, nullable=False),
    Column("slot_starts_at", TIME),
    Column("issued_at", TIME, nullable=False),
    Column("queued_at", TIME, nullable=False),
    Column("estimated_seconds", Integer),
    Column("most_calls", Integer, nullable=False),
    Column("wanted_window", Text, nullable=False),
    Column("window", Text, nullable=False),
    Column("called_by", Text, nullable=False),
    Column("calls", Integer, nullable=False),
    Column("called_at", TIME),
    Column("first_called_at", TIME),
    Column("serving_at", TIME),
    Column("finished_at", TIME),
    Column("requeue_until", TIME),
    Column("requeued_at", TIME),
    Column("behind", ARRAY(Text, as_tuple=True), nullable=False),
    Column("status", Coded(TicketStatus), nullable=False),
    Index("uq_tickets_number", "place_id", "day", "number", unique=True),
    Index(
        "uq_tickets_holder", "place_id", "day", "holder", unique=True,
        postgresql_where=text(
            "holder <> '' AND appointment_id = '' AND status IN ('ISSUED', 'CALLED', 'SERVING')"
        ),
    ),
    Index(
        "uq_tickets_window", "place_id", "window", unique=True,
        postgresql_where=text("status IN ('CALLED', 'SERVING')"),
    ),
    Index("ix_tickets_open", "place_id", "day", "status"),
    Index("ix_tickets_holder", "holder", "id"),
)  # fmt: skip

desks = Table(
    "desks",
    metadata,
    *key(),
    Column("place_id", Text, nullable=False, index=True),
    Column("path", Text, nullable=False),
    Column("window", Text, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("ticket_id", Text, nullable=False),
    Column("streak", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("status", Coded(DeskStatus), nullable=False),
)

lines = Table(
    "lines",
    metadata,
    *key(),
    Column("place_id", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("kind", Text, nullable=False),
    Column("letter", Text, nullable=False),
    Column("issued", Integer, nullable=False),
    Column("recent", Json(tuple[int, ...]), nullable=False),
    Index("ix_lines_day", "place_id", "day"),
)

for _cls, _table in {Ticket: tickets, Desk: desks, Line: lines}.items():
    keep(_cls, _table)


def hall(uow: UnitOfWork, place: Place) -> Hall:
    """Return the hall as it stands now."""
    rules, shape = uow.rules("centers.queue"), place.on(uow.today)
    today = {"place_id": place.id, "day": uow.today}
    return Hall(
        windows=shape.windows if shape else (),
        desks=uow.find(Desk, place_id=place.id),
        waiting=uow.find(Ticket, **today, status=TicketStatus.ISSUED),
        lines={line.kind: line for line in uow.find(Line, **today)},
        now=uow.now,
        ratio=rules.integer("ratio.priority"),
        service=rules.integer("estimate.service_minutes") * 60,
    )


def day_figures(uow: UnitOfWork, where: ColumnElement[bool], day: date) -> dict[str, Any]:
    """Count the tickets `where` of a day; waits, visits and errors are sums of seconds.

    `wait` runs from the number to the first call; `error` compares it with what was estimated,
    over the `estimated` tickets that were called and had an estimate.
    """
    table = tickets.c
    waited = extract("epoch", table.first_called_at - table.issued_at)
    visited = extract("epoch", table.finished_at - table.serving_at)
    off = waited - table.estimated_seconds
    estimated = off.is_not(None)
    row = uow.session.execute(
        select(
            func.count().label("drawn"),
            *(
                func.count().filter(table.status == status).label(status.lower())
                for status in TicketStatus
            ),
            func.count().filter(table.first_called_at.is_not(None)).label("called_ever"),
            func.coalesce(func.sum(waited), Decimal()).label("wait"),
            func.count().filter(visited.is_not(None)).label("visits"),
            func.coalesce(func.sum(visited), Decimal()).label("visit"),
            func.count().filter(estimated).label("estimated"),
            func.coalesce(func.sum(func.abs(off)), Decimal()).label("error"),
            func.coalesce(func.sum(off), Decimal()).label("bias"),
        ).where(where, table.day == day)
    )
    return dict(row.mappings().one())
