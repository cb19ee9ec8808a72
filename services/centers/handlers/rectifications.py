"""A bad rating is answered: heard, put right or explained, called back (EVAL-04)."""

from datetime import date, timedelta

from services.centers import policies
from services.centers.model import Case, Rating, Rectification, Ticket
from services.centers.model.rating import VISIT
from services.centers.model.rectifications import RatedWork
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import midnight
from shared.kernel.deadlines import Deadline, deadline
from shared.kernel.errors import NotFound
from shared.kernel.rulepacks import RulePack

PACK = "centers.rectifications"
OPENED = "rectification_opened"
CONTACT_DUE, FIX_DUE = "rectification_contact_due", "rectification_fix_due"


def follow(uow: UnitOfWork, rating: Rating, *, named: bool) -> None:
    """Follow a rating up when it is bad: a named one at once, an anonymous one after the day.

    An anonymous one opened in the same moment would be matched with the case that was rated then.
    """
    if rating.level > uow.rules("centers.case").integer("rate.bad_through"):
        return
    if named:
        _receive(uow, rating, named=True)
    else:
        uow.remind(OPENED, rating.id, midnight(uow.today + timedelta(days=1)))


def open_anonymous(uow: UnitOfWork, *, subject_id: str) -> None:
    """The day of an anonymous bad rating is over; its limits run from that day all the same."""
    if uow.one(Rectification, rating_id=subject_id) is None:
        _receive(uow, uow.get(Rating, subject_id), named=False)


def take(uow: UnitOfWork, *, rectification_id: str) -> Rectification:
    """Answer for it from now on."""
    found = _reached(uow, rectification_id)
    found.take(uow.actor)
    return found


def release(uow: UnitOfWork, *, rectification_id: str) -> Rectification:
    """Take it from its handler, so that somebody else can go on."""
    found = _reached(uow, rectification_id)
    found.release(uow.actor)
    return found


def contact(uow: UnitOfWork, *, rectification_id: str) -> Rectification:
    """Hear the named rater."""
    found = _reached(uow, rectification_id)
    found.contact(uow.actor, at=uow.now)
    uow.forget(CONTACT_DUE, rectification_id)
    return found


def fix_now(uow: UnitOfWork, *, rectification_id: str) -> Rectification:
    """Put it right at once."""
    found = _reached(uow, rectification_id)
    found.fix_now(uow.actor)
    return found


def promise_fix(uow: UnitOfWork, *, rectification_id: str, on: date) -> Rectification:
    """Put it right by a day; the reminder waits for that day."""
    found = _reached(uow, rectification_id)
    found.promise(uow.actor, on, today=uow.today)
    uow.remind(FIX_DUE, rectification_id, midnight(on + timedelta(days=1)))
    return found


def explain(uow: UnitOfWork, *, rectification_id: str, answer: str, basis: str) -> Rectification:
    """Explain why the law does not allow it."""
    found = _reached(uow, rectification_id)
    found.explain(uow.actor, answer=answer, basis=basis, at=uow.now)
    uow.forget(FIX_DUE, rectification_id)
    return found


def dispute(uow: UnitOfWork, *, rectification_id: str, reasons: str) -> Rectification:
    """Appeal against a mistaken rating."""
    found = _reached(uow, rectification_id)
    found.appeal(uow.actor, reasons=reasons)
    return found


def uphold_appeal(
    uow: UnitOfWork, *, rectification_id: str, reasons: str, document_no: str
) -> Rectification:
    """Find that the rating was a mistake: it counts no more."""
    found = _reviewed(uow, rectification_id, "uphold", reasons, document_no)
    uow.forget(FIX_DUE, rectification_id)
    return found


def reject_appeal(
    uow: UnitOfWork, *, rectification_id: str, reasons: str, document_no: str
) -> Rectification:
    """Find that the rating stands: it must be put right."""
    return _reviewed(uow, rectification_id, "reject", reasons, document_no)


def finish_fix(uow: UnitOfWork, *, rectification_id: str, measures: str) -> Rectification:
    """Say what was done."""
    found = _reached(uow, rectification_id)
    found.finish(uow.actor, measures=measures, at=uow.now)
    uow.forget(FIX_DUE, rectification_id)
    return found


def call_back(uow: UnitOfWork, *, rectification_id: str, satisfied: bool) -> Rectification:
    """Ask the named rater whether it is right now."""
    found = _reached(uow, rectification_id)
    found.call_back(uow.actor, satisfied=satisfied, at=uow.now)
    return found


def close_rectification(uow: UnitOfWork, *, rectification_id: str) -> Rectification:
    """End it."""
    found = _reached(uow, rectification_id)
    found.close(uow.actor, at=uow.now)
    return found


