"""The stay in an incubator: applied for, screened, reviewed, agreed, run, and how it ends."""

from datetime import date, timedelta
from decimal import Decimal

from services.incubation import policies
from services.incubation.handlers.reach import SYSTEM, day_after, in_reach, within
from services.incubation.model import (
    Assessment,
    CompletedProject,
    Incubator,
    Organisation,
    Stay,
)
from services.incubation.policies import EndCode, EntryRules, GraduationRules, Level
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.deadlines import Period
from shared.kernel.errors import Forbidden, Invalid, NotFound
from shared.kernel.jurisdiction import SEPARATOR
from shared.kernel.workflow import enforce

PACK = "incubation.stays"
LIMIT, TERM, TRACKING = TIMERS = ("stay_limit_due", "stay_term_over", "stay_tracking_over")


def establish_incubator(uow: UnitOfWork, *, path: str, level: str, name: str) -> Incubator:
    """Open an incubator in the actor's own area."""
    if not uow.actor.serves(path):
        raise Forbidden("incubation.other_jurisdiction", "只能在本单位管辖范围内设立孵化基地。")
    incubator = Incubator(
        id=uow.new_id(), path=path, name=name, level=Level(level), established_on=uow.today
    )
    incubator.establish()
    uow.add(incubator)
    return incubator


def apply_stay(uow: UnitOfWork, *, organisation_id: str, incubator_id: str, plan: str) -> Stay:
    """Ask for a place; in a higher incubator also while in a lower one."""
    organisation = in_reach(uow, Organisation, organisation_id)
    incubator = uow.one(Incubator, id=incubator_id)
    if incubator is None:
        raise NotFound("incubation.no_incubator", "没有找到该孵化基地，请核对。", id=incubator_id)
    stay = Stay(
        id=uow.new_id(),
        path=organisation.path,
        organisation_id=organisation.id,
        organisation_name=organisation.name,
        incubator_id=incubator.id,
        incubator_name=incubator.name,
        incubator_path=incubator.path,
        level=incubator.level,
        street=organisation.path.split(SEPARATOR)[1] if SEPARATOR in organisation.path else "",
        account=organisation.account,
        plan=plan,
        applied_by=uow.actor.id,
        applied_on=uow.today,
    )
    ban = uow.rules(PACK).period("entry.ban")
    stay.apply(
        organisation,
        incubator,
        uow.find(Stay, organisation_id=organisation.id),
        rules=EntryRules(barred_since=policies.before(uow.today, ban)),
        notice_by=within(uow, "screen.within", PACK),
    )
    uow.add(stay)
    return wait_for_stay(uow, stay)


def screen_stay(uow: UnitOfWork, *, stay_id: str) -> Stay:
    """Let it go to the review."""
    stay = in_reach(uow, Stay, stay_id)
    stay.screen(uow.actor)
    return wait_for_stay(uow, stay)


def reject_stay(uow: UnitOfWork, *, stay_id: str, code: str, reason: str) -> Stay:
    """Give no place, at the screening."""
    stay = in_reach(uow, Stay, stay_id)
    stay.reject(uow.actor, "reject", code=EndCode(code), reason=reason, on=uow.today)
    return wait_for_stay(uow, stay)


def review_stay(uow: UnitOfWork, *, stay_id: str, score: Decimal, text: str) -> Stay:
    """Recommend it."""
    stay = in_reach(uow, Stay, stay_id)
    stay.judge(uow.actor, Assessment(score, text, uow.actor.id, uow.now))
    return stay


def decline_stay(uow: UnitOfWork, *, stay_id: str, code: str, reason: str) -> Stay:
    """Give no place, after the review."""
    stay = in_reach(uow, Stay, stay_id)
    stay.reject(uow.actor, "decline", code=EndCode(code), reason=reason, on=uow.today)
    return stay


def withdraw_stay(uow: UnitOfWork, *, stay_id: str) -> Stay:
    """Take the application back."""
    stay = in_reach(uow, Stay, stay_id)
    stay.withdraw(uow.actor, on=uow.today)
    return wait_for_stay(uow, stay)


def admit_stay(uow: UnitOfWork, *, stay_id: str, agreement_no: str) -> Stay:
    """Sign the agreement; a stay in a lower incubator ends by it (SO-01)."""
    stay = in_reach(uow, Stay, stay_id)
    uow.basis(agreement_no)
    for lower in uow.find(Stay, organisation_id=stay.organisation_id):
        if lower.is_inside:
            lower.promote(SYSTEM, stay, on=uow.today)
            wait_for_stay(uow, lower)
    term = uow.rules(PACK).period("term")
    stay.admit(uow.actor, agreement_no=agreement_no, starts_on=uow.today, term=term)
    return wait_for_stay(uow, stay)


def start_stay(uow: UnitOfWork, *, stay_id: str) -> Stay:
    """Begin."""
    stay = in_reach(uow, Stay, stay_id)
    stay.start(uow.actor)
    return stay


