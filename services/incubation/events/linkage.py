"""Facts of joint projects, meetings and their issues."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("incubation.linkage.planned", label="策划三社联动项目")
class LinkagePlanned(Fact):
    """A joint project was planned."""

    linkage_id: str
    path: str
    title: str


@fact("incubation.linkage.started", label="启动联动项目")
class LinkageStarted(Fact):
    """Community, organisation and social worker begin."""

    linkage_id: str
    path: str
    organisation_id: str


@fact("incubation.linkage.completed", label="完成联动项目")
class LinkageCompleted(Fact):
    """It is done."""

    linkage_id: str
    path: str
    beneficiaries: int


@fact("incubation.linkage.stopped", label="中止联动项目")
class LinkageStopped(Fact):
    """It came to nothing."""

    linkage_id: str
    path: str


@fact("incubation.meeting.held", label="召开联系会商")
class MeetingHeld(Fact):
    """A monthly or quarterly meeting was held, with so many issues."""

    meeting_id: str
    path: str
    kind: str
    held_on: date
    issues: int


@fact("incubation.issue.settled", label="办结会商问题")
class IssueSettled(Fact):
    """An issue was settled."""

    issue_id: str
    path: str
    on_time: bool


@fact("incubation.issue.overdue", label="会商问题逾期")
class IssueOverdue(Fact):
    """The last day of an issue passed without an answer."""

    issue_id: str
    path: str
    owner: str
    due: date
