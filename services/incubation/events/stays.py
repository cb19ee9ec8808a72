"""Facts of stays in an incubator, of incubators, and of projects that were completed."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("incubation.incubator.established", label="设立孵化基地")
class IncubatorEstablished(Fact):
    """An incubator of that level works at `path`."""

    incubator_id: str
    path: str
    name: str
    level: str


@fact("incubation.project.completed", label="完成项目")
class ProjectCompleted(Fact):
    """An organisation completed a project; `source` says where that is known from."""

    project_id: str
    path: str
    organisation_id: str
    title: str
    source: str
    completed_on: date


@fact("incubation.stay.applied", label="申请入壳")
class StayApplied(Fact):
    """An organisation asks for a place; it is told of the screening by `due`."""

    stay_id: str
    path: str
    organisation_id: str
    incubator_id: str
    level: str
    due: date


@fact("incubation.stay.screened", label="初审通过")
class StayScreened(Fact):
    """Its papers are in order; it goes to the review."""

    stay_id: str
    path: str
    organisation_id: str


@fact("incubation.stay.reviewed", label="评审通过")
class StayReviewed(Fact):
    """The review recommends it; `score` out of 100."""

    stay_id: str
    path: str
    organisation_id: str
    score: str


@fact("incubation.stay.admitted", label="入壳")
class StayAdmitted(Fact):
    """It has a place by agreement, from that day through that day."""

    stay_id: str
    path: str
    organisation_id: str
    incubator_id: str
    level: str
    starts_on: date
    ends_on: date


@fact("incubation.stay.started", label="开始孵化")
class StayStarted(Fact):
    """It is being incubated."""

    stay_id: str
    path: str
    organisation_id: str


@fact("incubation.stay.checked", label="中期检查")
class StayChecked(Fact):
    """Half-way it was looked at; `score` out of 100."""

    stay_id: str
    path: str
    organisation_id: str
    score: str


@fact("incubation.stay.extended", label="延长孵化期")
class StayExtended(Fact):
    """It stays longer, through `ends_on`."""

    stay_id: str
    path: str
    organisation_id: str
    ends_on: date


@fact("incubation.stay.graduated", label="出壳")
class StayGraduated(Fact):
    """It stands on its own: it counts as incubated at that level."""

    stay_id: str
    path: str
    organisation_id: str
    level: str
    score: str
    projects: int


@fact("incubation.stay.tracked", label="跟踪服务")
class StayTracked(Fact):
    """It is followed through that day."""

    stay_id: str
    path: str
    organisation_id: str
    through: date


@fact("incubation.stay.finished", label="跟踪期满")
class StayFinished(Fact):
    """The time of following it is over."""

    stay_id: str
    path: str
    organisation_id: str


@fact("incubation.stay.promoted", label="转入上级孵化")
class StayPromoted(Fact):
    """It went on to an incubator of a higher level."""

    stay_id: str
    path: str
    organisation_id: str
    promoted_to: str


@fact("incubation.stay.exited", label="退出孵化")
class StayExited(Fact):
    """It left before graduating; what it used is handed over by `due`."""

    stay_id: str
    path: str
    organisation_id: str
    code: str
    due: date


@fact("incubation.stay.handed_over", label="完成交接")
class StayHandedOver(Fact):
    """What it used was handed over."""

    stay_id: str
    path: str
    organisation_id: str
    on_time: bool


@fact("incubation.stay.rejected", label="未予入壳")
class StayRejected(Fact):
    """It got no place."""

    stay_id: str
    path: str
    organisation_id: str
    code: str


@fact("incubation.stay.withdrawn", label="撤回入壳申请")
class StayWithdrawn(Fact):
    """The applicant took it back."""

    stay_id: str
    path: str
    organisation_id: str


@fact("incubation.stay.overdue", label="孵化办理逾期")
class StayOverdue(Fact):
    """Screening or handing over was not done in time."""

    stay_id: str
    path: str
    due: date


@fact("incubation.stay.due_recomputed", label="重新计算孵化办理期限")
class StayDueRecomputed(Fact):
    """A calendar was loaded: the provisional last day became a true one."""

    stay_id: str
    path: str
    old_due: date
    due: date


@fact("incubation.stay.term_over", label="孵化期满")
class StayTermOver(Fact):
    """The agreed term is over: it graduates, is extended, or leaves."""

    stay_id: str
    path: str
    organisation_id: str
    ends_on: date


@fact("incubation.support.given", label="提供支持")
class SupportGiven(Fact):
    """Support was given; money in fen."""

    support_id: str
    path: str
    stay_id: str
    kind: str
    quantity: str
    unit: str
    money_fen: int


@fact("incubation.support.corrected", label="冲正支持记录")
class SupportCorrected(Fact):
    """An entry was taken back by a counter-entry."""

    support_id: str
    path: str
    stay_id: str
    corrects: str
    money_fen: int
