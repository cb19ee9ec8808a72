"""Use cases after an award: agreement, money, reports, examinations, results."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from services.incubation import policies
from services.incubation.handlers.calls import VENTURES
from services.incubation.handlers.reach import SYSTEM, within
from services.incubation.model import (
    ACCEPTANCE,
    MIDTERM,
    Agreement,
    Examination,
    Organisation,
    Output,
    Recovery,
    SocialEvaluation,
    SocialScore,
    Venture,
    VentureBan,
    VentureMilestone,
    VentureReport,
)
from services.incubation.model.venture_parts import weighed
from services.incubation.workflow import VentureStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import midnight
from shared.kernel.deadlines import Deadline, deadline
from shared.kernel.errors import Invalid
from shared.kernel.money import rounded
from shared.kernel.workflow import enforce

REPORT_NEAR, REPORT_LATE, MENDING_OVER = (
    "venture_report_near",
    "venture_report_late",
    "venture_mending_over",
)


def sign_agreement(
    uow: UnitOfWork,
    *,
    venture_id: str,
    document_no: str,
    starts_on: date,
    ends_on: date,
    milestones: Sequence[Mapping[str, Any]],
) -> Venture:
    """Sign; from here money is paid and progress is published (CT-02)."""
    venture = uow.get(Venture, venture_id)
    uow.basis(document_no)
    agreement = Agreement(
        document_no=document_no,
        starts_on=starts_on,
        ends_on=ends_on,
        milestones=tuple(VentureMilestone(**each) for each in milestones),
        signed_by=uow.actor.id,
        signed_at=uow.now,
    )
    venture.sign(uow.actor, agreement, report=next_report(uow, agreement, after=starts_on))
    wait_for_report(uow, venture)
    return venture


def pay_tranche(uow: UnitOfWork, *, venture_id: str, number: int, document_no: str) -> Venture:
    """Pay a part of the grant that is due (CT-01)."""
    venture = uow.get(Venture, venture_id)
    uow.basis(document_no)
    venture.pay(uow.actor, number, document_no=document_no, at=uow.now)
    return venture


def publish_venture_report(
    uow: UnitOfWork, *, venture_id: str, full: bool, text: str, beneficiaries: int, spent_fen: int
) -> VentureReport:
    """Publish how it goes, or the full report once it is over (CT-02)."""
    venture = uow.get(Venture, venture_id)
    report = VentureReport(
        id=uow.new_id(),
        path=venture.path,
        venture_id=venture.id,
        venture_title=venture.title,
        organisation_name=venture.organisation_name,
        full=full,
        text=text,
        beneficiaries=beneficiaries,
        spent_fen=spent_fen,
        published_at=uow.now,
    )
    agreement = venture.agreement
    following = None if full or agreement is None else next_report(uow, agreement, after=uow.today)
    venture.publish(
        uow.actor, full=full, spent_fen=spent_fen, today=uow.today, following=following
    )  # fmt: skip
    uow.add(report)
    wait_for_report(uow, venture)
    return report


def judge_midterm(uow: UnitOfWork, *, venture_id: str, score: Decimal, document_no: str) -> Venture:
    """Examine a project half-way: passed, to be mended, or ended (SO-13, T8.4)."""
    venture, pack = uow.get(Venture, venture_id), uow.rules(VENTURES)
    uow.basis(document_no)
    exam = Examination(
        kind=MIDTERM,
        passed=score >= pack.decimal("midterm.passing"),
        document_no=document_no,
        at=uow.now,
        examined_by=uow.actor.id,
        score=score,
    )
    venture.examine(uow.actor, exam, rectify=within(uow, "rectify.within", VENTURES))
    _wait_for_mending(uow, venture)
    return venture


def rectify_venture(uow: UnitOfWork, *, venture_id: str, statement: str) -> Venture:
    """Say what was mended."""
    venture = uow.get(Venture, venture_id)
    venture.mend(uow.actor, statement=statement)
    uow.forget(MENDING_OVER, venture.id)
    return venture


def accept_venture(
    uow: UnitOfWork,
    *,
    venture_id: str,
    outputs: Sequence[Mapping[str, Any]],
    accounts_ok: bool,
    document_no: str,
) -> Venture:
    """Hold what was reached against what was promised: 80 % of each target, sound accounts."""
    venture, pack = uow.get(Venture, venture_id), uow.rules(VENTURES)
    uow.basis(document_no)
    achieved = {each["name"]: each["achieved"] for each in outputs}
    enforce(policies.outputs_match(venture.plan.targets, [each["name"] for each in outputs]))
    least = pack.integer("outputs.least_percent")
    short = policies.outputs_fall_short(venture.plan.targets, achieved, least)
    exam = Examination(
        kind=ACCEPTANCE,
        passed=accounts_ok and not short,
        document_no=document_no,
        at=uow.now,
        examined_by=uow.actor.id,
        short=tuple(short),
        accounts_ok=accounts_ok,
    )
    given = tuple(Output(**each) for each in outputs)
    venture.accept(uow.actor, exam, given, rectify=within(uow, "rectify.within", VENTURES))
    _wait_for_mending(uow, venture)
    return venture


def end_for_breach(
    uow: UnitOfWork, *, venture_id: str, reason: str, used_fen: int, document_no: str
) -> Venture:
    """End a project whose agreement was broken; its organisation is banned (SO-15)."""
    venture = uow.get(Venture, venture_id)
    enforce(policies.names_no_responsible(uow.get(Organisation, venture.organisation_id), reason))
    uow.basis(document_no)
    venture.end_for_breach(
        uow.actor, reason=reason, used_fen=used_fen, document_no=document_no, at=uow.now
    )
    ban = VentureBan(
        id=uow.new_id(),
        path=venture.path,
        organisation_id=venture.organisation_id,
        venture_id=venture.id,
        since=uow.today,
        until=policies.last_day(uow.today, uow.rules(VENTURES).period("breach.ban")),
        reason=reason,
    )
    ban.impose()
    uow.add(ban)
    wait_for_report(uow, venture)
    _wait_for_mending(uow, venture)
    return venture


def recover_money(
    uow: UnitOfWork, *, venture_id: str, amount_fen: int, document_no: str
) -> Venture:
    """Note that money came back."""
    venture = uow.get(Venture, venture_id)
    uow.basis(document_no)
    venture.recover(uow.actor, Recovery(amount_fen, document_no, uow.now))
    return venture


def evaluate_venture(
    uow: UnitOfWork, *, venture_id: str, parts: Sequence[Mapping[str, Any]], document_no: str
) -> Venture:
    """Evaluate the effect on society, by the weights of the rules of today (SO-14)."""
    venture, pack = uow.get(Venture, venture_id), uow.rules(VENTURES)
    weights: Mapping[str, int] = pack.raw("evaluation.weights")
    given = {each["name"]: each["score"] for each in parts}
    if set(given) != set(weights) or len(given) != len(parts):
        raise Invalid("incubation.other_parts", f"请逐项评分：{'、'.join(weights)}。")
    uow.basis(document_no)
    scored = tuple(SocialScore(name, weight, given[name]) for name, weight in weights.items())
    total = rounded(weighed([(each.score, each.weight) for each in scored]))
    accepted = venture.accepted_on or uow.today
    venture.evaluate(
        uow.actor,
        SocialEvaluation(scored, total, document_no, uow.now),
        due=policies.first_day_after(accepted, pack.period("evaluation.after")),
    )
    return venture


def remind_of_report(uow: UnitOfWork, *, subject_id: str) -> None:
    """A report is due soon."""
    uow.get(Venture, subject_id).report_is_near()


def miss_report(uow: UnitOfWork, *, subject_id: str) -> None:
    """A report was not published in time (CT-02)."""
    venture = uow.get(Venture, subject_id)
    if venture.report is not None and uow.now >= venture.report.lapses_at:
        venture.miss_report()


def mending_over(uow: UnitOfWork, *, subject_id: str) -> None:
    """The time for mending is over: who kept silent is ended (SO-13)."""
    venture = uow.get(Venture, subject_id)
    silent = venture.status is VentureStatus.RECTIFYING and not venture.rectified
    if silent and venture.rectify is not None and uow.now >= venture.rectify.lapses_at:
        venture.lapse(SYSTEM, at=uow.now)
        wait_for_report(uow, venture)


def recompute_ventures(uow: UnitOfWork) -> None:
    """Replace provisional last days of projects by true ones (G-04)."""
    for venture in uow.find(Venture, provisional=True):
        venture.recompute(uow.calendar)
        wait_for_report(uow, venture)
        _wait_for_mending(uow, venture)


def next_report(uow: UnitOfWork, agreement: Agreement, *, after: date) -> Deadline:
    """Return when to report next: while a long project runs, and once when it is over."""
    pack = uow.rules(VENTURES)
    longest = policies.last_day(agreement.starts_on, pack.period("report.long_from"))
    regular = deadline(midnight(after), pack.period("report.every"), uow.calendar)
    if agreement.ends_on > longest and regular.due <= agreement.ends_on:
        return regular
    return deadline(midnight(agreement.ends_on), pack.period("report.full_within"), uow.calendar)


def wait_for_report(uow: UnitOfWork, venture: Venture) -> None:
    """Let the timers wait for the next report, or for none."""
    if venture.report is None:
        uow.forget(REPORT_NEAR, venture.id)
        uow.forget(REPORT_LATE, venture.id)
        return
    before = timedelta(days=int(uow.rules(VENTURES).period("report.remind_before").amount))
    uow.remind(REPORT_NEAR, venture.id, midnight(venture.report.due - before))
    uow.remind(REPORT_LATE, venture.id, venture.report.lapses_at)


def _wait_for_mending(uow: UnitOfWork, venture: Venture) -> None:
    if venture.rectify is None or venture.rectified:
        uow.forget(MENDING_OVER, venture.id)
    else:
        uow.remind(MENDING_OVER, venture.id, venture.rectify.lapses_at)
