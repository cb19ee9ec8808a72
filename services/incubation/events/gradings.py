"""Facts of gradings (5A to 1A)."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("incubation.grading.applied", label="申请等级评估")
class GradingApplied(Fact):
    """An organisation asks to be graded; `upgrade`: it bears a grade that still holds."""

    grading_id: str
    path: str
    organisation_id: str
    organisation_name: str
    upgrade: bool


@fact("incubation.grading.declined", label="不予评估")
class GradingDeclined(Fact):
    """It is not assessed."""

    grading_id: str
    path: str
    organisation_id: str


@fact("incubation.grading.withdrawn", label="撤回评估申请")
class GradingWithdrawn(Fact):
    """The applicant took it back."""

    grading_id: str
    path: str
    organisation_id: str


@fact("incubation.grading.assessed", label="完成评估")
class GradingAssessed(Fact):
    """The points and the grade that they make by the bands of that name."""

    grading_id: str
    path: str
    organisation_id: str
    score: int
    grade: str
    bands: str


@fact("incubation.grading.noticed", label="公示评估结果")
class GradingNoticed(Fact):
    """The result hangs out through `due`, for everybody to object to."""

    grading_id: str
    path: str
    organisation_id: str
    organisation_name: str
    grade: str
    due: date


@fact("incubation.grading.notice_over", label="公示期满")
class GradingNoticeOver(Fact):
    """The time of the notice is over."""

    grading_id: str
    path: str
    due: date


@fact("incubation.grading.due_recomputed", label="重新计算公示期限")
class GradingDueRecomputed(Fact):
    """A calendar was loaded: the provisional last day became a true one."""

    grading_id: str
    path: str
    old_due: date
    due: date


@fact("incubation.grading.granted", label="授予评估等级")
class GradingGranted(Fact):
    """It bears the grade; `priority`: it comes first for functions and purchases (3A and more)."""

    grading_id: str
    path: str
    organisation_id: str
    organisation_name: str
    grade: str
    score: int
    bands: str
    valid_through: date
    priority: bool


@fact("incubation.grading.denied", label="不予授予等级")
class GradingDenied(Fact):
    """An objection was upheld; no grade is granted."""

    grading_id: str
    path: str
    organisation_id: str


@fact("incubation.grading.revoked", label="取消评估等级")
class GradingRevoked(Fact):
    """The grade was taken away."""

    grading_id: str
    path: str
    organisation_id: str
    grade: str
    reason: str


@fact("incubation.grading.superseded", label="等级被新等级取代")
class GradingSuperseded(Fact):
    """A new grade took its place."""

    grading_id: str
    path: str
    organisation_id: str
    grade: str


@fact("incubation.grading.ended", label="随组织注销")
class GradingEnded(Fact):
    """The organisation ended, and its grade or its application with it."""

    grading_id: str
    path: str
    organisation_id: str
    grade: str


@fact("incubation.grading.expired", label="评估等级到期")
class GradingExpired(Fact):
    """The grade's last day is over."""

    grading_id: str
    path: str
    organisation_id: str
    grade: str
