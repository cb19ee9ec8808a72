"""What happens to an organisation that is filed or registered, and what goes on its record."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from services.incubation import events, policies
from services.incubation.handlers.gradings import end_grades
from services.incubation.handlers.reach import (
    PACK,
    check_account,
    check_name,
    day_after,
    in_reach,
    person,
)
from services.incubation.model import (
    AnnualCheck,
    Filing,
    Grading,
    Listing,
    Organisation,
    Punishment,
    Registration,
    Stay,
)
from services.incubation.policies import CheckResult, ListingKind
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import midnight
from shared.kernel.errors import Invalid
from shared.kernel.workflow import enforce

_APPLICATIONS: tuple[type[Any], ...] = (Filing, Registration, Stay, Grading)
RENEWAL, OVER = TIMERS = ("certificate_renewal", "certificate_over")


def change_organisation(
    uow: UnitOfWork, *, organisation_id: str, document_no: str, changes: Mapping[str, Any]
) -> Organisation:
    """Change what is on record; what is not given stays."""
    organisation = in_reach(uow, Organisation, organisation_id)
    if not changes:
        raise Invalid("incubation.nothing_changed", "请填写需要变更的内容。")
    if "responsible" in changes:
        changes = {**changes, **person(changes["responsible"], on=uow.today)}
    if "name" in changes:
        check_name(uow, organisation.district, changes["name"], besides=organisation.id)
    uow.basis(document_no)
    organisation.change(uow.actor, document_no=document_no, on=uow.today, **changes)
    return organisation


def renew_filing(uow: UnitOfWork, *, organisation_id: str, document_no: str) -> Organisation:
    """Prolong the certificate by a full term after its last day."""
    organisation, pack = in_reach(uow, Organisation, organisation_id), uow.rules(PACK)
    through = organisation.valid_through or uow.today
    uow.basis(document_no)
    longer = policies.last_day(through + timedelta(days=1), pack.period("filing.valid"))
    enforce(policies.may_be_renewed(through, uow.today, days=pack.integer("filing.renewal_days")))
    organisation.renew(uow.actor, valid_through=longer, document_no=document_no, on=uow.today)
    wait_for_end(uow, organisation)
    return organisation


def cancel_organisation(
    uow: UnitOfWork, *, organisation_id: str, reason: str, document_no: str
) -> Organisation:
    """End it, and the grade that it bears."""
    organisation = in_reach(uow, Organisation, organisation_id)
    uow.basis(document_no)
    organisation.cancel(uow.actor, reason=reason, document_no=document_no, on=uow.today)
    for timer in TIMERS:
        uow.forget(timer, organisation.id)
    end_grades(uow, organisation.id)
    return organisation


def enlist_organisation(
    uow: UnitOfWork, *, organisation_id: str, kind: str, entered_on: date, document_no: str
) -> Organisation:
    """Enter it in a list, or note an investigation."""
    organisation = in_reach(uow, Organisation, organisation_id)
    _not_later(uow, entered_on)
    uow.basis(document_no)
    organisation.enlist(uow.actor, Listing(ListingKind(kind), entered_on, document_no))
    return organisation


def delist_organisation(
    uow: UnitOfWork, *, organisation_id: str, kind: str, document_no: str
) -> Organisation:
    """Take it off a list today."""
    organisation = in_reach(uow, Organisation, organisation_id)
    uow.basis(document_no)
    organisation.delist(uow.actor, ListingKind(kind), on=uow.today)
    return organisation


def punish_organisation(
    uow: UnitOfWork, *, organisation_id: str, punished_on: date, document_no: str
) -> Organisation:
    """Note an administrative punishment."""
    organisation = in_reach(uow, Organisation, organisation_id)
    _not_later(uow, punished_on)
    uow.basis(document_no)
    organisation.punish(uow.actor, Punishment(punished_on, document_no))
    return organisation


def check_organisation(
    uow: UnitOfWork, *, organisation_id: str, year: int, result: str
) -> Organisation:
    """Note the result of an annual check; of a year that is over."""
    organisation = in_reach(uow, Organisation, organisation_id)
    if year >= uow.today.year:
        raise Invalid("incubation.year_not_over", f"{year} 年度尚未结束，不能登记年检结论。")
    organisation.check(uow.actor, AnnualCheck(year, CheckResult(result)))
    return organisation


def link_account(uow: UnitOfWork, *, organisation_id: str, account_id: str) -> Organisation:
    """Let an organisation act for itself; what it applied for before becomes its own too."""
    organisation = in_reach(uow, Organisation, organisation_id)
    check_account(uow, account_id)
    organisation.link(uow.actor, account_id)
    for cls in _APPLICATIONS:
        for matter in uow.find(cls, organisation_id=organisation.id):
            matter.account = account_id
    return organisation


def reveal_responsible(uow: UnitOfWork, *, organisation_id: str, reason: str) -> Organisation:
    """Show the unmasked responsible person, for a reason, on the record."""
    organisation = in_reach(uow, Organisation, organisation_id)
    organisation.reveal(reason)
    return organisation


def certificate_ends_soon(uow: UnitOfWork, *, subject_id: str) -> None:
    """Remind that a certificate has to be renewed."""
    organisation = uow.get(Organisation, subject_id)
    if organisation.is_filed and organisation.valid_through is not None:
        organisation.tell(events.FilingRenewalDue, valid_through=organisation.valid_through)


def certificate_over(uow: UnitOfWork, *, subject_id: str) -> None:
    """The last day of a certificate is over."""
    organisation = uow.get(Organisation, subject_id)
    through = organisation.valid_through
    if organisation.is_filed and through is not None and through < uow.today:
        organisation.expire(uow.actor, on=uow.today)


def wait_for_end(uow: UnitOfWork, organisation: Organisation) -> None:
    """Let the timers wait for the end of a certificate, and for the days before it."""
    through = organisation.valid_through
    assert through is not None
    before = timedelta(days=uow.rules(PACK).integer("filing.renewal_days"))
    uow.remind(RENEWAL, organisation.id, midnight(through - before))
    uow.remind(OVER, organisation.id, day_after(through))


def _not_later(uow: UnitOfWork, day: date) -> None:
    if day > uow.today:
        raise Invalid("incubation.day_in_future", f"日期不得晚于今天（{uow.today}）。")
