"""Facts of rectifications. Neither the rater, nor the case, nor the level travels (EVAL-02)."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("centers.rectification.received", label="收到差评", anonymous=True)
class RectificationReceived(Fact):
    """A bad rating must be answered; `contact_by` only where the rater agreed to be contacted."""

    rectification_id: str
    path: str
    item_id: str
    named: bool
    contact_by: date | None
    fix_by: date
    provisional: bool


@fact("centers.rectification.taken", label="领办差评")
class RectificationTaken(Fact):
    """Somebody who was not rated answers for it."""

    rectification_id: str
    path: str


@fact("centers.rectification.released", label="退回重新领办")
class RectificationReleased(Fact):
    """Who took it goes on with it no more; somebody else must."""

    rectification_id: str
    path: str


@fact("centers.rectification.contacted", label="联系评价人")
class RaterContacted(Fact):
    """The named rater was heard."""

    rectification_id: str
    path: str
    on_time: bool


@fact("centers.rectification.answered", label="处理差评")
class RectificationAnswered(Fact):
    """What is done about it: fix_now, fix_by, explain or dispute; `by` is the promised day."""

    rectification_id: str
    path: str
    answer: str
    by: date | None


@fact("centers.rectification.appeal_reviewed", label="复核误评申诉")
class AppealReviewed(Fact):
    """Somebody else decided whether the rating was a mistake; one that was counts no more."""

    rectification_id: str
    path: str
    upheld: bool


@fact("centers.rectification.fixed", label="整改完成")
class RectificationFixed(Fact):
    """It was put right."""

    rectification_id: str
    path: str
    on_time: bool


@fact("centers.rectification.called_back", label="回访评价人")
class RaterCalledBack(Fact):
    """The named rater was asked whether it is right now."""

    rectification_id: str
    path: str
    satisfied: bool


@fact("centers.rectification.closed", label="差评办结")
class RectificationClosed(Fact):
    """Nothing more happens to it."""

    rectification_id: str
    path: str


@fact("centers.rectification.late", label="差评处理超时")
class RectificationLate(Fact):
    """A limit passed: `limit` is contact or fix, `due` its last day."""

    rectification_id: str
    path: str
    limit: str
    due: date


@fact("centers.rectification.recomputed", label="重新计算差评处理期限")
class RectificationRecomputed(Fact):
    """A calendar was loaded: a provisional date became a true one."""

    rectification_id: str
    path: str
    old_fix_by: date
    fix_by: date
    provisional: bool


@fact("centers.rectification.revealed", label="查看评价人联系方式")
class RaterRevealed(Fact):
    """The handler saw how to reach a named rater, for a reason."""

    rectification_id: str
    path: str
    reason: str


@fact("centers.ticket.rated", label="评价", anonymous=True)
class VisitRated(Fact):
    """A visit was rated: neither by whom nor how is announced (EVAL-02)."""

    ticket_id: str
    path: str


@fact("centers.talk.due", label="应予约谈")
class TalkDue(Fact):
    """A place, or one `window` of its hall, was rated lowest two months running (EVAL-05)."""

    talk_id: str
    path: str
    period: str
    previous: str
    window: str = ""
