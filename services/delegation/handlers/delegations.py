"""Delegations: offered, accepted, equipped, in force; what happens without money; their end."""

from datetime import date, timedelta

from services.delegation import policies
from services.delegation.handlers.batches import KINDS
from services.delegation.handlers.booking import (
    account_of,
    book_agreement,
    check_the_gap_closes,
)
from services.delegation.handlers.reach import entry_in_force, living_unit, not_effective
from services.delegation.model import (
    Authority,
    DelegatedCase,
    Delegation,
    Funding,
    Revocation,
    RunningCase,
    Staffing,
    Waiver,
)
from services.delegation.model.delegation import HAND_BACK
from services.delegation.workflow import DelegationStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import midnight
from shared.kernel.deadlines import deadline
from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.kernel.jurisdiction import covers
from shared.kernel.workflow import enforce

PACK, LEDGER = "delegation.means", "delegation.ledger"
YEAR_OVER, GRACE_OVER, EXPIRES = "budget_year_over", "funding_grace_over", "delegation_expires"


def propose_delegation(
    uow: UnitOfWork, *, item_id: str, street: str, valid_from: date | None, valid_to: date | None
) -> Delegation:
    """Propose to hand an L1 entry of one's own department to a street."""
    entry = entry_in_force(uow, item_id, list_code="L1")
    enforce(not_effective(item_id) if entry is None else None)
    assert entry is not None
    enforce(policies.own_department(entry, uow.actor))
    start = valid_from or uow.today
    unit = living_unit(uow, street, on=start)
    if unit.kind not in KINDS["street"] or (valid_to is not None and valid_to < start):
        raise Invalid("delegation.bad_bundle", "承接单位须为街道（镇），终止日期不得早于起始日期。")
    open_ones = [d for d in uow.find(Delegation, item_id=item_id, street=street) if d.is_open]
    if open_ones:
        raise Conflict(
            "delegation.already_delegated",
            f"“{entry.name}”已向{unit.name}下放或正在下放，不能重复提出。",
            delegation_id=open_ones[0].id,
        )
    delegation = Delegation(
        id=uow.new_id(),
        item_id=item_id,
        item_name=entry.name,
        department=entry.department,
        path=uow.actor.path,
        street=street,
        street_path=unit.path,
        valid_from=start,
        valid_to=valid_to,
        proposed_by=uow.actor.id,
    )
    delegation.propose()
    uow.add(delegation)
    return delegation


def offer_delegation(uow: UnitOfWork, *, delegation_id: str) -> Delegation:
    """Ask the street for its opinion."""
    delegation = in_reach(uow, delegation_id)
    delegation.offer(uow.actor)
    return delegation


def accept_delegation(uow: UnitOfWork, *, delegation_id: str, opinion: str) -> Delegation:
    """The street agrees; its opinion is recorded."""
    delegation = in_reach(uow, delegation_id)
    delegation.answer(uow.actor, agrees=True, opinion=opinion)
    return delegation


def decline_delegation(uow: UnitOfWork, *, delegation_id: str, opinion: str) -> Delegation:
    """The street does not agree; its opinion is recorded."""
    delegation = in_reach(uow, delegation_id)
    delegation.answer(uow.actor, agrees=False, opinion=opinion)
    return delegation


def grant_authority(
    uow: UnitOfWork,
    *,
    delegation_id: str,
    kind: str,
    scope: str,
    document_no: str,
    seal: str,
    powers_document_no: str,
    powers_published_on: date | None,
) -> Delegation:
    """Give the power that the duty needs, within the listed item (DEL-04, DEL-06)."""
    delegation = in_reach(uow, delegation_id)
    uow.basis(document_no)
    authority = Authority(kind, scope, document_no, seal, powers_document_no, powers_published_on)
    delegation.grant_authority(uow.actor, authority)
    entry = entry_in_force(uow, delegation.item_id, list_code="L1")
    words = uow.rules(LEDGER).raw("hotline.words")
    keywords = entry.line.keywords if entry else ()
    enforce(policies.hotline_is_listed(delegation, scope, keywords=keywords, words=words))
    enforce(policies.powers_are_published(authority, uow.today))
    return delegation


