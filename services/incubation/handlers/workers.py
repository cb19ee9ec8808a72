"""Use cases of social workers: registration, education, posting, and the end of a registration."""

from datetime import date, timedelta

from services.incubation import policies
from services.incubation.handlers.areas import in_area
from services.incubation.handlers.reach import SYSTEM, day_after
from services.incubation.handlers.units import living_community
from services.incubation.model import Population, SocialWorker, Training
from services.incubation.workflow import WorkerStatus
from shared.chassis.crypto import blind_index
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import midnight
from shared.kernel.errors import Conflict, Invalid

WORKERS = "incubation.workers"
EXPIRING, EXPIRED = WORKER_TIMERS = ("worker_registration_ends_soon", "worker_registration_over")


def register_worker(
    uow: UnitOfWork,
    *,
    name: str,
    phone: str,
    certificate_no: str,
    level: str,
    registered_on: date,
) -> SocialWorker:
    """Register a certified social worker of the actor's unit, for three years (SO-19)."""
    if registered_on > uow.today:
        raise Invalid("incubation.day_in_future", f"登记日期不得晚于今天（{uow.today}）。")
    index, pack = blind_index("social_worker", certificate_no), uow.rules(WORKERS)
    if uow.one(SocialWorker, certificate_index=index) is not None:
        raise Conflict("incubation.certificate_taken", "该证书编号已登记，请核对。")
    worker = SocialWorker(
        id=uow.new_id(),
        path=uow.actor.path,
        name=name,
        phone=phone,
        certificate_no=certificate_no,
        certificate_index=index,
        level=level,
        least_hours=pack.raw("education.least_hours")[level],
        registered_on=registered_on,
        valid_to=policies.last_day(registered_on, pack.period("registration.valid")),
    )
    worker.register()
    uow.add(worker)
    wait_for_end(uow, worker)
    return worker


def record_training(
    uow: UnitOfWork, *, worker_id: str, subject: str, hours: int, on: date
) -> SocialWorker:
    """Record hours of continuing education."""
    worker = in_area(uow, SocialWorker, worker_id)
    if on > uow.today:
        raise Invalid("incubation.day_in_future", f"培训日期不得晚于今天（{uow.today}）。")
    worker.train(uow.actor, Training(subject, hours, on))
    return worker


def renew_registration(uow: UnitOfWork, *, worker_id: str, level: str) -> SocialWorker:
    """Register anew from today (SO-19)."""
    worker, pack = in_area(uow, SocialWorker, worker_id), uow.rules(WORKERS)
    worker.renew(
        uow.actor,
        level=level,
        least_hours=pack.raw("education.least_hours")[level],
        on=uow.today,
        valid_to=policies.last_day(uow.today, pack.period("registration.valid")),
    )
    wait_for_end(uow, worker)
    return worker


def post_worker(uow: UnitOfWork, *, worker_id: str, community: str) -> SocialWorker:
    """Let a registered worker serve in a community."""
    worker = in_area(uow, SocialWorker, worker_id)
    worker.post(uow.actor, living_community(uow, community).id, on=uow.today)
    return worker


def end_posting(uow: UnitOfWork, *, worker_id: str) -> SocialWorker:
    """A worker serves in her community no more."""
    worker = in_area(uow, SocialWorker, worker_id)
    worker.end_posting(uow.actor, on=uow.today)
    return worker


def cancel_worker(uow: UnitOfWork, *, worker_id: str) -> SocialWorker:
    """End a registration for good."""
    worker = in_area(uow, SocialWorker, worker_id)
    worker.cancel(uow.actor, on=uow.today)
    for timer in WORKER_TIMERS:
        uow.forget(timer, worker.id)
    return worker


def reveal_worker(uow: UnitOfWork, *, worker_id: str, reason: str) -> SocialWorker:
    """Show name, phone and number unmasked, for a reason, on the record."""
    worker = in_area(uow, SocialWorker, worker_id)
    if any(secret in reason for secret in (worker.name, worker.phone, worker.certificate_no)):
        raise Invalid("incubation.text_names_person", "事由会进入办理记录，请勿写入个人信息。")
    worker.reveal(reason=reason)
    return worker


def registration_ends_soon(uow: UnitOfWork, *, subject_id: str) -> None:
    """A registration ends soon."""
    worker = uow.get(SocialWorker, subject_id)
    if worker.status is WorkerStatus.REGISTERED:
        worker.remind()


def registration_over(uow: UnitOfWork, *, subject_id: str) -> None:
    """The last day of a registration is over."""
    worker = uow.get(SocialWorker, subject_id)
    if worker.status is WorkerStatus.REGISTERED and uow.today > worker.valid_to:
        worker.expire(SYSTEM)


def record_population(
    uow: UnitOfWork, *, unit_code: str, residents: int, source: str
) -> Population:
    """Keep how many residents a community has; a later figure replaces an earlier one."""
    unit = living_community(uow, unit_code)
    found = uow.one(Population, id=unit.id)
    if found is None:
        found = Population(
            id=unit.id, path=unit.path, residents=residents, source=source, recorded_at=uow.now
        )
        uow.add(found)
    found.residents, found.source, found.recorded_at = residents, source, uow.now
    found.announce()
    return found


def wait_for_end(uow: UnitOfWork, worker: SocialWorker) -> None:
    """Let the timers wait for the end of a registration, and for the days before it."""
    before = timedelta(days=int(uow.rules(WORKERS).period("registration.remind_before").amount))
    uow.remind(EXPIRING, worker.id, midnight(worker.valid_to - before))
    uow.remind(EXPIRED, worker.id, day_after(worker.valid_to))