def check_stay(uow: UnitOfWork, *, stay_id: str, score: Decimal, text: str) -> Stay:
    """Look at it half-way."""
    stay = in_reach(uow, Stay, stay_id)
    stay.check(uow.actor, Assessment(score, text, uow.actor.id, uow.now))
    return stay


def extend_stay(uow: UnitOfWork, *, stay_id: str, months: int, reason: str) -> Stay:
    """Let it stay some months longer."""
    stay = in_reach(uow, Stay, stay_id)
    enforce(
        policies.extension_is_bounded(
            months, longest=uow.rules(PACK).integer("extension.longest_months")
        )
    )
    last = stay.ends_on or uow.today
    through = policies.last_day(last + timedelta(days=1), Period.parse(f"{months}M"))
    stay.extend(uow.actor, through=through, reason=reason)
    return wait_for_stay(uow, stay)


def graduate_stay(
    uow: UnitOfWork, *, stay_id: str, score: Decimal, text: str, document_no: str
) -> Stay:
    """Let it stand on its own."""
    stay, pack = in_reach(uow, Stay, stay_id), uow.rules(PACK)
    rules = GraduationRules(pack.decimal("graduate.score"), pack.integer("graduate.projects"))
    uow.basis(document_no)
    stay.graduate(
        uow.actor,
        uow.get(Organisation, stay.organisation_id),
        Assessment(score, text, uow.actor.id, uow.now),
        projects=len(uow.find(CompletedProject, organisation_id=stay.organisation_id)),
        rules=rules,
        on=uow.today,
    )
    return wait_for_stay(uow, stay)


def track_stay(uow: UnitOfWork, *, stay_id: str) -> Stay:
    """Follow it from today on."""
    stay = in_reach(uow, Stay, stay_id)
    stay.track(uow.actor, through=policies.last_day(uow.today, uow.rules(PACK).period("tracking")))
    return wait_for_stay(uow, stay)


def exit_stay(uow: UnitOfWork, *, stay_id: str, code: str, reason: str) -> Stay:
    """Let it leave, for a reason."""
    stay = in_reach(uow, Stay, stay_id)
    stay.exit(
        uow.actor,
        code=EndCode(code),
        reason=reason,
        on=uow.today,
        hand_over_by=within(uow, "handover.within", PACK),
    )
    return wait_for_stay(uow, stay)


def hand_over_stay(uow: UnitOfWork, *, stay_id: str, handover: str) -> Stay:
    """Note that everything is back."""
    stay = in_reach(uow, Stay, stay_id)
    stay.hand_over(uow.actor, handover=handover)
    return wait_for_stay(uow, stay)


def stay_lapsed(uow: UnitOfWork, *, subject_id: str) -> None:
    """Screening or handing over should be done by now."""
    uow.get(Stay, subject_id).lapse(uow.now)


def stay_term_over(uow: UnitOfWork, *, subject_id: str) -> None:
    """The agreed term is over."""
    uow.get(Stay, subject_id).say_term_over(uow.today)


def tracking_over(uow: UnitOfWork, *, subject_id: str) -> None:
    """The time of following it is over."""
    stay = uow.get(Stay, subject_id)
    if stay.is_tracked_until is not None and stay.is_tracked_until < uow.today:
        stay.finish(uow.actor, on=uow.today)


def record_project(
    uow: UnitOfWork, *, organisation_id: str, title: str, completed_on: date, evidence: str
) -> CompletedProject:
    """Note a completed project by hand, with its evidence."""
    organisation = in_reach(uow, Organisation, organisation_id)
    if completed_on > uow.today:
        raise Invalid("incubation.day_in_future", f"日期不得晚于今天（{uow.today}）。")
    return complete_project(
        uow,
        organisation=organisation,
        source="RECORDED",
        reference=uow.new_id(),
        title=title,
        completed_on=completed_on,
        evidence=evidence,
    )


def complete_project(
    uow: UnitOfWork,
    *,
    organisation: Organisation,
    source: str,
    reference: str,
    title: str,
    completed_on: date,
    evidence: str,
) -> CompletedProject:
    """Count a project that an organisation completed, once; for projects of this service too."""
    known = uow.one(CompletedProject, source=source, reference=reference)
    if known is not None:
        return known
    project = CompletedProject(
        id=uow.new_id(),
        path=organisation.path,
        organisation_id=organisation.id,
        title=title,
        source=source,
        reference=reference,
        completed_on=completed_on,
        evidence=evidence,
        recorded_by=uow.actor.id,
    )
    project.complete()
    uow.add(project)
    return project


def wait_for_stay(uow: UnitOfWork, stay: Stay) -> Stay:
    """Let the timers wait for what runs now and for nothing else."""
    waiting = {
        LIMIT: stay.clock.lapses_at if stay.clock and not stay.overdue else None,
        TERM: day_after(stay.ends_on) if stay.is_inside and stay.ends_on else None,
        TRACKING: day_after(stay.is_tracked_until) if stay.is_tracked_until else None,
    }
    for timer, at in waiting.items():
        if at is None:
            uow.forget(timer, stay.id)
        else:
            uow.remind(timer, stay.id, at)
    return stay
