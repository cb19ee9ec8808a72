"""What happens to seals and requests for them. No applicant is in any of it."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("delegation.seal.registered", label="登记印章")
class SealRegistered(Fact):
    """A community's seal may be used from now on."""

    seal_id: str
    path: str
    seal_no: str
    name: str


@fact("delegation.seal.retired", label="停用印章")
class SealRetired(Fact):
    """The seal is used no more; its register stays."""

    seal_id: str
    path: str
    seal_no: str
    reason: str


@fact("delegation.seal_request.opened", label="申请用印")
class SealRequested(Fact):
    """A resident asks the community to certify `name`; `entry_id` is the L5 entry, "" if none."""

    request_id: str
    path: str
    name: str
    entry_id: str


@fact("delegation.seal_request.checked", label="核实用印")
class SealRequestChecked(Fact):
    """The facts and the applicant's residence were established."""

    request_id: str
    path: str
    name: str


@fact("delegation.seal_request.approved", label="批准用印")
class SealRequestApproved(Fact):
    """The head of the community agrees."""

    request_id: str
    path: str
    name: str


@fact("delegation.seal_request.stamped", label="盖章登记")
class SealStamped(Fact):
    """Stamped under the next number of the seal's register; `digest` is the scan's SHA-256."""

    request_id: str
    path: str
    name: str
    seal_id: str
    register_no: str
    copies: int
    digest: str
    stamped_on: date


@fact("delegation.seal_request.filed", label="用印归档")
class SealRequestFiled(Fact):
    """The papers are in the archive for as long as the list entry says."""

    request_id: str
    path: str
    name: str
    retention: str


@fact("delegation.seal_request.rejected", label="不予出具")
class SealRequestRejected(Fact):
    """The community does not certify it; `code` says why."""

    request_id: str
    path: str
    name: str
    code: str


@fact("delegation.seal_request.revealed", label="查看完整个人信息")
class SealApplicantRevealed(Fact):
    """Somebody saw the unmasked personal data, for a reason."""

    request_id: str
    path: str
    reason: str
