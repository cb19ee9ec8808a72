"""Facts of cases and statistics. No name, number or address of a person travels in them."""

from datetime import date, datetime

from shared.kernel.events import Fact, fact


@fact("centers.case.submitted", label="提交申请")
class CaseSubmitted(Fact):
    """An application was handed in; `path` is the unit that will handle it."""

    case_id: str
    path: str
    case_no: str
    row_id: str
    row_number: int
    item_id: str
    item_name: str
    delegation_id: str
    accept_path: str
    channel: str
    clock: str = "none"


@fact("centers.case.refused", label="不予受理")
class CaseRefused(Fact):
    """Not this organ's business; the applicant was told whose it is."""

    case_id: str
    path: str
    case_no: str
    competent_unit: str
    clock: str = "none"


@fact("centers.case.reply_late", label="网上申请逾期未答复")
class ReplyLate(Fact):
    """Nobody answered a web application in its day; the limit of the law runs on."""

    case_id: str
    path: str
    case_no: str
    reply_by: date
    clock: str = "none"


@fact("centers.case.correction_requested", label="一次性告知补正")
class CorrectionRequested(Fact):
    """Everything that must be corrected was told once; the clock has not begun."""

    case_id: str
    path: str
    case_no: str
    materials: tuple[str, ...]
    answer_by: date
    clock: str = "none"


@fact("centers.case.resubmitted", label="补正")
class CaseResubmitted(Fact):
    """The applicant answered the correction notice in full."""

    case_id: str
    path: str
    case_no: str
    clock: str = "none"


@fact("centers.case.accepted", label="受理")
class CaseAccepted(Fact):
    """The legal clock runs. `deemed`: nobody spoke within the time, so the law accepted it."""

    case_id: str
    path: str
    case_no: str
    accepted_at: datetime
    deemed: bool
    due: date | None
    provisional: bool
    clock: str = "started"


@fact("centers.case.accepted_tolerantly", label="容缺受理")
class CaseAcceptedTolerantly(Fact):
    """Accepted with deferrable materials outstanding; the clock runs meanwhile (G-05 NONE)."""

    case_id: str
    path: str
    case_no: str
    accepted_at: datetime
    outstanding: tuple[str, ...]
    supply_by: date
    due: date | None
    provisional: bool
    clock: str = "started"


@fact("centers.case.supplied", label="补齐容缺材料")
class CaseSupplied(Fact):
    """The outstanding materials came in time."""

    case_id: str
    path: str
    case_no: str
    due: date | None
    clock: str = "none"


@fact("centers.case.review_started", label="开始审查")
class ReviewStarted(Fact):
    """Somebody at the handling unit took it."""

    case_id: str
    path: str
    case_no: str
    due: date | None
    clock: str = "none"


@fact("centers.case.paused", label="中止计时（特别程序）")
class CasePaused(Fact):
    """A statutory procedure stops the clock; the applicant was told in writing how long."""

    case_id: str
    path: str
    case_no: str
    reason: str
    clock: str = "paused"


@fact("centers.case.resumed", label="恢复计时")
class CaseResumed(Fact):
    """The procedure is over; the remaining days run on."""

    case_id: str
    path: str
    case_no: str
    due: date | None
    provisional: bool
    clock: str = "resumed"


@fact("centers.case.extended", label="延长期限")
class CaseExtended(Fact):
    """Extended once, with approval and reason."""

    case_id: str
    path: str
    case_no: str
    by: str
    due: date | None
    provisional: bool
    clock: str = "extended"


@fact("centers.case.deadline_recomputed", label="重新计算期限")
class DeadlineRecomputed(Fact):
    """A calendar was loaded: a provisional date became a true one.

    `limit` says which: notice, reply, correction, supply, delivery, or decision, the clock of the
    case itself.
    """

    case_id: str
    path: str
    case_no: str
    old_due: date
    due: date
    provisional: bool
    limit: str = "decision"
    clock: str = "recomputed"


@fact("centers.case.decided", label="作出决定")
class CaseDecided(Fact):
    """Granted or denied; `on_time` by the deadline of the day."""

    case_id: str
    path: str
    case_no: str
    item_id: str
    decided_at: datetime
    granted: bool
    on_time: bool
    clock: str = "stopped"


@fact("centers.case.delivered", label="送达")
class CaseDelivered(Fact):
    """The result reached the applicant."""

    case_id: str
    path: str
    case_no: str
    clock: str = "none"


@fact("centers.case.rated", label="评价", anonymous=True)
class CaseRated(Fact):
    """Rated: neither by whom nor how is announced (EVAL-02)."""

    case_id: str
    path: str
    case_no: str
    clock: str = "none"


@fact("centers.case.closed", label="归档")
class CaseClosed(Fact):
    """Nothing more happens to it."""

    case_id: str
    path: str
    case_no: str
    clock: str = "none"


@fact("centers.case.withdrawn", label="撤回申请")
class CaseWithdrawn(Fact):
    """The applicant took it back."""

    case_id: str
    path: str
    case_no: str
    clock: str = "stopped"


@fact("centers.case.deemed_withdrawn", label="视为撤回")
class CaseDeemedWithdrawn(Fact):
    """A time limit of the applicant passed."""

    case_id: str
    path: str
    case_no: str
    missed: str
    clock: str = "stopped"


@fact("centers.case.revealed", label="查看完整个人信息")
class CaseRevealed(Fact):
    """Somebody saw the unmasked personal data, for a reason."""

    case_id: str
    path: str
    case_no: str
    reason: str
    clock: str = "none"


@fact("centers.statistics.compiled", label="编制办件统计")
class StatisticsCompiled(Fact):
    """The decisions of one month at one unit, ready to be published (X-04)."""

    statistics_id: str
    path: str
    period: str
    unit_name: str
    accepted: int
    granted: int
    denied: int
    on_time: int
    formed_at: datetime