def appropriate_funds(
    uow: UnitOfWork,
    *,
    delegation_id: str,
    budget_year: int,
    amount_fen: int,
    unit_cost_fen: int,
    planned_volume: int,
    basis: str,
    document_no: str,
    agreed_fen: int | None,
    payer: str | None,
) -> Delegation:
    """Agree on the money of one budget year and pay in all of it, or a first part.

    This year, or for what runs already also the next. The entrusting department pays (DEL-03).
    """
    delegation = in_reach(uow, delegation_id)
    _check_year(uow, delegation, budget_year)
    enforce(policies.department_pays(delegation, payer or delegation.department))
    uow.basis(document_no)
    funding = Funding(
        budget_year, amount_fen, unit_cost_fen, planned_volume, basis, document_no, uow.now,
        agreed_fen=agreed_fen or 0,
    )  # fmt: skip
    gap = delegation.lacks_money
    delegation.appropriate_funds(uow.actor, funding)
    _book_year(uow, delegation, funding, gap=gap)
    return delegation


def assign_staff(
    uow: UnitOfWork, *, delegation_id: str, count: int, category: str, document_no: str,
    trained: bool, certified: int,
) -> Delegation:  # fmt: skip
    """Give the people; `certified` of them hold a certificate of enforcement."""
    delegation = in_reach(uow, delegation_id)
    uow.basis(document_no)
    staffing = Staffing(count, category, document_no, trained, certified=certified)
    delegation.assign_staff(uow.actor, staffing)
    return delegation


def waive_funds(
    uow: UnitOfWork, *, delegation_id: str, reason: str, document_no: str
) -> Delegation:
    """Finance signs that this budget year needs no money, and why."""
    delegation = in_reach(uow, delegation_id)
    uow.basis(document_no)
    waiver = Waiver(reason, uow.actor.id, document_no)
    zero = Funding(uow.today.year, 0, 0, 0, "lump", document_no, uow.now, waiver)
    gap = delegation.lacks_money
    delegation.waive_funds(uow.actor, zero, waiver)
    _book_year(uow, delegation, zero, gap=gap)
    return delegation


def waive_staff(
    uow: UnitOfWork, *, delegation_id: str, reason: str, document_no: str
) -> Delegation:
    """The staffing office signs that no people are needed, and why."""
    delegation = in_reach(uow, delegation_id)
    uow.basis(document_no)
    delegation.waive_staff(uow.actor, Waiver(reason, uow.actor.id, document_no))
    return delegation


def activate_delegation(uow: UnitOfWork, *, delegation_id: str) -> Delegation:
    """Let the street handle new cases, with power, money and people in place (DEL-01)."""
    delegation = in_reach(uow, delegation_id)
    delegation.activate(uow.actor)
    least = uow.rules(LEDGER).integer("enforcement.certified_least")
    enforce(policies.enforcers_are_certified(delegation, least))
    entry = entry_in_force(uow, delegation.item_id, list_code="L1")
    enforce(not_effective(delegation.item_id) if entry is None else None)
    if delegation.valid_to is not None:
        uow.remind(EXPIRES, delegation.id, midnight(delegation.valid_to + timedelta(days=1)))
    return delegation


def tell_gap(uow: UnitOfWork, *, delegation_id: str, reason: str) -> Delegation:
    """Report that the funds are used up; the grace begins."""
    delegation = in_reach(uow, delegation_id)
    open_gap(uow, delegation, "tell_gap", reason)
    return delegation


def request_revocation(uow: UnitOfWork, *, delegation_id: str, reason: str) -> Delegation:
    """Ask the government to take a delegation back."""
    delegation = in_reach(uow, delegation_id)
    delegation.request_revocation(uow.actor, reason=reason)
    return delegation


