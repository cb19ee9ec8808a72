"""The clocks of a request for information: which limits run in which state (domain §9.2)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from services.disclosure.events import requests as events
from services.disclosure.model.request_parts import (
    Consultation,
    Correction,
    Fee,
    Form,
    Inquiry,
    ReplyExtension,
    RequestAnswer,
    RequestChannel,
)
from services.disclosure.workflow.requests import RequestStatus
from shared.kernel.calendar import Calendar
from shared.kernel.deadlines import Deadline
from shared.kernel.events import Aggregate

PartT = TypeVar("PartT")

_CLOCK_RUNS = (
    RequestStatus.RECEIVED, RequestStatus.REASONS, RequestStatus.EXTENDING, RequestStatus.PROPOSED,
)  # fmt: skip


@dataclass(kw_only=True, eq=False)
class TimedRequest(Aggregate):
    """One request to the organ at `path`.

    `received_on` is the day of §31; from it run `notice_by` (what is unclear must be told by then)
    and `clock` (the answer). `applicant_index` is a keyed look-up value made by the caller;
    `applicant_account` is empty for one who wrote on paper. `abandoned` names the limit whose
    silence ended it.
    """

    id: str
    request_no: str
    path: str
    channel: RequestChannel
    submitted_by: str
    submitted_at: datetime
    applicant_name: str
    applicant_id_no: str
    applicant_phone: str
    applicant_address: str
    applicant_index: str
    applicant_account: str
    wanted: str
    form: Form
    acknowledge_by: Deadline | None = None
    acknowledged_at: datetime | None = None
    received_on: date | None = None
    notice_by: Deadline | None = None
    clock: Deadline | None = None
    due: date | None = None
    provisional: bool = False
    correction: Correction | None = None
    inquiry: Inquiry | None = None
    consultations: tuple[Consultation, ...] = ()
    extension: ReplyExtension | None = None
    fee: Fee | None = None
    draft: RequestAnswer | None = None
    answer: RequestAnswer | None = None
    returned_because: str = ""
    answered_at: datetime | None = None
    abandoned: str = ""
    acknowledge_late: bool = False
    answer_late: bool = False
    status: RequestStatus = RequestStatus.SUBMITTED
    version: int = 0

    def limits(self) -> dict[str, Deadline]:
        """Name the limits that run now, each with its own timer."""
        running: dict[str, Deadline | None] = {}
        if self.status is RequestStatus.SUBMITTED:
            running["acknowledge"] = self.acknowledge_by
        if self.status in _CLOCK_RUNS:
            running["answer"] = self.clock
        if self.status is RequestStatus.CORRECTION:
            running["correction"] = there(self.correction).answer_by
        if self.status is RequestStatus.CHARGED:
            running["fee"] = there(self.fee).pay_by
        if self.status is RequestStatus.CONSULTING:
            replies = (each.reply_by for each in self.outstanding())
            running["opinion"] = min(replies, key=lambda each: each.due, default=None)
        return {name: limit for name, limit in running.items() if limit is not None}

    def outstanding(self) -> tuple[Consultation, ...]:
        """Return who was asked and is not settled yet."""
        return tuple(each for each in self.consultations if each.heard_on is None)

    def recompute(self, calendar: Calendar, *, now: datetime) -> None:
        """Replace provisional dates by true ones (G-04); late by a guess is not yet late."""
        old = self.due
        self.clock, self.notice_by, self.acknowledge_by = (
            each and each.recompute(calendar)
            for each in (self.clock, self.notice_by, self.acknowledge_by)
        )
        if self.correction is not None:
            answer_by = self.correction.answer_by.recompute(calendar)
            self.correction = replace(self.correction, answer_by=answer_by)
        if self.inquiry is not None:
            answer_by = self.inquiry.answer_by.recompute(calendar)
            self.inquiry = replace(self.inquiry, answer_by=answer_by)
        if self.fee is not None:
            self.fee = replace(self.fee, pay_by=self.fee.pay_by.recompute(calendar))
        self.consultations = tuple(
            each if each.heard_on else replace(each, reply_by=each.reply_by.recompute(calendar))
            for each in self.consultations
        )
        self.due = self.clock.due if self.clock else None
        self.answer_late = bool(self.answer_late and self.clock and self.clock.overdue(now))
        self._note_provisional()
        if old != self.due or not self.provisional:
            told = {"old_due": old, "due": self.due, "provisional": self.provisional}
            self._tell(events.RequestRecomputed, **told)

    def _set(self, clock: Deadline) -> None:
        self.clock, self.due = clock, clock.due
        self._note_provisional()

    def _note_provisional(self) -> None:
        running = [*self.limits().values()]
        if self.status is RequestStatus.CONSULTING and self.clock is not None:
            running.append(self.clock)
        self.provisional = any(each.provisional for each in running)

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(fact(request_id=self.id, path=self.path, **data))


def there(part: PartT | None) -> PartT:
    """Return a part that the state of the request promises; its lack is our own mistake."""
    if part is None:
        raise ValueError("a part that the state promises is missing")
    return part
