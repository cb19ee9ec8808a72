"""Appeals of streets, answered by a unit that had no part in the evaluation."""

from collections.abc import Sequence

from services.delegation.handlers.evaluations.results import conclude_when_due
from services.delegation.handlers.evaluations.whole import street_in_reach
from services.delegation.model import Appeal, EvaluatedStreet, Evaluation
from services.delegation.policies import PEER
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Conflict, Invalid


def file_appeal(uow: UnitOfWork, *, evaluated_id: str, grounds: str) -> Appeal:
    """Appeal against one's own result, once, within the time for appeals."""
    street, evaluation = street_in_reach(uow, evaluated_id)
    appeal = Appeal(
        id=uow.new_id(),
        evaluation_id=evaluation.id,
        evaluated_id=street.id,
        path=street.path,
        unit=street.street,
        grounds=grounds,
        involved=_involved(evaluation, street),
        filed_by=uow.actor.id,
        filed_at=uow.now,
    )
    earlier = any(each.evaluated_id == street.id for each in evaluation.appeals)
    evaluation.take_appeal(uow.actor, appeal, street)
    late = evaluation.appeal is not None and uow.now >= evaluation.appeal.lapses_at
    if earlier or late:
        said = "申诉期已过，不再受理。" if late else "该街道已就本次结果提出过申诉。"
        raise Conflict("delegation.appeal_refused", said, late=late)
    uow.add(appeal)
    return appeal


def answer_appeal(
    uow: UnitOfWork,
    *,
    appeal_id: str,
    upheld: bool,
    answer: str,
    document_no: str,
    lifts_veto: bool,
    strikes: Sequence[str],
) -> Appeal:
    """Answer an appeal; the last answer after the time for appeals makes the result final."""
    street, evaluation = street_in_reach(uow, uow.get(Appeal, appeal_id).evaluated_id)
    appeal = next(each for each in evaluation.appeals if each.id == appeal_id)
    _possible(evaluation, street, upheld=upheld, lifts_veto=lifts_veto, strikes=strikes)
    uow.basis(document_no)

    def reply() -> None:
        if upheld:
            appeal.uphold(uow.actor, answer=answer, document_no=document_no, at=uow.now,
                          lifts_veto=lifts_veto, strikes=tuple(sorted(set(strikes))))  # fmt: skip
        else:
            appeal.dismiss(uow.actor, answer=answer, document_no=document_no, at=uow.now)

    evaluation.answer_appeal(uow.actor, appeal, street, reply)
    conclude_when_due(uow, evaluation)
    return appeal


def _involved(evaluation: Evaluation, street: EvaluatedStreet) -> tuple[str, ...]:
    assessors = {mark.assessor for mark in evaluation.marks_of(street.id)}
    deciders = {each.unit for each in (street.veto, street.reweighting) if each is not None}
    units = {evaluation.organiser, street.street, *evaluation.peers, *assessors, *deciders}
    return tuple(sorted(units))


def _possible(evaluation: Evaluation, street: EvaluatedStreet, *, upheld: bool,
              lifts_veto: bool, strikes: Sequence[str]) -> None:  # fmt: skip
    """Raise Invalid when what is to be put right is not there: an answer must be true."""
    peers = {m.assessor for m in evaluation.marks_of(street.id) if m.kind == PEER and not m.struck}
    strangers = sorted(set(strikes) - peers)
    nothing = (lifts_veto and not street.is_vetoed) or (not upheld and (lifts_veto or strikes))
    if strangers or nothing:
        raise Invalid(
            "delegation.nothing_to_put_right",
            "没有可撤销的一票否决，或所列单位没有有效的互评评分；维持原结果的不得更正。请核对。",
            strikes=strangers,
        )
