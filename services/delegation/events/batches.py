"""What happens to a batch as a whole."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("delegation.batch.drafted", label="起草清单编制批次")
class BatchDrafted(Fact):
    """A batch stands on one version of a procedure; its units are listed."""

    batch_id: str
    path: str
    number: int
    procedure: str


@fact("delegation.batch.opened", label="启动清单编制")
class BatchOpened(Fact):
    """Round 1 reports until `due`."""

    batch_id: str
    path: str
    number: int
    due: date
    provisional: bool


@fact("delegation.batch.unit_submitted", label="上报清单")
class UnitSubmitted(Fact):
    """A unit reported everything it has, signed by its leader."""

    batch_id: str
    path: str
    round: int
    unit: str
    items: int


@fact("delegation.batch.report_closed", label="结束上报")
class ReportClosed(Fact):
    """Review begins, until `due`; `missing` units did not report in time."""

    batch_id: str
    path: str
    round: int
    missing: tuple[str, ...]
    due: date
    provisional: bool


@fact("delegation.batch.review_closed", label="结束审核，反馈意见")
class ReviewClosed(Fact):
    """Every item has every opinion; the reporters acknowledge until `due`."""

    batch_id: str
    path: str
    round: int
    due: date
    provisional: bool


@fact("delegation.batch.acknowledged", label="确认反馈意见")
class ReturnAcknowledged(Fact):
    """A unit took note of what came back."""

    batch_id: str
    path: str
    round: int
    unit: str


@fact("delegation.batch.countersigned", label="会签清单草案")
class BatchCountersigned(Fact):
    """A community signed the drafts that bind it; `contested` items it did not sign."""

    batch_id: str
    path: str
    round: int
    unit: str
    contested: tuple[str, ...]


@fact("delegation.batch.round_began", label="进入下一轮")
class RoundBegan(Fact):
    """The next round reports until `due`."""

    batch_id: str
    path: str
    round: int
    due: date
    provisional: bool


@fact("delegation.batch.notice_started", label="开始公示")
class NoticeStarted(Fact):
    """Anyone may object through `due`."""

    batch_id: str
    path: str
    number: int
    due: date
    provisional: bool


@fact("delegation.batch.notice_ended", label="公示期满")
class NoticeEnded(Fact):
    """The period has elapsed in full (LST-08)."""

    batch_id: str
    path: str
    contested: bool


@fact("delegation.batch.concurred", label="合法性审核同意异议处理")
class LegalOfficeConcurred(Fact):
    """The legal office agrees with the answers to the objections."""

    batch_id: str
    path: str
    unit: str


@fact("delegation.batch.settled", label="异议处理完毕")
class BatchSettled(Fact):
    """Every objection is answered and no item changed materially."""

    batch_id: str
    path: str


@fact("delegation.batch.notice_renewed", label="变更事项重新公示")
class NoticeRenewed(Fact):
    """The materially changed items, and they only, are shown again through `due`."""

    batch_id: str
    path: str
    items: tuple[str, ...]
    due: date
    provisional: bool


@fact("delegation.batch.sent_back", label="退回修改")
class BatchSentBack(Fact):
    """The government did not approve; what is changed now is shown to the public again."""

    batch_id: str
    path: str
    reason: str


@fact("delegation.batch.published", label="批准发布五张清单")
class BatchPublished(Fact):
    """Five list versions with one date of effect; the counts conserve every item (LST-01)."""

    batch_id: str
    path: str
    number: int
    effective_from: date
    submitted: int
    retained: int
    amended: int
    merged: int
    reassigned: int
    cancelled: int


@fact("delegation.batch.superseded", label="被新批次替代")
class BatchSuperseded(Fact):
    """A later batch took effect."""

    batch_id: str
    path: str
    successor_id: str


@fact("delegation.batch.deadlines_recomputed", label="重新计算批次期限")
class BatchDeadlinesRecomputed(Fact):
    """A calendar was loaded: the running deadline became a true date."""

    batch_id: str
    path: str
    old_due: date
    due: date
    provisional: bool
    clock: str = "recomputed"
