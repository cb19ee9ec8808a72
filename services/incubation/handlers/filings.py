"""Filing a community organisation: applied for, heard in the community, decided by the street."""

from collections.abc import Mapping

from services.incubation import policies
from services.incubation.handlers.organisations import wait_for_end
from services.incubation.handlers.reach import PACK, SYSTEM, founded, in_reach, within
from services.incubation.model import CommunityOpinion, Filing, Form, Organisation
from services.incubation.policies import FilingRules
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Invalid
from shared.kernel.jurisdiction import SEPARATOR
from shared.kernel.workflow import enforce

REVIEW = "filing_review_due"


def apply_filing(
    uow: UnitOfWork,
    *,
    name: str,
    kind: str,
    charter_scope: str,
    charter: str,
    initiator: str,
    members: int,
    own_account: bool,
    responsible: Mapping[str, str],
) -> Filing:
    """Ask the street to file an organisation of the actor's community."""
    rules = _rules(uow)
    enforce(policies.lies_in_a_community(uow.actor))
    if initiator not in rules.initiators:
        raise Invalid("incubation.unknown_initiator", "没有此类发起主体，请核对。")
    organisation = founded(
        uow,
        name=name,
        form=Form.COMMUNITY,
        kind=kind,
        charter_scope=charter_scope,
        members=members,
        own_bank_account=own_account,
        responsible=responsible,
    )
    filing = Filing(
        id=uow.new_id(),
        path=organisation.path,
        organisation_id=organisation.id,
        name=name,
        initiator=initiator,
        charter=charter,
        account=organisation.account,
        applied_by=uow.actor.id,
        applied_at=uow.now,
    )
    filing.apply(organisation, rules)
    uow.add(filing)
    return filing


def send_filing(uow: UnitOfWork, *, filing_id: str) -> Filing:
    """Ask the community."""
    filing = in_reach(uow, Filing, filing_id)
    filing.send(uow.actor)
    return filing


def give_opinion(uow: UnitOfWork, *, filing_id: str, supports: bool, text: str) -> Filing:
    """Say the community's mind; from here the street's time runs."""
    filing = in_reach(uow, Filing, filing_id)
    review_by = within(uow, "filing.review")
    opinion = CommunityOpinion(supports, text, uow.actor.id, uow.now)
    filing.opine(uow.actor, opinion, review_by=review_by)
    uow.remind(REVIEW, filing.id, review_by.lapses_at)
    return filing


def file_organisation(uow: UnitOfWork, *, filing_id: str, document_no: str) -> Filing:
    """File it: number a certificate, valid from today."""
    filing, pack = in_reach(uow, Filing, filing_id), uow.rules(PACK)
    uow.basis(document_no)
    street = filing.path.split(SEPARATOR)[1]
    number = f"{street}-{uow.today.year}-{uow.number('certificate_number'):05d}"
    filing.file(uow.actor, certificate_no=number, at=uow.now)
    organisation = uow.get(Organisation, filing.organisation_id)
    through = policies.last_day(uow.today, pack.period("filing.valid"))
    organisation.file(SYSTEM, certificate_no=number, on=uow.today, valid_through=through)
    wait_for_end(uow, organisation)
    uow.forget(REVIEW, filing.id)
    return filing


def refuse_filing(uow: UnitOfWork, *, filing_id: str, reason: str) -> Filing:
    """Do not file it."""
    filing = in_reach(uow, Filing, filing_id)
    filing.refuse(uow.actor, reason=reason, at=uow.now)
    return _fallen(uow, filing)


def withdraw_filing(uow: UnitOfWork, *, filing_id: str) -> Filing:
    """Take the application back."""
    filing = in_reach(uow, Filing, filing_id)
    filing.withdraw(uow.actor)
    return _fallen(uow, filing)


def filing_lapsed(uow: UnitOfWork, *, subject_id: str) -> None:
    """The street should have decided by now."""
    uow.get(Filing, subject_id).lapse(uow.now)


def _fallen(uow: UnitOfWork, filing: Filing) -> Filing:
    uow.get(Organisation, filing.organisation_id).fall(SYSTEM, on=uow.today)
    uow.forget(REVIEW, filing.id)
    return filing


def _rules(uow: UnitOfWork) -> FilingRules:
    pack = uow.rules(PACK)
    return FilingRules(
        kinds=pack.raw("kinds"),
        initiators=pack.raw("initiators"),
        least_members=pack.integer("filing.least_members"),
    )