def revoke_delegation(
    uow: UnitOfWork, *, delegation_id: str, document_no: str, mode: str
) -> Delegation:
    """Take a delegation back; its running cases are listed and finish, or are handed back."""
    delegation = in_reach(uow, delegation_id)
    uow.basis(document_no)
    running = uow.find(DelegatedCase, delegation_id=delegation_id, running=True)
    listed = tuple(RunningCase(each.id, each.case_no) for each in running)
    delegation.revoke(uow.actor, Revocation(mode, document_no, uow.today, listed))
    if mode == HAND_BACK:
        for each in running:
            each.running = False
    return delegation


def run_dry(uow: UnitOfWork, *, subject_id: str) -> None:
    """The budget year is over and nothing was appropriated for the new one."""
    delegation = uow.get(Delegation, subject_id)
    funding = delegation.funding
    if not delegation.is_active or funding is None or funding.budget_year >= uow.today.year:
        return
    account = account_of(uow, delegation, uow.today.year)
    if account is None or account.agreed_fen == 0:
        open_gap(uow, delegation, "run_dry", f"{uow.today.year} 年度经费尚未拨付")
    else:
        uow.remind(YEAR_OVER, delegation.id, midnight(date(uow.today.year + 1, 1, 1)))


def suspend_delegation(uow: UnitOfWork, *, subject_id: str) -> None:
    """The grace is over and the gap still open."""
    delegation = uow.get(Delegation, subject_id)
    gap = delegation.status is DelegationStatus.FUNDING_GAP
    if gap and delegation.grace is not None and uow.now >= delegation.grace.lapses_at:
        delegation.suspend(uow.actor)


def expire_delegation(uow: UnitOfWork, *, subject_id: str) -> None:
    """Its last day is over."""
    delegation = uow.get(Delegation, subject_id)
    if delegation.is_open:
        delegation.end(uow.actor, reason="下放期满")


def open_gap(uow: UnitOfWork, delegation: Delegation, action: str, reason: str) -> None:
    """Begin the grace: without money until its end, the delegation is suspended."""
    grace = deadline(uow.now, uow.rules(PACK).period("funding.grace"), uow.calendar)
    delegation.open_gap(uow.actor, action, reason=reason, grace=grace)
    uow.remind(GRACE_OVER, delegation.id, grace.lapses_at)


def _book_year(
    uow: UnitOfWork, delegation: Delegation, funding: Funding, *, gap: bool
) -> None:  # fmt: skip
    instead = delegation.status is DelegationStatus.AGREED
    account = book_agreement(uow, delegation, funding, instead=instead)
    if gap:
        check_the_gap_closes(uow, account)
    _wait_for_year(uow, delegation)


def _check_year(uow: UnitOfWork, delegation: Delegation, budget_year: int) -> None:
    first = max(uow.today, delegation.valid_from).year
    running = delegation.status is not DelegationStatus.AGREED
    allowed = (uow.today.year, uow.today.year + 1) if running else (first,)
    if budget_year not in allowed:
        years = "或".join(str(year) for year in allowed)
        raise Invalid(
            "delegation.wrong_budget_year",
            f"预算年度应为 {years} 年，现为 {budget_year} 年，请核对。",
            allowed=list(allowed),
        )


def _wait_for_year(uow: UnitOfWork, delegation: Delegation) -> None:
    uow.forget(GRACE_OVER, delegation.id)
    if delegation.funding is not None:
        after = date(delegation.funding.budget_year + 1, 1, 1)
        uow.remind(YEAR_OVER, delegation.id, midnight(after))


def in_reach(uow: UnitOfWork, delegation_id: str) -> Delegation:
    """Return a delegation of a department or street in the actor's jurisdiction."""
    delegation = uow.get(Delegation, delegation_id)
    seen = uow.actor.serves(delegation.path) or uow.actor.serves(delegation.street_path)
    if not (seen or covers(delegation.path, uow.actor.path)):
        raise NotFound("delegation.not_found", "没有找到该下放事项，或您无权查看。")
    return delegation
