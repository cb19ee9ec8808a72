"""Facts of public notices that other services ask for. Who objected and why stays in the house.

`source` and `matter_id` are the asking service's; it reads `objections` and `open` from them.
"""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("disclosure.notice.held", label="公示内容待处理")
class NoticeHeld(Fact):
    """It holds what may not be public; it is not shown before that is taken out."""

    notice_id: str
    path: str
    source: str
    matter_id: str
    kind: str


@fact("disclosure.notice.opened", label="开始公示")
class NoticeOpened(Fact):
    """Everybody may read it and object through `due`; a later `round` follows a change."""

    notice_id: str
    path: str
    source: str
    matter_id: str
    kind: str
    title: str
    round: int
    digest: str
    due: date
    provisional: bool


@fact("disclosure.notice.objected", label="收到公示异议", anonymous=True)
class NoticeObjected(Fact):
    """Somebody named objected within the period."""

    notice_id: str
    path: str
    source: str
    matter_id: str
    objections: int
    open: int


@fact("disclosure.notice.answered", label="答复公示异议")
class NoticeAnswered(Fact):
    """The unit that asked for the notice answered an objection, with its basis."""

    notice_id: str
    path: str
    source: str
    matter_id: str
    upheld: bool
    objections: int
    open: int


@fact("disclosure.notice.ended", label="公示期满")
class NoticeEnded(Fact):
    """The period is over; `open` objections still wait for an answer."""

    notice_id: str
    path: str
    source: str
    matter_id: str
    round: int
    objections: int
    open: int


@fact("disclosure.notice.settled", label="公示异议处理完毕")
class NoticeSettled(Fact):
    """The period was over before; now the last objection is answered too."""

    notice_id: str
    path: str
    source: str
    matter_id: str
    objections: int


@fact("disclosure.notice.due_recomputed", label="重新计算公示期")
class NoticeRecomputed(Fact):
    """A calendar was loaded: the provisional last day became a true one."""

    notice_id: str
    path: str
    due: date
    provisional: bool


@fact("disclosure.objection.late", label="公示异议逾期未答复")
class ObjectionLate(Fact):
    """The last day for an answer passed."""

    objection_id: str
    path: str
    notice_id: str
    due: date


@fact("disclosure.objection.revealed", label="查看异议人信息", announced_only=True)
class ObjectionRevealed(Fact):
    """Somebody saw who objected, for a reason."""

    objection_id: str
    path: str
    reason: str
