"""A record: what was formed, its way to the public, its editions."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from services.disclosure import events, policies
from services.disclosure.model.duties import Review, Withholding
from services.disclosure.policies import Attached, Bar, ListRules, Omission, duties
from services.disclosure.workflow import RECORD, Status
from shared.kernel.actor import Actor
from shared.kernel.calendar import Calendar
from shared.kernel.deadlines import Deadline
from shared.kernel.events import Aggregate
from shared.kernel.jurisdiction import unit
from shared.kernel.personal import hide_numbers
from shared.kernel.workflow import enforce

_SUMMARY = 80


class Kind(StrEnum):
    """What other services form; the catalogue knows more kinds, entered by hand (条例 §20, §21)."""

    LIST_VERSION = "LIST_VERSION"
    DECISION_STATISTICS = "DECISION_STATISTICS"
    EVALUATION_RESULT = "EVALUATION_RESULT"
    PURCHASE_RESULT = "PURCHASE_RESULT"
    VENTURE_AWARD = "VENTURE_AWARD"
    VENTURE_RESULT = "VENTURE_RESULT"


@dataclass(frozen=True)
class Edition:
    """One published content and its SHA-256; corrections add editions, none is replaced.

    "files" of the content name the attachments with their own SHA-256, so that the digest covers
    them.
    """

    number: int
    content: Mapping[str, Any]
    digest: str
    published_at: datetime
    note: str = ""


@dataclass(kw_only=True, eq=False)
class Original(Aggregate):
    """Title and content of a record before redaction: kept apart, encrypted (RED-03).

    Its id is the record's; it is written once.
    """

    id: str
    title: str
    written: str
    version: int = 0

    @classmethod
    def of(cls, record: "Record") -> "Original":
        """Keep what the record says now."""
        written = json.dumps(dict(record.content), ensure_ascii=False)
        return cls(id=record.id, title=record.title, written=written)

    @property
    def content(self) -> dict[str, Any]:
        """Return the content as it was."""
        found: dict[str, Any] = json.loads(self.written)
        return found


@dataclass(kw_only=True, eq=False)
class Record(Aggregate):
    """One piece of information that must be published.

    `title` and `content` ({"text", "columns", "rows"}) are what will be published. What stood there
    before something was taken out is kept apart, as an `Original` (RED-03); `omissions` tell
    readers what is missing and why. `bars` are what the rules for lists of people refuse. A list of
    people hangs through `board_until` and leaves the web after `web_until`. `kind` is a code of the
    catalogue, `makers` the units that made it, `review_on` the day to look again at what is kept.
    `logged` is where its acts stand in the transparency log, filled in for who reads it.
    """

    id: str
    index_no: str = ""
    source_event_id: str
    source_id: str
    kind: str
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
    bars: tuple[Bar, ...] = ()
    omissions: tuple[Omission, ...] = ()
    attachments: tuple[Attached, ...] = ()
    board_until: date | None = None
    web_until: date | None = None
    taken_off_at: datetime | None = None
    editions: tuple[Edition, ...] = ()
    published_at: datetime | None = None
    makers: tuple[str, ...] = ()
    withholding: Withholding | None = None
    review_on: date | None = None
    overdue: bool = False
    withdrawn_reason: str = ""
    status: Status = Status.DRAFTED
    version: int = 0
    logged: tuple[Any, ...] = ()

    def draft(self) -> None:
        """Announce that it must be published."""
        self._tell(
            events.RecordDrafted,
            source_event_id=self.source_event_id,
            formed_at=self.formed_at,
            due=self.due,
            provisional=self.provisional,
        )

    def write(self, actor: Actor, content: Mapping[str, Any]) -> None:
        """Write what is owed; nobody has checked it yet."""
        RECORD.step(self, "write", actor)
        self.content = dict(content)
        enforce(duties.something_is_written(self, actor))
        self._tell(events.RecordWritten)

    def withhold(self, actor: Actor, *, ground: str, reason: str, on: date) -> None:
        """Keep it back, for a reason of the law (PUB-07); it is not late any more."""
        RECORD.step(self, "withhold", actor)
        enforce(duties.is_kept_back_for_a_reason(self, ground))
        enforce(policies.says_nothing_personal({"reason": reason}))
        self.withholding = Withholding(ground, reason, actor.id, on)
        self.overdue = self.provisional = False
        self._tell(events.RecordWithheld, ground=ground)

    def keep_withheld(self, actor: Actor, *, reason: str, on: date) -> None:
        """Look again and leave it where it is (PUB-06)."""
        RECORD.step(self, "keep_withheld", actor)
        self._review(Review(on, actor.id, True, reason))
        self._tell(events.RecordReviewed, kept=True)

    def release(self, actor: Actor, *, reason: str, on: date, clock: Deadline) -> None:
        """Look again and let it be public: a new duty from today (PUB-06)."""
        RECORD.step(self, "release", actor)
        self._review(Review(on, actor.id, False, reason))
        self.review_on, self.findings, self.checked_by = None, {}, ""
        self.deadline, self.due, self.provisional = clock, clock.due, clock.provisional
        self._tell(events.RecordReviewed, kept=False)

    def tell_review_due(self) -> None:
        """Announce that somebody has to look again."""
        self._tell(events.RecordReviewDue, review_on=self.review_on)

    def _review(self, review: Review) -> None:
        enforce(policies.says_nothing_personal({"reason": review.reason}))
        assert self.withholding is not None
        reviews = (*self.withholding.reviews, review)
        self.withholding = replace(self.withholding, reviews=reviews)

    def withheld(self) -> dict[str, str]:
        """Return the checks that found something, with what they found."""
        return {check: finding for check, finding in self.findings.items() if finding}

    def check(self, actor: Actor, findings: Mapping[str, str], rules: ListRules) -> None:
        """Note the three checks; an empty finding means nothing stands against it (PUB-04)."""
        RECORD.step(self, "check", actor)
        self.findings, self.checked_by = dict(findings), actor.id
        self.bars = policies.bars(self.title, self.content, rules)
        enforce(policies.all_checks_made(self))
        self._tell(events.RecordChecked, withhold=tuple(self.withheld()))

    def redact(
        self,
        actor: Actor,
        *,
        title: str,
        content: Mapping[str, Any],
        taken_out: Sequence[Mapping[str, str]],
        original: Original,
        rules: ListRules,
    ) -> None:
        """Go on with what may be public, and note for readers what is missing and why (§37).

        May be done again while not approved; the first title and content stay the original.
        """
        RECORD.step(self, "redact", actor)
        enforce(policies.something_is_left(content))
        enforce(policies.names_only_what_was_found(self.withheld(), taken_out))
        enforce(policies.says_nothing_personal({"taken_out": [each["what"] for each in taken_out]}))
        self.title, self.content = title, dict(content)
        self.bars = policies.bars(title, content, rules)
        self.omissions = policies.omissions(
            (original.title, original.content), (title, content), rules,
            withheld=self.withheld(), taken_out=taken_out,
        )  # fmt: skip
        self._tell(events.RecordRedacted)

    def reveal(self, *, reason: str) -> None:
        """Note that somebody reads the original, and why (RED-03)."""
        enforce(policies.says_nothing_personal({"reason": reason}))
        self._tell(events.OriginalRevealed, reason=reason)

    def attach(self, actor: Actor, file: Attached, *, most: int) -> None:
        """Add a file; before publication the three checks are then made anew."""
        RECORD.step(self, "attach", actor)
        self._hold((*self.attachments, file), most)
        self._tell(events.FileAttached, file_id=file.file_id, digest=file.digest)

    def replace_file(self, actor: Actor, old_id: str, file: Attached, *, most: int) -> None:
        """Let a file stand in the place of another, from which something had to be taken out."""
        enforce(policies.is_attached(self, old_id))
        RECORD.step(self, "replace_file", actor)
        old = next(each for each in self.attachments if each.file_id == old_id)
        new = replace(file, redacts=old.redacts or bool(old.places or old.bars))
        self._hold(tuple(new if each is old else each for each in self.attachments), most)
        self._tell(events.FileReplaced, file_id=file.file_id, old_id=old_id, digest=file.digest)

    def detach(self, actor: Actor, file_id: str) -> None:
        """Take a file away; editions that named it still do."""
        enforce(policies.is_attached(self, file_id))
        RECORD.step(self, "detach", actor)
        self.attachments = tuple(each for each in self.attachments if each.file_id != file_id)
        self._tell(events.FileDetached, file_id=file_id)

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

    def hang(self, *, board_until: date, web_until: date) -> None:
        """Set the notice period of a list of people, once: corrections do not lengthen it."""
        if self.web_until is None:
            self.board_until, self.web_until = board_until, web_until

    def correct(
        self,
        actor: Actor,
        content: Mapping[str, Any],
        *,
        at: datetime,
        note: str,
        rules: ListRules,
    ) -> None:
        """Publish a corrected edition beside the earlier ones; readers see the note too."""
        self.content, self.bars = dict(content), policies.bars(self.title, content, rules)
        RECORD.step(self, "correct", actor)
        enforce(policies.something_is_left(content))
        enforce(policies.says_nothing_personal({"note": note}))
        edition = self._edition(content, at=at, note=note)
        self.editions = (*self.editions, edition)
        self._tell(events.RecordCorrected, edition=edition.number, digest=edition.digest)

    def withdraw(self, actor: Actor, *, reason: str) -> None:
        """Take it back; the page stays and says why."""
        RECORD.step(self, "withdraw", actor)
        enforce(policies.says_nothing_personal({"reason": reason}))
        self.withdrawn_reason = reason
        self._tell(events.RecordWithdrawn, reason=reason)

    def archive(self, actor: Actor, *, at: datetime) -> None:
        """Take it off the board; a list of people is then read no more."""
        RECORD.step(self, "archive", actor)
        enforce(policies.hung_long_enough(self, at.date()))
        self.taken_off_at = at if self.web_until else None
        self._tell(events.RecordArchived)

    def take_off(self, actor: Actor, *, at: datetime) -> None:
        """The notice period of a list of people is over: archive it, and show it no more."""
        RECORD.step(self, "take_off", actor)
        self.taken_off_at = at
        self._tell(events.RecordTakenOff)

    @property
    def shown_title(self) -> str:
        """Return the title with every number of a person masked: for lists and facts."""
        return hide_numbers(self.title, on=self.formed_at.date())

    @property
    def told_omissions(self) -> tuple[Omission, ...]:
        """Return what is missing and why, in the files too; none waits for the next edition."""
        files = self.attachments
        if self.editions:
            named = {file["file_id"] for file in self.editions[-1].content.get("files", ())}
            files = tuple(file for file in files if file.file_id in named)
        return (*self.omissions, *policies.file_omissions(files))

    @property
    def is_owed(self) -> bool:
        """Say whether it must still be published."""
        return self.published_at is None and self.status is not Status.WITHHELD

    @property
    def summary(self) -> str:
        """Return the beginning of what readers may see of it: for the directory (§12)."""
        editions = self.shown_editions
        return str(editions[-1].content.get("text", ""))[:_SUMMARY] if editions else ""

    @property
    def publisher(self) -> str:
        """Return the unit whose duty it is."""
        return unit(self.path)

    @property
    def shown_content(self) -> Mapping[str, Any]:
        """Return the content with every number of a person masked: for who does not check it."""
        hidden: Mapping[str, Any] = policies.hide_all(self.content, on=self.formed_at.date())
        return hidden

    @property
    def shown_editions(self) -> tuple[Edition, ...]:
        """Return what readers may see.

        Of a withdrawn record, and of a list of people whose time is over, that it was and when; not
        what it said.
        """
        if self.status is not Status.WITHDRAWN and self.taken_off_at is None:
            return self.editions
        return tuple(replace(edition, content={}) for edition in self.editions)

    def run_late(self, now: datetime) -> None:
        """Note, once, that the last day passed; silent when it is already public."""
        if self.is_owed and not self.overdue and self.deadline.overdue(now):
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
        files = [file.shown() for file in self.attachments]
        whole = {**content, "files": files} if files else dict(content)
        return Edition(len(self.editions) + 1, whole, digest(whole), at, note)

    def _hold(self, files: tuple[Attached, ...], most: int) -> None:
        enforce(policies.files_are_told_apart(files, most))
        self.attachments = files

    def _tell(self, fact: type[Any], **data: Any) -> None:
        self.record(
            fact(
                record_id=self.id,
                path=self.path,
                source_id=self.source_id,
                kind=self.kind,
                title=self.shown_title,
                **data,
            )
        )


def digest(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the content as sorted, unspaced JSON: what a reader recomputes."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
