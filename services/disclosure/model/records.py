"""A record: what was formed, its way to the public, its editions."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from services.disclosure import events, policies
from services.disclosure.workflow import RECORD, Status
from shared.kernel.actor import Actor
from shared.kernel.calendar import Calendar
from shared.kernel.deadlines import Deadline
from shared.kernel.events import Aggregate
from shared.kernel.workflow import enforce


class Kind(StrEnum):
    """What kind of information (条例 §20, §21)."""

    LIST_VERSION = "LIST_VERSION"
    DECISION_STATISTICS = "DECISION_STATISTICS"
    EVALUATION_RESULT = "EVALUATION_RESULT"
    PURCHASE_RESULT = "PURCHASE_RESULT"


@dataclass(frozen=True)
class Edition:
    """One published content and its SHA-256; corrections add editions, none is replaced."""

    number: int
    content: Mapping[str, Any]
    digest: str
    published_at: datetime
    note: str = ""


@dataclass(kw_only=True, eq=False)
class Record(Aggregate):
    """One piece of information that must be published.

    `content` is what will be published: {"text", "columns", "rows"}; `original` is kept apart
    when something was taken out (RED-03).
    """

    id: str
    source_event_id: str
    source_id: str
    kind: Kind
    title: str
    path: str
    formed_at: datetime
    deadline: Deadline
    due: date
    provisional: bool
    content: Mapping[str, Any]
    touches_people: bool = True
    findings: Mapping[str, str] = field(default_factory=dict)
    checked_by: str = ""
    approved_by: str = ""
    original: Mapping[str, Any] | None = None
    editions: tuple[Edition, ...] = ()
    published_at: datetime | None = None
    overdue: bool = False
    withdrawn_reason: str = ""
    status: Status = Status.DRAFTED
    version: int = 0

    def draft(self) -> None:
        """Announce that it must be published."""
        self._tell(
            events.RecordDrafted,
            source_event_id=self.source_event_id,
            formed_at=self.formed_at,
            due=self.due,
            provisional=self.provisional,
        )

    def withheld(self) -> dict[str, str]:
        """Return the checks that found something, with what they found."""
        return {check: finding for check, finding in self.findings.items() if finding}

    def check(self, actor: Actor, findings: Mapping[str, str]) -> None:
        """Note the three checks; an empty finding means nothing stands against it (PUB-04)."""
        RECORD.step(self, "check", actor)
        self.findings, self.checked_by = dict(findings), actor.id
        enforce(policies.all_checks_made(self))
        self._tell(events.RecordChecked, withhold=tuple(self.withheld()))

    def redact(self, actor: Actor, content: Mapping[str, Any]) -> None:
        """Keep the original apart and go on with what may be public.

        May be done again while not approved; the first content stays the original (RED-03).
        """
        RECORD.step(self, "redact", actor)
        enforce(policies.something_is_left(content))
        self.original = self.content if self.original is None else self.original
        self.content = dict(content)
        self._tell(events.RecordRedacted)

    def approve(self, actor: Actor) -> None:
        """Approve, whole or what is left after redaction."""
        partly = self.status is Status.REDACTED
        RECORD.step(self, "approve_partly" if partly else "approve", actor)
        self.approved_by = actor.id
        self._tell(events.RecordApproved)

    def publish(self, actor: Actor, *, at: datetime) -> None:
        """Make the first edition public."""
        RECORD.step(self, "publish", actor)
        edition = self._edition(self.content, at=at, note="")
        self.editions, self.published_at = (edition,), at
        self._tell(
            events.RecordPublished,
            formed_at=self.formed_at,
            due=self.due,
            published_at=at,
            on_time=at.date() <= self.due,
            digest=edition.digest,
        )

    def correct(self, actor: Actor, content: Mapping[str, Any], *, at: datetime, note: str) -> None:
        """Publish a corrected edition beside the earlier ones; readers see the note too."""
        self.content = dict(content)
        RECORD.step(self, "correct", actor)
        enforce(policies.something_is_left(content))
        enforce(policies.says_nothing_personal({"说明": note}))
        edition = self._edition(content, at=at, note=note)
        self.editions = (*self.editions, edition)
        self._tell(events.RecordCorrected, edition=edition.number, digest=edition.digest)

    def withdraw(self, actor: Actor, *, reason: str) -> None:
        """Take it back; the page stays and says why."""
        RECORD.step(self, "withdraw", actor)
        enforce(policies.says_nothing_personal({"理由": reason}))
        self.withdrawn_reason = reason
        self._tell(events.RecordWithdrawn, reason=reason)

    def archive(self, actor: Actor) -> None:
        """Take it off the board."""
        RECORD.step(self, "archive", actor)
        self._tell(events.RecordArchived)

    @property
    def shown_editions(self) -> tuple[Edition, ...]:
        """Return what readers may see: of a withdrawn record that it was, not what it said."""
        if self.status is not Status.WITHDRAWN:
            return self.editions
        return tuple(replace(edition, content={}) for edition in self.editions)

    def run_late(self, now: datetime) -> None:
        """Note, once, that the last day passed; silent when it is already public."""
        if self.published_at is None and not self.overdue and self.deadline.overdue(now):
            self.overdue = True
            self._tell(events.RecordOverdue, due=self.due)

    def recompute(self, calendar: Calendar, *, now: datetime) -> None:
        """Replace a provisional last day by the true one, and say so (G-04).

        What was called late by a guess is not late until the true day has passed.
        """
        old, self.deadline = self.due, self.deadline.recompute(calendar)
        self.due, self.provisional = self.deadline.due, self.deadline.provisional
        self.overdue = self.overdue and self.deadline.overdue(now)
        if old != self.due or not self.provisional:
            self.record(
                events.DueRecomputed(
                    record_id=self.id,
                    path=self.path,
                    source_id=self.source_id,
                    old_due=old,
                    due=self.due,
                )
            )

    def _edition(self, content: Mapping[str, Any], *, at: datetime, note: str) -> Edition:
        return Edition(len(self.editions) + 1, dict(content), digest(content), at, note)

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(
            fact(
                record_id=self.id,
                path=self.path,
                source_id=self.source_id,
                kind=self.kind,
                title=self.title,
                **data,
            )
        )


def digest(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the content as sorted, unspaced JSON: what a reader recomputes."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
