"""From the end of scoring to the final result; what time decides is decided by timers."""

from collections.abc import Mapping

from services.delegation.handlers.evaluations.opening import SCORING_OVER
from services.delegation.handlers.evaluations.whole import (
    evaluation_in_reach,
    seal,
    street_in_reach,
    whole,
)
from services.delegation.model import (
    Decision,
    DecisionMonth,
    EvaluatedStreet,
    Evaluation,
    Inputs,
    RatingMonth,
    Reweighting,
    Span,
)
from services.delegation.workflow import EvaluationStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import Actor, system_actor
from shared.kernel.jurisdiction import covers

NOTICE_OVER, APPEAL_OVER = "evaluation_notice_over", "evaluation_appeal_over"
_TIMERS = {
    EvaluationStatus.SCORING: SCORING_OVER,
    EvaluationStatus.NOTICE: NOTICE_OVER,
    EvaluationStatus.APPEAL: APPEAL_OVER,
}


def close_scoring(uow: UnitOfWork, *, evaluation_id: str) -> Evaluation:
    """End scoring before its time, when every score is there."""
    evaluation = evaluation_in_reach(uow, evaluation_id)
    _freeze(uow, evaluation, uow.actor, early=True)
    uow.forget(SCORING_OVER, evaluation.id)
    return evaluation


def end_scoring(uow: UnitOfWork, *, subject_id: str) -> None:
    """Scoring is over; who has not scored is missing."""
    evaluation = uow.get(Evaluation, subject_id)
    if _lapsed(uow, evaluation, EvaluationStatus.SCORING):
        _freeze(uow, whole(uow, evaluation), uow.actor, early=False)


def veto_result(
    uow: UnitOfWork, *, evaluated_id: str, reason: str, document_no: str
) -> EvaluatedStreet:
    """Cap a street's score after a serious event (EVP-08)."""
    street, evaluation = street_in_reach(uow, evaluated_id)
    uow.basis(document_no)
    decision = Decision(reason, document_no, uow.actor.unit, uow.actor.id, uow.now)
    evaluation.veto(uow.actor, street, decision)
    return street


def reweight_result(
    uow: UnitOfWork, *, evaluated_id: str, weights: Mapping[str, int], reason: str, document_no: str
) -> EvaluatedStreet:
    """Spread the weights over the kinds that are there, by decision (EVP-05)."""
    street, evaluation = street_in_reach(uow, evaluated_id)
    uow.basis(document_no)
    given = {kind: weight for kind, weight in weights.items() if weight is not None}
    other = Reweighting(given, reason, document_no, uow.actor.unit, uow.actor.id, uow.now)
    evaluation.reweight(uow.actor, street, other)
    return street


def start_result_notice(uow: UnitOfWork, *, evaluation_id: str) -> Evaluation:
    """Show the results to everybody."""
    evaluation = evaluation_in_reach(uow, evaluation_id)
    evaluation.start_notice(uow.actor, at=uow.now, calendar=uow.calendar)
    _wait(uow, evaluation)
    seal(uow, evaluation)
    return evaluation


def end_result_notice(uow: UnitOfWork, *, subject_id: str) -> None:
    """The notice is over; appeals are taken."""
    evaluation = uow.get(Evaluation, subject_id)
    if _lapsed(uow, evaluation, EvaluationStatus.NOTICE):
        whole(uow, evaluation).end_notice(uow.actor, at=uow.now, calendar=uow.calendar)
        _wait(uow, evaluation)
        seal(uow, evaluation)


def conclude_evaluation(uow: UnitOfWork, *, subject_id: str) -> None:
    """The time for appeals is over; with one still open its answer concludes."""
    conclude_when_due(uow, uow.get(Evaluation, subject_id))


def conclude_when_due(uow: UnitOfWork, evaluation: Evaluation) -> None:
    """Conclude, as the system, when time is up and every appeal is answered."""
    heard = not evaluation.on_notice and not evaluation.open_objections
    due = heard and _lapsed(uow, evaluation, EvaluationStatus.APPEAL)
    if due and not whole(uow, evaluation).open_appeals:
        evaluation.conclude(system_actor("delegation"), at=uow.now)
        evaluation.announce(seal(uow, evaluation), at=uow.now)


def note_objections(uow: UnitOfWork, *, source: str, matter_id: str, open: int) -> None:
    """The public objected to shown results, or was answered; the last answer may conclude."""
    evaluation = _asked_for(uow, source, matter_id)
    if evaluation is not None:
        evaluation.note_public(on_notice=evaluation.on_notice, still_open=open)
        conclude_when_due(uow, evaluation)


def note_shown(uow: UnitOfWork, *, source: str, matter_id: str) -> None:
    """The public is shown the results, or will be once they are cleared: first, or anew."""
    evaluation = _asked_for(uow, source, matter_id)
    if evaluation is not None:
        evaluation.note_public(on_notice=True, still_open=evaluation.open_objections)


def note_shown_long_enough(uow: UnitOfWork, *, source: str, matter_id: str, open: int) -> None:
    """The public was shown the results for the whole period."""
    evaluation = _asked_for(uow, source, matter_id)
    if evaluation is not None:
        evaluation.note_public(on_notice=False, still_open=open)
        conclude_when_due(uow, evaluation)


def _asked_for(uow: UnitOfWork, source: str, matter_id: str) -> Evaluation | None:
    return uow.one(Evaluation, id=matter_id) if source == "delegation" else None


def recompute_evaluations(uow: UnitOfWork) -> None:
    """Replace provisional dates by true ones, and move their timers (G-04)."""
    for evaluation in uow.find(Evaluation, provisional=True):
        evaluation.recompute(uow.calendar)
        _wait(uow, evaluation)


def _freeze(uow: UnitOfWork, evaluation: Evaluation, actor: Actor, *, early: bool) -> None:
    months = Span.read(evaluation.period).months
    ratings = [r for month in months for r in uow.find(RatingMonth, period=month)]
    decisions = [d for month in months for d in uow.find(DecisionMonth, period=month)]
    for street in evaluation.all_streets:
        here = [d for d in decisions if covers(street.path, d.path)]
        inputs = Inputs(
            levels=_levels([r for r in ratings if covers(street.path, r.path)]),
            accepted=sum(each.accepted for each in here),
            decided=sum(each.decided for each in here),
            on_time=sum(each.on_time for each in here),
        )
        street.freeze(inputs, evaluation.marks_of(street.id))
    evaluation.close_scoring(actor, early=early)
    seal(uow, evaluation)


def _levels(months: list[RatingMonth]) -> dict[str, int] | None:
    if not months:
        return None
    levels = {level for month in months for level in month.levels}
    return {level: sum(month.levels.get(level, 0) for month in months) for level in levels}


def _lapsed(uow: UnitOfWork, evaluation: Evaluation, state: EvaluationStatus) -> bool:
    """Say whether it stands in `state` and that state's time is up."""
    limit = evaluation.running
    return evaluation.status is state and limit is not None and uow.now >= limit.lapses_at


def _wait(uow: UnitOfWork, evaluation: Evaluation) -> None:
    limit = evaluation.running
    if limit is not None:
        uow.remind(_TIMERS[evaluation.status], evaluation.id, limit.lapses_at)
