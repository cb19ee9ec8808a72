"""What happens to admissions (准入)."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("delegation.admission.applied", label="申请准入")
class AdmissionApplied(Fact):
    """A department asks to send a community work that no list names."""

    admission_id: str
    path: str
    item_id: str
    name: str
    lead: str


@fact("delegation.admission.review_began", label="受理准入审核")
class AdmissionReviewBegan(Fact):
    """The leading office asks the others for their opinions."""

    admission_id: str
    path: str


@fact("delegation.admission.reviewed", label="提出准入意见")
class AdmissionReviewed(Fact):
    """One reviewer said what it thinks."""

    admission_id: str
    path: str
    unit: str
    verdict: str


@fact("delegation.admission.urgent_entered", label="紧急先行")
class AdmissionEnteredUrgently(Fact):
    """The work began at once; it is withdrawn after `due` unless it is approved."""

    admission_id: str
    path: str
    item_id: str
    name: str
    due: date
    provisional: bool


@fact("delegation.admission.grace_recomputed", label="重新计算先行期限")
class AdmissionGraceRecomputed(Fact):
    """A calendar was loaded: the last day for the approval became a true date."""

    admission_id: str
    path: str
    old_due: date
    due: date
    provisional: bool
    clock: str = "recomputed"


@fact("delegation.admission.approved", label="批准准入")
class AdmissionApproved(Fact):
    """The district committee lets the work in, with a last day, money and people."""

    admission_id: str
    path: str
    item_id: str
    name: str
    document_no: str
    begins_on: date
    expires_on: date
    funds_fen: int
    staff: int


@fact("delegation.admission.entered", label="准入生效")
class AdmissionEntered(Fact):
    """The work may be sent to communities from today."""

    admission_id: str
    path: str
    item_id: str
    expires_on: date


@fact("delegation.admission.ended", label="准入结束")
class AdmissionEnded(Fact):
    """The work is done, or its time is over."""

    admission_id: str
    path: str
    item_id: str
    reason: str


@fact("delegation.admission.refused", label="不予准入")
class AdmissionRefused(Fact):
    """The district committee says no, and why."""

    admission_id: str
    path: str
    item_id: str
    reason: str


@fact("delegation.admission.withdrawn", label="撤回准入")
class AdmissionWithdrawn(Fact):
    """Taken back by the department, or by time: urgent work was not approved."""

    admission_id: str
    path: str
    item_id: str
    reason: str
