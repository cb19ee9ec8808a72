"""The ledger of a delegation lives on what is paid in and on what happens to cases.

Cases come from events of the service centers; every handler here may run twice.
"""

from datetime import date, datetime

from services.delegation import policies
from services.delegation.handlers.booking import (
    account_for,
    account_of,
    book,
    check_the_gap_closes,
)
from services.delegation.handlers.delegations import GRACE_OVER, in_reach, open_gap
from services.delegation.model import Account, BookingKind, DelegatedCase, Delegation, Supplement
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import TZ
from shared.kernel.errors import Conflict
from shared.kernel.money import yuan
from shared.kernel.workflow import enforce


def pay_in(
    uow: UnitOfWork, *, delegation_id: str, budget_year: int, amount_fen: int, document_no: str
) -> Delegation:
    """Pay in a further part of what was agreed for a year."""
    delegation = in_reach(uow, delegation_id)
    account = account_of(uow, delegation, budget_year)
    if account is None:
        raise Conflict(
            "delegation.nothing_agreed",
            f"{budget_year} 年度尚未约定经费，请先办理年度经费拨付。",
            budget_year=budget_year,
        )
    uow.basis(document_no)
    _receive(uow, delegation, account, BookingKind.APPROPRIATED, amount_fen, document_no)
    enforce(policies.within_the_agreement(account.appropriated_fen, account.agreed_fen))
    return delegation


def grant_supplement(
    uow: UnitOfWork, *, supplement_id: str, added_volume: int, amount_fen: int, document_no: str
) -> Supplement:
    """Give more money for more cases; it is agreed and paid in at once."""
    supplement, delegation = _asked(uow, supplement_id)
    account = uow.get(Account, supplement.account_id)
    uow.basis(document_no)
    supplement.grant(
        uow.actor,
        account,
        added_volume=added_volume,
        amount_fen=amount_fen,
        document_no=document_no,
    )
    account.extend_plan(added_volume)
    if delegation.is_open:
        _receive(uow, delegation, account, BookingKind.SUPPLEMENT, amount_fen, document_no)
    else:
        book(uow, account, BookingKind.SUPPLEMENT, amount_fen, document_no=document_no)
    return supplement


def decline_supplement(uow: UnitOfWork, *, supplement_id: str, reason: str) -> Supplement:
    """Give no more, and say why."""
    supplement, _ = _asked(uow, supplement_id)
    supplement.decline(uow.actor, reason=reason)
    return supplement


def learn_case(uow: UnitOfWork, *, case_id: str, case_no: str, delegation_id: str) -> None:
    """A case that a street handles by delegation was handed in: remember it."""
    if uow.one(Delegation, id=delegation_id) is None or uow.one(DelegatedCase, id=case_id):
        return
    uow.add(DelegatedCase(id=case_id, case_no=case_no, delegation_id=delegation_id))


def count_case(uow: UnitOfWork, *, case_id: str, accepted_at: str) -> None:
    """A case was accepted: it counts against the plan of its month (事费配套)."""
    case = uow.one(DelegatedCase, id=case_id)
    if case is None or not case.running or case.accepted_on is not None:
        return
    case.accepted_on = _day(accepted_at)
    delegation = uow.get(Delegation, case.delegation_id)
    account = account_for(uow, delegation, case.accepted_on.year)
    account.count(case.accepted_on)
    if account.is_over_plan:
        _ask_for_more(uow, account)


def charge_case(uow: UnitOfWork, *, case_id: str, decided_at: str) -> None:
    """A case was decided: its unit cost is spent; the last of the money opens a gap."""
    case = uow.one(DelegatedCase, id=case_id)
    if case is None or not case.running:
        return
    case.running, case.decided_on = False, _day(decided_at)
    delegation = uow.get(Delegation, case.delegation_id)
    account = account_for(uow, delegation, case.decided_on.year)
    book(uow, account, BookingKind.SPENT, account.cost_of_a_case, case_id=case_id)
    if account.is_exhausted and account.budget_year == uow.today.year and delegation.is_active:
        paid = yuan(account.appropriated_fen)
        reason = f"{account.budget_year} 年度已拨付经费 {paid} 元用尽"
        open_gap(uow, delegation, "exhaust", reason)


def end_case(uow: UnitOfWork, *, case_id: str) -> None:
    """A case ended without a decision: nothing is spent on it."""
    case = uow.one(DelegatedCase, id=case_id)
    if case is not None:
        case.running = False


def _receive(
    uow: UnitOfWork,
    delegation: Delegation,
    account: Account,
    kind: BookingKind,
    amount_fen: int,
    document_no: str,
) -> None:
    gap = delegation.lacks_money
    delegation.pay_in(uow.actor)
    book(uow, account, kind, amount_fen, document_no=document_no)
    if gap:
        check_the_gap_closes(uow, account)
        uow.forget(GRACE_OVER, delegation.id)


def _ask_for_more(uow: UnitOfWork, account: Account) -> None:
    asked = uow.find(Supplement, account_id=account.id, planned_volume=account.planned_volume)
    if not asked:
        uow.add(Supplement.of(account, uow.new_id()))


def _asked(uow: UnitOfWork, supplement_id: str) -> tuple[Supplement, Delegation]:
    supplement = uow.get(Supplement, supplement_id)
    return supplement, in_reach(uow, supplement.delegation_id)


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone(TZ).date()
