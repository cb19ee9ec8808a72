"""Duties entered by hand, annual reports, and what is kept back and looked at again (§9.1)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.disclosure.handlers.reach import in_reach
from services.disclosure.handlers.records import OVERDUE, clock_of, draft
from services.disclosure.model import Record, UnitName
from services.disclosure.model.duties import (
    ANNUAL_REPORT,
    report_clock,
    report_due,
    report_id,
    year_begins,
)
from services.disclosure.policies import duties as policies
from services.disclosure.workflow import Status
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import midnight
from shared.kernel.deadlines import deadline
from shared.kernel.errors import Invalid
from shared.kernel.workflow import enforce

DUTIES, REPORTS = "disclosure.duties", "disclosure.reports"
ANNUAL_REPORTS, REVIEW = "annual_reports", "withheld_review"


def draft_record(
    uow: UnitOfWork,
    *,
    kind: str,
    title: str,
    content: Mapping[str, Any],
    formed_at: datetime,
    origin: str,
    makers: Sequence[str],
    lead: str,
    touches_people: bool,
) -> Record:
    """Enter what one's own unit formed and must publish; the clock runs from when it was formed."""
    enforce(policies.is_an_organ(uow.actor))
    publisher = policies.publisher_of(origin, makers, lead, uow.actor.unit)
    enforce(policies.publishes_itself(publisher, uow.actor))
    if formed_at > uow.now:
        raise Invalid("disclosure.not_formed_yet", "形成时间不得晚于现在，请核对。")
    if kind not in uow.rules(DUTIES, formed_at.date()).raw("duties"):
        raise Invalid("disclosure.not_in_catalogue", "公开目录中没有该类事项，请核对。", kind=kind)
    key = uow.new_id()
    return draft(
        uow,
        kind=kind,
        source_id=key,
        source_event_id=key,
        path=uow.actor.path,
        title=title,
        formed=formed_at,
        content=content,
        touches_people=touches_people,
        makers=makers or (uow.actor.unit,),
    )


def write_record(uow: UnitOfWork, *, record_id: str, content: Mapping[str, Any]) -> Record:
    """Write what is owed: the content of a report, or a draft anew."""
    record = in_reach(uow, record_id)
    record.write(uow.actor, content)
    return record


def withhold(uow: UnitOfWork, *, record_id: str, ground: str, reason: str) -> Record:
    """Keep it back for a reason of the law; it is looked at again after a year."""
    record = in_reach(uow, record_id)
    record.withhold(uow.actor, ground=ground, reason=reason, on=uow.today)
    uow.forget(OVERDUE, record.id)
    return _review_later(uow, record)


def keep_withheld(uow: UnitOfWork, *, record_id: str, reason: str) -> Record:
    """Looked at again: it stays back, and why."""
    record = in_reach(uow, record_id)
    record.keep_withheld(uow.actor, reason=reason, on=uow.today)
    return _review_later(uow, record)


def release(uow: UnitOfWork, *, record_id: str, reason: str) -> Record:
    """Looked at again: it may be public now, and so it must be, from today on in time."""
    record = in_reach(uow, record_id)
    record.release(uow.actor, reason=reason, on=uow.today, clock=clock_of(uow, record.kind))
    uow.forget(REVIEW, record.id)
    uow.remind(OVERDUE, record.id, record.deadline.lapses_at)
    return record


def tell_review(uow: UnitOfWork, *, subject_id: str) -> None:
    """The year is over: somebody has to look again."""
    record = uow.get(Record, subject_id)
    if record.review_on is not None and record.status is Status.WITHHELD:
        record.tell_review_due()


def arise_reports(uow: UnitOfWork, *, subject_id: str) -> None:
    """A year is over: every unit owes its report on it; years that were missed are made up for."""
    year = int(subject_id)
    units = uow.find(UnitName)
    while year_begins(year + 1) <= uow.now:
        begun = year_begins(year + 1)
        for unit in units:
            if unit.exists(begun.date()):
                _owe_report(uow, unit, year, begun)
        year += 1
    wait_for_reports(uow, year)


def wait_for_reports(uow: UnitOfWork, year: int) -> None:
    """Wait for the end of that year."""
    uow.remind(ANNUAL_REPORTS, str(year), year_begins(year + 1))


def _owe_report(uow: UnitOfWork, unit: UnitName, year: int, begun: datetime) -> None:
    due = report_due(unit.kind, year, uow.rules(REPORTS, begun.date()))
    if due is None:
        return
    key = report_id(year, unit.id)
    draft(
        uow,
        kind=ANNUAL_REPORT,
        source_id=key,
        source_event_id=key,
        path=unit.path,
        title=f"{unit.name}{year}年政府信息公开工作年度报告",
        formed=begun,
        content={},
        makers=(unit.id,),
        limit=report_clock(begun, due, uow.calendar),
    )


def _review_later(uow: UnitOfWork, record: Record) -> Record:
    every = uow.rules(REPORTS).period("review.every")
    again = deadline(uow.now, every, uow.calendar, roll_forward=False).due
    record.review_on = again
    uow.remind(REVIEW, record.id, midnight(again))
    return record
