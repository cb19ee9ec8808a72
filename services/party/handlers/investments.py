"""Money put into centres: booked line by line, a wrong line reversed by another hand."""

from services.party.handlers.centres import centre_in_reach
from services.party.model import Investment
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Invalid, NotFound


def book_investment(
    uow: UnitOfWork, *, centre_id: str, year: int, source: str, amount_fen: int, document_no: str
) -> Investment:
    """Book money of a year that has begun, by its document (PTY-24)."""
    centre = centre_in_reach(uow, centre_id)
    if year > uow.today.year:
        raise Invalid("party.year_not_begun", f"{year} 年尚未开始，不能登记投入。", year=year)
    uow.basis(document_no)
    investment = Investment(
        id=uow.new_id(),
        centre_id=centre.id,
        path=centre.path,
        year=year,
        source=source,
        amount_fen=amount_fen,
        document_no=document_no,
        booked_by=uow.actor.id,
        booked_at=uow.now,
    )
    investment.book()
    uow.add(investment)
    return investment


def reverse_investment(uow: UnitOfWork, *, investment_id: str, reason: str) -> Investment:
    """Take a line out of every sum."""
    investment = uow.get(Investment, investment_id)
    if not uow.actor.serves(investment.path):
        raise NotFound("party.not_found", "没有找到该笔投入，或您无权查看。", id=investment_id)
    investment.reverse(uow.actor, reason=reason)
    return investment
