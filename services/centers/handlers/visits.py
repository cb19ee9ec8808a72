"""A visit to a hall is rated once, like a case (EVAL-01: 现场“一次一评”)."""

from services.centers.handlers.rectifications import follow
from services.centers.model import Rating, Ticket
from services.centers.model.rating import VISIT
from shared.chassis.crypto import blind_index
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.deadlines import deadline
from shared.kernel.errors import Conflict, NotFound


def rate_visit(uow: UnitOfWork, *, ticket_id: str, level: int, comment: str) -> Rating:
    """Rate a visit that is over, by whoever held its ticket; always anonymous.

    A ticket has no name and no telephone: there is nobody to call back.
    """
    ticket = uow.get(Ticket, ticket_id)
    if not ticket.holder or ticket.holder != uow.actor.id:
        raise NotFound("centers.not_found", "没有找到该号票，或不是您本人的号票。")
    if ticket.finished_at is None:
        raise Conflict("centers.visit_not_over", "办理结束后方可评价。")
    within = uow.rules("centers.case").period("rate.within")
    window = deadline(ticket.finished_at, within, uow.calendar, roll_forward=False)
    if window.overdue(uow.now):
        raise Conflict("centers.rating_closed", "评价期已过。", rate_by=str(window.due))
    if uow.one(Rating, case_id=ticket_id, channel=VISIT):
        raise Conflict("centers.already_rated", "一次办理评价一次，您已评价。")
    rating = Rating(
        id=uow.new_id(),
        case_id=ticket.id,
        path=ticket.path,
        channel=VISIT,
        level=level,
        comment=comment,
        rater_index=blind_index("rater", f"{ticket.id}:{uow.actor.id}"),
        at=uow.now,
    )
    rating.tell_visit()
    uow.add(rating)
    follow(uow, rating, named=False)
    return rating
