"""Opening an evaluation: which streets, which peers, which third party."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.delegation.handlers.evaluations.whole import evaluation_in_reach, seal
from services.delegation.handlers.reach import district, living_unit, unit_named
from services.delegation.model import (
    Delegation,
    Engagement,
    EvaluatedStreet,
    Evaluation,
    Method,
    Span,
    Tie,
)
from services.delegation.workflow import DelegationStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Conflict, Invalid
from shared.kernel.identifiers import is_credit_code
from shared.kernel.jurisdiction import covers

PACK = "delegation.evaluations"
SCORING_OVER = "evaluation_scoring_over"

_HELD = (DelegationStatus.ACTIVE, DelegationStatus.FUNDING_GAP, DelegationStatus.SUSPENDED)


def open_evaluation(
    uow: UnitOfWork,
    *,
    period: str,
    title: str,
    streets: Sequence[str] | None,
    peers: Sequence[str] | None,
) -> Evaluation:
    """Open the evaluation of a period for the streets that hold delegations.

    Without `streets`: all of them. Without `peers`: they and the departments whose matters they
    hold. The method in force today stays that of this evaluation.
    """
    span, path = Span.read(period), district(uow.actor.path)
    if uow.find(Evaluation, path=path, period=period):
        raise Conflict("delegation.already_evaluated", f"{period} 的评价已经启动。", period=period)
    held = [d for d in uow.find(Delegation) if d.status in _HELD and d.valid_from <= span.last
            and covers(path, d.street_path)]  # fmt: skip
    evaluation = Evaluation(
        id=uow.new_id(),
        path=path,
        kind=span.kind,
        period=period,
        first=span.first,
        last=span.last,
        title=title,
        method=Method.read(uow.rules(PACK)),
        organiser=uow.actor.unit,
        opened_by=uow.actor.id,
        peers=(),
    )
    evaluation.streets = tuple(_evaluated(uow, evaluation, held, streets))
    evaluation.subjects = tuple(each.street for each in evaluation.streets)
    listed = set(evaluation.subjects)
    default = {*listed, *(d.department for d in held if d.street in listed)}
    chosen = default if peers is None else {living_unit(uow, code).id for code in peers}
    evaluation.peers = tuple(sorted(chosen - {uow.actor.unit}))
    evaluation.open()
    uow.add(evaluation)
    for each in evaluation.streets:
        uow.add(each)
    return evaluation


def engage_third_party(
    uow: UnitOfWork,
    *,
    evaluation_id: str,
    assessor: str,
    name: str,
    document_no: str,
    contracts: Sequence[Mapping[str, Any]],
) -> Evaluation:
    """Note a third party with all contracts that it declares (EVP-04)."""
    evaluation = evaluation_in_reach(uow, evaluation_id)
    if not is_credit_code(assessor):
        raise Invalid("delegation.bad_uscc", "统一社会信用代码有误，请核对。")
    ties = tuple(Tie(**each) for each in contracts)
    for tie in ties:
        if tie.last is not None and tie.last < tie.first:
            raise Invalid("delegation.bad_contract", f"合同 {tie.document_no} 的终止日期早于起始。")
    uow.basis(document_no)
    evaluation.engage(uow.actor, Engagement(assessor, name, document_no, ties))
    return evaluation


def begin_scoring(uow: UnitOfWork, *, evaluation_id: str) -> Evaluation:
    """Take scores from now on; time ends it."""
    evaluation = evaluation_in_reach(uow, evaluation_id)
    evaluation.begin_scoring(uow.actor, at=uow.now, calendar=uow.calendar)
    if evaluation.scoring is not None:
        uow.remind(SCORING_OVER, evaluation.id, evaluation.scoring.lapses_at)
    seal(uow, evaluation)
    return evaluation


def _evaluated(
    uow: UnitOfWork, evaluation: Evaluation, held: Sequence[Delegation],
    streets: Sequence[str] | None,
) -> list[EvaluatedStreet]:  # fmt: skip
    holders = sorted({d.street for d in held})
    chosen = holders if streets is None else sorted(set(streets))
    if strangers := sorted(set(chosen) - set(holders)):
        raise Invalid(
            "delegation.holds_nothing",
            f"以下单位在评价周期内没有承接下放事项，不能评价：{'、'.join(strangers)}。",
            streets=strangers,
        )
    found = []
    for code in chosen:
        unit = unit_named(uow, code)
        names = tuple(sorted(d.item_name for d in held if d.street == code))
        found.append(EvaluatedStreet(id=uow.new_id(), evaluation_id=evaluation.id, path=unit.path,
                                     street=code, name=unit.name, held=names))  # fmt: skip
    return found
