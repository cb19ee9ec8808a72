"""Why this date: a deadline with every day that was counted or skipped, for every service alike."""

from dataclasses import dataclass

from shared.chassis.schema import Schema, Time, fields
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.deadlines import Counted, Deadline


@dataclass(frozen=True)
class Explained:
    """A deadline, the workdays left of it, and its days with their reasons."""

    deadline: Deadline
    days_left: int
    days: tuple[Counted, ...]


def explained(uow: UnitOfWork, deadline: Deadline) -> Explained:
    """Explain a deadline as it stands today."""
    left = deadline.days_left(uow.today, uow.calendar)
    return Explained(deadline, left, deadline.explain(uow.calendar))


class DeadlineDay(Schema):
    """One day of the count: counted (with its index) or skipped, and why."""

    date = fields.Date()
    counted = fields.Bool()
    index = fields.Int(allow_none=True)
    reason = fields.Str()


class DeadlineView(Schema):
    """Why this date."""

    start = Time(attribute="deadline.start")
    period = fields.Str(attribute="deadline.period")
    due = fields.Date(attribute="deadline.due")
    provisional = fields.Bool(attribute="deadline.provisional")
    days_left = fields.Int()
    days = fields.List(fields.Nested(DeadlineDay))
