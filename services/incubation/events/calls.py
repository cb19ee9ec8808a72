"""Facts of calls for ventures, of needs, and of objections to a ranking."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("incubation.call.drafted", label="起草公益创投方案")
class CallDrafted(Fact):
    """A call was drafted, with its budget."""

    call_id: str
    path: str
    title: str
    budget_fen: int


@fact("incubation.call.collecting", label="开始征集需求")
class NeedsCollected(Fact):
    """Residents and communities may say what they need."""

    call_id: str
    path: str
    title: str


@fact("incubation.call.opened", label="发布项目征集")
class CallOpened(Fact):
    """Organisations may apply from the first day through the last."""

    call_id: str
    path: str
    title: str
    opens_on: date
    closes_on: date
    document_no: str


@fact("incubation.call.closed", label="征集截止")
class CallClosed(Fact):
    """The window is over."""

    call_id: str
    path: str


@fact("incubation.call.ranking_announced", label="公示评审结果")
class RankingAnnounced(Fact):
    """The ranking is shown to everybody until `due`."""

    call_id: str
    path: str
    title: str
    due: date
    provisional: bool


@fact("incubation.call.notice_ended", label="公示期满")
class NoticeEnded(Fact):
    """The notice is over; with or without open objections."""

    call_id: str
    path: str
    contested: bool


@fact("incubation.call.objections_settled", label="异议处理完毕")
class ObjectionsSettled(Fact):
    """Every objection was answered and the ranking stands."""

    call_id: str
    path: str


@fact("incubation.call.concluded", label="结束本届公益创投")
class CallConcluded(Fact):
    """Every ranked project was awarded or declined."""

    call_id: str
    path: str
    awarded_fen: int


@fact("incubation.call.due_recomputed", label="重新计算公示期限")
class CallDueRecomputed(Fact):
    """A calendar was loaded: the provisional last day became a true one."""

    call_id: str
    path: str
    old_due: date
    due: date


@fact("incubation.need.raised", label="提出需求", anonymous=True)
class NeedRaised(Fact):
    """Somebody of the area said what is needed."""

    need_id: str
    path: str
    call_id: str


@fact("incubation.need.published", label="发布需求")
class NeedPublished(Fact):
    """A need was put on the list that organisations answer."""

    need_id: str
    path: str
    call_id: str
    title: str


@fact("incubation.need.declined", label="需求未采纳")
class NeedDeclined(Fact):
    """A need was not put on the list."""

    need_id: str
    path: str
    call_id: str


@fact("incubation.ranking_objection.filed", label="提出异议")
class RankingObjected(Fact):
    """Somebody objected by name to a ranked project."""

    objection_id: str
    path: str
    call_id: str
    venture_id: str


@fact("incubation.ranking_objection.answered", label="答复异议")
class RankingObjectionAnswered(Fact):
    """The organiser answered; upheld, the project is not funded."""

    objection_id: str
    path: str
    call_id: str
    venture_id: str
    upheld: bool
