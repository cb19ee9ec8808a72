"""Facts of records that must be published."""

from datetime import date, datetime

from shared.kernel.events import Fact, fact


@fact("disclosure.record.drafted", label="形成待公开信息")
class RecordDrafted(Fact):
    """Something was formed that must be published by `due` (政府信息公开条例 §26)."""

    record_id: str
    path: str
    source_event_id: str
    source_id: str
    kind: str
    title: str
    formed_at: datetime
    due: date
    provisional: bool


@fact("disclosure.record.checked", label="公开前审查")
class RecordChecked(Fact):
    """The three checks were made; `withhold` names those that found something."""

    record_id: str
    path: str
    source_id: str
    kind: str
    title: str
    withhold: tuple[str, ...]


@fact("disclosure.record.redacted", label="区分处理")
class RecordRedacted(Fact):
    """What may not be public was taken out; the rest goes on (§37)."""

    record_id: str
    path: str
    source_id: str
    kind: str
    title: str


@fact("disclosure.record.approved", label="批准公开")
class RecordApproved(Fact):
    """Somebody other than the checker approved publication."""

    record_id: str
    path: str
    source_id: str
    kind: str
    title: str


@fact("disclosure.record.published", label="公开")
class RecordPublished(Fact):
    """Everybody can read it; `digest` is the SHA-256 of the content."""

    record_id: str
    path: str
    source_id: str
    kind: str
    title: str
    formed_at: datetime
    due: date
    published_at: datetime
    on_time: bool
    digest: str


@fact("disclosure.record.corrected", label="更正")
class RecordCorrected(Fact):
    """A corrected edition follows; the old ones stay readable."""

    record_id: str
    path: str
    source_id: str
    kind: str
    title: str
    edition: int
    digest: str


@fact("disclosure.record.withdrawn", label="撤回公开")
class RecordWithdrawn(Fact):
    """Taken back for a reason; the page says so."""

    record_id: str
    path: str
    source_id: str
    kind: str
    title: str
    reason: str


@fact("disclosure.record.archived", label="归档")
class RecordArchived(Fact):
    """Taken off the board into the archive."""

    record_id: str
    path: str
    source_id: str
    kind: str
    title: str


@fact("disclosure.record.taken_off", label="公示期满撤下", announced_only=True)
class RecordTakenOff(Fact):
    """The notice period of a list of people is over: it is archived and read no more (§47)."""

    record_id: str
    path: str
    source_id: str
    kind: str
    title: str


@fact("disclosure.record.file_attached", label="添加附件")
class FileAttached(Fact):
    """A file was added; its name may speak of people and is not told."""

    record_id: str
    path: str
    source_id: str
    kind: str
    title: str
    file_id: str
    digest: str


@fact("disclosure.record.file_replaced", label="替换附件")
class FileReplaced(Fact):
    """Another file stands in the place of one; the old one is kept apart (RED-03)."""

    record_id: str
    path: str
    source_id: str
    kind: str
    title: str
    file_id: str
    old_id: str
    digest: str


@fact("disclosure.record.file_detached", label="移除附件")
class FileDetached(Fact):
    """A file belongs to the record no more."""

    record_id: str
    path: str
    source_id: str
    kind: str
    title: str
    file_id: str


@fact("disclosure.record.original_revealed", label="查看区分处理前的原件", announced_only=True)
class OriginalRevealed(Fact):
    """Somebody read what stood there before redaction, for a reason (RED-03)."""

    record_id: str
    path: str
    source_id: str
    kind: str
    title: str
    reason: str


@fact("disclosure.record.package_taken", label="取出归档包", announced_only=True)
class PackageTaken(Fact):
    """Somebody took the archive package out, for a reason."""

    record_id: str
    path: str
    source_id: str
    kind: str
    title: str
    digest: str
    reason: str


@fact("disclosure.record.overdue", label="逾期未公开")
class RecordOverdue(Fact):
    """The last day passed without publication; being late is public too."""

    record_id: str
    path: str
    source_id: str
    kind: str
    title: str
    due: date


@fact("disclosure.record.due_recomputed", label="重新计算公开期限")
class DueRecomputed(Fact):
    """A calendar was loaded: the provisional last day became a true one."""

    record_id: str
    path: str
    source_id: str
    old_due: date
    due: date


@fact("disclosure.record.written", label="填写公开内容")
class RecordWritten(Fact):
    """The unit whose duty it is wrote what will be checked."""

    record_id: str
    path: str
    source_id: str
    kind: str
    title: str


@fact("disclosure.record.withheld", label="不主动公开")
class RecordWithheld(Fact):
    """It is kept back; `ground` names the check that found why, or "on_request" (§13—§16)."""

    record_id: str
    path: str
    source_id: str
    kind: str
    title: str
    ground: str


@fact("disclosure.record.review_due", label="不公开信息待复核")
class RecordReviewDue(Fact):
    """It has been kept back for long enough to look again (§18)."""

    record_id: str
    path: str
    source_id: str
    kind: str
    title: str
    review_on: date


@fact("disclosure.record.reviewed", label="复核不公开信息")
class RecordReviewed(Fact):
    """Somebody looked again: it stays back, or must now be public."""

    record_id: str
    path: str
    source_id: str
    kind: str
    title: str
    kept: bool
