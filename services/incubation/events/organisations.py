"""Facts of organisations. No person is named in them."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("incubation.organisation.filed", label="社会组织备案")
class OrganisationFiled(Fact):
    """It bears a certificate of filing through that day, and no legal personality."""

    organisation_id: str
    path: str
    name: str
    kind: str
    certificate_no: str
    valid_through: date


@fact("incubation.organisation.registered", label="社会组织登记")
class OrganisationRegistered(Fact):
    """It is a legal person; `promoted`: it was filed before."""

    organisation_id: str
    path: str
    name: str
    form: str
    credit_code: str
    promoted: bool


@fact("incubation.organisation.changed", label="变更")
class OrganisationChanged(Fact):
    """What is on record was changed; `changed` names the fields."""

    organisation_id: str
    path: str
    name: str
    changed: list[str]


@fact("incubation.organisation.renewal_due", label="备案即将到期")
class FilingRenewalDue(Fact):
    """The certificate ends soon; nobody has renewed it."""

    organisation_id: str
    path: str
    valid_through: date


@fact("incubation.organisation.renewed", label="备案续期")
class FilingRenewed(Fact):
    """The certificate of filing holds longer."""

    organisation_id: str
    path: str
    valid_through: date


@fact("incubation.organisation.expired", label="备案到期")
class FilingExpired(Fact):
    """The certificate of filing ended."""

    organisation_id: str
    path: str
    certificate_no: str


@fact("incubation.organisation.cancelled", label="注销")
class OrganisationCancelled(Fact):
    """It ended."""

    organisation_id: str
    path: str
    reason: str


@fact("incubation.organisation.listed", label="列入名单")
class OrganisationListed(Fact):
    """It was entered in a list, or an investigation began."""

    organisation_id: str
    path: str
    kind: str
    on: date


@fact("incubation.organisation.delisted", label="移出名单")
class OrganisationDelisted(Fact):
    """It was taken off a list, or an investigation ended."""

    organisation_id: str
    path: str
    kind: str
    on: date


@fact("incubation.organisation.punished", label="行政处罚")
class OrganisationPunished(Fact):
    """It was punished by a decision of that day."""

    organisation_id: str
    path: str
    on: date
    document_no: str


@fact("incubation.organisation.checked", label="年检")
class OrganisationChecked(Fact):
    """The result of the check of a year."""

    organisation_id: str
    path: str
    year: int
    result: str


@fact("incubation.organisation.account_linked", label="关联登录账号")
class AccountLinked(Fact):
    """It acts for itself from now on, under a log-in of its own."""

    organisation_id: str
    path: str


@fact("incubation.organisation.revealed", label="查看负责人信息")
class ResponsibleRevealed(Fact):
    """Somebody saw the unmasked data of the responsible person."""

    organisation_id: str
    path: str
    reason: str
