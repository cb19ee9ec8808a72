"""What happens to a party organisation. Numbers of members, never a name."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("party.organisation.proposed", label="提出设立党组织")
class OrganisationProposed(Fact):
    """Somebody asks the superior to set up an organisation."""

    organisation_id: str
    path: str
    name: str
    level: str
    form: str
    parent_id: str


@fact("party.organisation.approved", label="批复设立党组织")
class OrganisationApproved(Fact):
    """The superior agreed, by a document."""

    organisation_id: str
    path: str
    document_no: str


@fact("party.organisation.rejected", label="不予设立党组织")
class OrganisationRejected(Fact):
    """The superior said no, and why."""

    organisation_id: str
    path: str
    reason: str


@fact("party.organisation.activated", label="党组织成立")
class OrganisationActivated(Fact):
    """It exists from `established_on`, below `parent_id`; `name`, `level`, `form` as it begins."""

    organisation_id: str
    path: str
    name: str
    level: str
    form: str
    parent_id: str
    established_on: date


@fact("party.organisation.moved", label="调整隶属关系")
class OrganisationMoved(Fact):
    """It and all below it belong to `parent_id` from `since` on."""

    organisation_id: str
    path: str
    former_parent_id: str
    parent_id: str
    since: date


@fact("party.organisation.reorganising", label="开始整顿")
class OrganisationReorganising(Fact):
    """The superior has it put in order."""

    organisation_id: str
    path: str
    reason: str


@fact("party.organisation.resumed", label="整顿结束")
class OrganisationResumed(Fact):
    """It works again."""

    organisation_id: str
    path: str


@fact("party.organisation.merged", label="合并党组织")
class OrganisationMerged(Fact):
    """From `dissolved_on` on it is no more; members and what was below it went to the successor."""

    organisation_id: str
    path: str
    successor_id: str
    dissolved_on: date
    formal: int
    probationary: int


@fact("party.organisation.dissolved", label="撤销党组织")
class OrganisationDissolved(Fact):
    """From `dissolved_on` on it is no more; its id stays readable."""

    organisation_id: str
    path: str
    dissolved_on: date
    reason: str
