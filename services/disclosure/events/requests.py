"""Facts of requests for information: who asked and what was asked stays in the house.

`clock` says what the act did to the period for an answer, as a timeline shows it.
"""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("disclosure.request.submitted", label="提出公开申请")
class RequestSubmitted(Fact):
    """Somebody asked; `acknowledge_by` is set where the day of receipt must be confirmed (§31)."""

    request_id: str
    path: str
    request_no: str
    channel: str
    acknowledge_by: date | None
    clock: str = "none"


@fact("disclosure.request.acknowledged", label="联系申请人确认")
class RequestAcknowledged(Fact):
    """The organ has it and told the applicant; the clock waits for the applicant's word."""

    request_id: str
    path: str
    on_time: bool
    clock: str = "none"


@fact("disclosure.request.received", label="收到公开申请")
class RequestReceived(Fact):
    """The day of receipt is known and the period for an answer runs (§31, §33)."""

    request_id: str
    path: str
    received_on: date
    notice_by: date
    due: date
    provisional: bool
    clock: str = "started"


@fact("disclosure.request.correction_asked", label="一次性告知补正")
class CorrectionAsked(Fact):
    """Everything unclear was told once (§30)."""

    request_id: str
    path: str
    answer_by: date
    clock: str = "none"


@fact("disclosure.request.corrected", label="收到补正")
class RequestCorrected(Fact):
    """The correction came: the whole period begins anew (G-05 RESTART)."""

    request_id: str
    path: str
    due: date
    provisional: bool
    clock: str = "restarted"


@fact("disclosure.request.abandoned", label="视为放弃申请")
class RequestAbandoned(Fact):
    """The law takes silence for giving up; `limit` says which one was missed."""

    request_id: str
    path: str
    limit: str
    clock: str = "stopped"


@fact("disclosure.request.excused", label="有正当理由，恢复补正")
class RequestExcused(Fact):
    """The applicant had a good reason for being silent (§30)."""

    request_id: str
    path: str
    answer_by: date
    clock: str = "none"


@fact("disclosure.request.withdrawn", label="撤回公开申请")
class RequestWithdrawn(Fact):
    """The applicant does not want it any more."""

    request_id: str
    path: str
    clock: str = "stopped"


@fact("disclosure.request.opinion_asked", label="征求意见")
class OpinionAsked(Fact):
    """A third party or an organ that made it too is asked; the clock stands (G-05 PAUSE)."""

    request_id: str
    path: str
    number: int
    party: str
    reply_by: date
    clock: str = "paused"


@fact("disclosure.request.opinion_heard", label="意见已明确")
class OpinionHeard(Fact):
    """It answered, or was `silent` to the end. `due` is set when the clock runs again."""

    request_id: str
    path: str
    number: int
    party: str
    agrees: bool | None
    silent: bool
    due: date | None
    clock: str


@fact("disclosure.request.extension_proposed", label="提请延长答复期限")
class ExtensionProposed(Fact):
    """More time is asked of the head; the clock runs meanwhile."""

    request_id: str
    path: str
    days: str
    clock: str = "none"


@fact("disclosure.request.extended", label="批准延长答复期限")
class RequestExtended(Fact):
    """The head agreed and the applicant was told (§33, G-05 EXTEND)."""

    request_id: str
    path: str
    days: str
    due: date
    provisional: bool
    clock: str = "extended"


@fact("disclosure.request.extension_rejected", label="不同意延长答复期限")
class ExtensionRejected(Fact):
    """The head wants the answer in time."""

    request_id: str
    path: str
    clock: str = "none"


@fact("disclosure.request.reasons_asked", label="要求说明理由")
class ReasonsAsked(Fact):
    """Far more than reasonable is asked for: why? The clock runs on (§35, G-05 NONE)."""

    request_id: str
    path: str
    answer_by: date
    clock: str = "none"


@fact("disclosure.request.reasons_given", label="申请人说明理由")
class ReasonsGiven(Fact):
    """The applicant said why."""

    request_id: str
    path: str
    clock: str = "none"


@fact("disclosure.request.charged", label="发出收费通知")
class RequestCharged(Fact):
    """A fee must be paid before the answer (§42)."""

    request_id: str
    path: str
    method: str
    count: int
    amount_fen: int
    pay_by: date
    clock: str = "none"


@fact("disclosure.request.paid", label="完成缴费")
class RequestPaid(Fact):
    """The fee came: the whole period begins anew."""

    request_id: str
    path: str
    due: date
    provisional: bool
    clock: str = "restarted"


@fact("disclosure.request.answer_proposed", label="拟定答复")
class AnswerProposed(Fact):
    """An answer that another hand must approve."""

    request_id: str
    path: str
    kind: str
    clock: str = "none"


@fact("disclosure.request.answer_returned", label="退回答复")
class AnswerReturned(Fact):
    """The answer is to be written anew."""

    request_id: str
    path: str
    clock: str = "none"


@fact("disclosure.request.answered", label="答复申请人")
class RequestAnswered(Fact):
    """The applicant has the answer, its reasons and her rights."""

    request_id: str
    path: str
    kind: str
    due: date
    on_time: bool
    clock: str = "stopped"


@fact("disclosure.request.late", label="公开申请办理逾期")
class RequestLate(Fact):
    """A limit of the organ passed: to acknowledge, or to answer."""

    request_id: str
    path: str
    limit: str
    due: date
    clock: str = "none"


@fact("disclosure.request.due_recomputed", label="重新计算答复期限")
class RequestRecomputed(Fact):
    """A calendar was loaded: provisional dates became true ones (G-04)."""

    request_id: str
    path: str
    old_due: date | None
    due: date | None
    provisional: bool
    clock: str = "recomputed"


@fact("disclosure.request.revealed", label="查看申请人信息")
class RequestRevealed(Fact):
    """Somebody saw the applicant's whole personal data, and said why."""

    request_id: str
    path: str
    reason: str
    clock: str = "none"