def reveal_rater(uow: UnitOfWork, *, rectification_id: str, reason: str) -> Rectification:
    """Show its handler how to reach a named rater, for a reason, on the record."""
    found = _reached(uow, rectification_id)
    found.reveal(uow.actor, reason=reason)
    return found


def contact_lapsed(uow: UnitOfWork, *, subject_id: str) -> None:
    """The named rater should have been heard by now."""
    found = uow.get(Rectification, subject_id)
    limit = found.limits().get("contact")
    if limit is not None and _over(uow, CONTACT_DUE, found, limit):
        found.lapse("contact")


def fix_lapsed(uow: UnitOfWork, *, subject_id: str) -> None:
    """It should have been put right by now."""
    found = uow.get(Rectification, subject_id)
    if uow.today > found.fix_due:
        found.lapse("fix")
    elif "fix" in found.limits():
        uow.remind(FIX_DUE, subject_id, midnight(found.fix_due + timedelta(days=1)))


def recompute_rectifications(uow: UnitOfWork) -> None:
    """A calendar was loaded: replace provisional dates (G-04)."""
    for found in uow.find(Rectification, provisional=True):
        found.recompute(uow.calendar)
        _remind(uow, found)


def _receive(uow: UnitOfWork, rating: Rating, *, named: bool) -> None:
    pack = uow.rules(PACK, rating.at.date())
    work = _work(uow, rating)
    contact = deadline(rating.at, pack.period("contact.within"), uow.calendar)
    rectification = Rectification(
        id=uow.new_id(),
        rating_id=rating.id,
        path=rating.path,
        item_id=work.item_id,
        item_name=work.item_name,
        channel=rating.channel,
        level=rating.level,
        comment=rating.comment,
        named=named,
        rated=work.people,
        rated_on=rating.at.date(),
        contact_by=contact if named else None,
        fix_by=deadline(rating.at, pack.period(_fix_within(pack, rating.path)), uow.calendar),
        case_id=work.case_id if named else "",
        contact_name=work.contact_name if named else "",
        contact_phone=work.contact_phone if named else "",
    )
    rectification.receive()
    uow.add(rectification)
    _remind(uow, rectification)


def _fix_within(pack: RulePack, path: str) -> str:
    """Return the key of the period to put it right: a province may give more days."""
    regional = f"fix.within.{path[:2]}"
    return regional if regional in pack.values else "fix.within"


def _work(uow: UnitOfWork, rating: Rating) -> RatedWork:
    """Return what was rated: a visit names the one who called it, a case all who worked on it."""
    if rating.channel == VISIT:
        ticket = uow.get(Ticket, rating.case_id)
        return RatedWork(ticket.kind, f"现场服务（{ticket.kind}）", (ticket.called_by,))
    case = uow.get(Case, rating.case_id)
    return RatedWork(
        item_id=case.row.item_id,
        item_name=case.row.item_name,
        people=_people(case),
        case_id=case.id,
        contact_name=case.applicant_name,
        contact_phone=case.applicant_phone,
    )


def _people(case: Case) -> tuple[str, ...]:
    """Return the people whose work a rating of the case is about; never the applicant herself."""
    people = {case.submitted_by, case.agent_id, case.assignee, *case.hands}
    return tuple(sorted(people - {"", case.applicant_account}))


def _remind(uow: UnitOfWork, found: Rectification) -> None:
    for limit, each in found.limits().items():
        if limit == "contact":
            uow.remind(CONTACT_DUE, found.id, each.lapses_at)
        else:
            uow.remind(FIX_DUE, found.id, midnight(found.fix_due + timedelta(days=1)))


def _over(uow: UnitOfWork, timer: str, found: Rectification, limit: Deadline) -> bool:
    over = limit.overdue(uow.now)
    if not over:
        uow.remind(timer, found.id, limit.lapses_at)
    return over


def _reviewed(
    uow: UnitOfWork, rectification_id: str, action: str, reasons: str, document_no: str
) -> Rectification:
    found = _reached(uow, rectification_id)
    uow.basis(document_no)
    found.decide_appeal(uow.actor, action, reasons=reasons, at=uow.now)
    return found


def _reached(uow: UnitOfWork, rectification_id: str) -> Rectification:
    """Return it for the unit's own people; for others, and for the rated, it is not there."""
    found = uow.get(Rectification, rectification_id)
    for rule in (policies.belongs_to_the_rated_unit, policies.is_not_the_rated):
        if rule(found, uow.actor) is not None:
            raise NotFound("centers.not_found", "没有找到该差评，或您无权查看。")
    return found
