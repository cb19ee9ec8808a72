"""How money gets into a year's account: agreed, paid in, taken back, spent."""

from services.delegation import policies
from services.delegation.model import Account, Booking, BookingKind, Delegation, Funding, Voucher
from services.delegation.model.ledger import account_id
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Conflict
from shared.kernel.workflow import enforce


def account_of(uow: UnitOfWork, delegation: Delegation, year: int) -> Account | None:
    """Return the account of a year, or None when nothing was agreed or spent in it."""
    return uow.one(Account, id=account_id(delegation.id, year))


def account_for(uow: UnitOfWork, delegation: Delegation, year: int) -> Account:
    """Return the account of a year; opened on the latest terms when there is none."""
    found = account_of(uow, delegation, year)
    if found is None:
        assert delegation.funding is not None
        found = Account.open(delegation, year, delegation.funding)
        uow.add(found)
    return found


def book_agreement(
    uow: UnitOfWork, delegation: Delegation, funding: Funding, *, instead: bool
) -> Account:
    """Book what was agreed for a year and what was paid in at once.

    `instead`: the delegation does not run yet, so this takes the place of what was booked before.
    """
    account = account_for(uow, delegation, funding.budget_year)
    if instead:
        _take_back(uow, account, funding.document_no)
    account.renew_terms(funding)
    account.extend_plan(funding.planned_volume)
    book(uow, account, BookingKind.AGREED, funding.promised_fen, document_no=funding.document_no)
    book(uow, account, BookingKind.APPROPRIATED, funding.amount_fen,
         document_no=funding.document_no)  # fmt: skip
    return account


def book(
    uow: UnitOfWork,
    account: Account,
    kind: BookingKind,
    amount_fen: int,
    *,
    document_no: str = "",
    case_id: str = "",
) -> None:
    """Append one booking; nothing is booked for nothing. A case is charged under its own id."""
    if amount_fen == 0:
        return
    voucher = Voucher(uow.actor.id, uow.now, document_no, case_id)
    uow.add(account.book(case_id or uow.new_id(), kind, amount_fen, voucher))


def check_the_gap_closes(uow: UnitOfWork, account: Account) -> None:
    """Refuse money that leaves a gap open: of another year, or too little."""
    if account.budget_year != uow.today.year:
        raise Conflict(
            "delegation.gap_of_this_year",
            f"缺口在 {uow.today.year} 年度，请先拨付 {uow.today.year} 年度经费。",
            budget_year=uow.today.year,
        )
    enforce(policies.year_has_money(account))


def _take_back(uow: UnitOfWork, account: Account, document_no: str) -> None:
    if not uow.find(Booking, account_id=account.id):
        return
    account.extend_plan(-account.planned_volume)
    book(uow, account, BookingKind.APPROPRIATED, -account.appropriated_fen, document_no=document_no)
    book(uow, account, BookingKind.AGREED, -account.agreed_fen, document_no=document_no)
