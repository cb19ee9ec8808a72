"""What happens to a delegation (事项下放). Money travels in integer fen."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("delegation.delegation.proposed", label="提出下放")
class DelegationProposed(Fact):
    """A department wants to hand an L1 item to a street."""

    delegation_id: str
    path: str
    item_id: str
    item_name: str
    street_path: str


@fact("delegation.delegation.offered", label="征求街道意见")
class DelegationOffered(Fact):
    """The department offers it; the street must be heard."""

    delegation_id: str
    path: str
    item_id: str
    street_path: str


@fact("delegation.delegation.accepted", label="街道同意承接")
class DelegationAccepted(Fact):
    """The street's opinion is recorded; it agrees."""

    delegation_id: str
    path: str
    item_id: str


@fact("delegation.delegation.declined", label="街道不同意承接")
class DelegationDeclined(Fact):
    """The street's opinion is recorded; the department thinks again."""

    delegation_id: str
    path: str
    item_id: str


@fact("delegation.delegation.authority_granted", label="授权")
class AuthorityGranted(Fact):
    """The power goes with the duty (权随责走)."""

    delegation_id: str
    path: str
    kind: str


@fact("delegation.delegation.funds_appropriated", label="拨付经费")
class FundsAppropriated(Fact):
    """The money goes with the matter (费随事转)."""

    delegation_id: str
    path: str
    budget_year: int
    amount_fen: int
    needed_fen: int


@fact("delegation.delegation.staff_assigned", label="配备人员")
class StaffAssigned(Fact):
    """People go with the matter."""

    delegation_id: str
    path: str
    count: int
    category: str


@fact("delegation.delegation.means_waived", label="签署零配备说明")
class MeansWaived(Fact):
    """Finance or the staffing office signed that `means` is zero, and why (DEL-01)."""

    delegation_id: str
    path: str
    means: str
    reason: str


@fact("delegation.delegation.activated", label="下放生效")
class DelegationActivated(Fact):
    """The street handles new cases of the item from now on."""

    delegation_id: str
    path: str
    item_id: str
    street_path: str
    valid_from: date
    valid_to: date | None


@fact("delegation.delegation.funding_gap_opened", label="出现经费缺口")
class FundingGapOpened(Fact):
    """Funds are used up or the new year has none; suspended after `due`."""

    delegation_id: str
    path: str
    reason: str
    due: date
    provisional: bool


@fact("delegation.delegation.grace_recomputed", label="重新计算经费宽限期")
class GraceRecomputed(Fact):
    """A calendar was loaded: the last day of grace became a true date."""

    delegation_id: str
    path: str
    old_due: date
    due: date
    provisional: bool
    clock: str = "recomputed"


@fact("delegation.delegation.suspended", label="下放暂停")
class DelegationSuspended(Fact):
    """The grace is over: new cases go back to the department."""

    delegation_id: str
    path: str
    item_id: str


@fact("delegation.delegation.revocation_requested", label="申请收回")
class RevocationRequested(Fact):
    """The department asks the government to take it back."""

    delegation_id: str
    path: str
    reason: str


@fact("delegation.delegation.revoked", label="下放终止")
class DelegationRevoked(Fact):
    """Taken back, expired, or its L1 entry was cancelled (X-01).

    `mode`: running cases `finish` at the street, or go `hand_back` to the department at `path`.
    """

    delegation_id: str
    path: str
    item_id: str
    reason: str
    mode: str
