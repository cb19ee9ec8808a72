"""Facts of applications for filing."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("incubation.filing.applied", label="申请备案")
class FilingApplied(Fact):
    """A community organisation asks to be filed."""

    filing_id: str
    path: str
    organisation_id: str
    name: str


@fact("incubation.filing.sent", label="征求社区意见")
class FilingSent(Fact):
    """The street asks the community."""

    filing_id: str
    path: str
    organisation_id: str


@fact("incubation.filing.opined", label="出具社区意见")
class FilingOpinionGiven(Fact):
    """The community said its mind; the street decides by `due`."""

    filing_id: str
    path: str
    supports: bool
    due: date


@fact("incubation.filing.granted", label="准予备案")
class FilingGranted(Fact):
    """The street files it."""

    filing_id: str
    path: str
    organisation_id: str
    certificate_no: str


@fact("incubation.filing.refused", label="不予备案")
class FilingRefused(Fact):
    """The street does not file it; why, the applicant is told."""

    filing_id: str
    path: str
    organisation_id: str


@fact("incubation.filing.withdrawn", label="撤回备案申请")
class FilingWithdrawn(Fact):
    """The applicant took it back."""

    filing_id: str
    path: str
    organisation_id: str


@fact("incubation.filing.overdue", label="街道审核逾期")
class FilingOverdue(Fact):
    """The street has not decided in time."""

    filing_id: str
    path: str
    due: date


@fact("incubation.filing.due_recomputed", label="重新计算审核期限")
class FilingDueRecomputed(Fact):
    """A calendar was loaded: the provisional last day became a true one."""

    filing_id: str
    path: str
    old_due: date
    due: date
