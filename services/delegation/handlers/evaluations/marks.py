"""Scores: of a street for itself, of peers for one another, of the third party by its report."""

from decimal import Decimal

from services.delegation.handlers.evaluations.whole import evaluation_in_reach, street_of
from services.delegation.model import EvaluatedStreet, Evaluation, Mark, Purchase, Tie
from services.delegation.model.evaluations.evaluation import mark_id
from services.delegation.policies import PEER, SELF, THIRD
from shared.chassis.unit_of_work import UnitOfWork


def assess_self(
    uow: UnitOfWork, *, evaluation_id: str, score: Decimal, document_no: str
) -> Mark:  # fmt: skip
    """A street scores itself; while scoring runs, a later score replaces an earlier one."""
    evaluation = evaluation_in_reach(uow, evaluation_id)
    street = street_of(evaluation, uow.actor.unit)
    evaluation.permit_mark(uow.actor, SELF, street)
    return _keep(uow, evaluation, street, SELF, uow.actor.unit, score, document_no)


def assess_peer(
    uow: UnitOfWork, *, evaluation_id: str, street: str, score: Decimal, document_no: str
) -> Mark:
    """A peer scores a street that is not itself."""
    evaluation = evaluation_in_reach(uow, evaluation_id)
    found = street_of(evaluation, street)
    evaluation.permit_mark(uow.actor, PEER, found)
    return _keep(uow, evaluation, found, PEER, uow.actor.unit, score, document_no)


def assess_third(
    uow: UnitOfWork, *, evaluation_id: str, street: str, assessor: str, score: Decimal,
    document_no: str,
) -> Mark:  # fmt: skip
    """Note what the report of an independent third party says of a street."""
    evaluation = evaluation_in_reach(uow, evaluation_id)
    found = street_of(evaluation, street)
    evaluation.permit_mark(uow.actor, THIRD, found)
    evaluation.permit_third(found, assessor, _purchased(uow, found, assessor))
    return _keep(uow, evaluation, found, THIRD, assessor, score, document_no)


def _purchased(uow: UnitOfWork, street: EvaluatedStreet, assessor: str) -> list[Tie]:
    """Return the contracts of this service's own purchases, declared or not (EVP-04)."""
    return [
        Tie(each.street, each.contract.starts_on, each.contract.ends_on, each.contract.document_no)
        for each in uow.find(Purchase, street=street.street)
        if each.contract is not None
        and each.supplier is not None
        and each.supplier.credit_code == assessor
    ]


def _keep(uow: UnitOfWork, evaluation: Evaluation, street: EvaluatedStreet, kind: str,
          assessor: str, score: Decimal, document_no: str) -> Mark:  # fmt: skip
    uow.basis(document_no)
    key = mark_id(street.id, kind, assessor)
    mark = next((each for each in evaluation.marks if each.id == key), None)
    if mark is None:
        mark = Mark(
            id=key, evaluation_id=evaluation.id, evaluated_id=street.id, path=street.path,
            kind=kind, assessor=assessor, score=score, document_no=document_no,
            given_by=uow.actor.id, at=uow.now,
        )  # fmt: skip
        uow.add(mark)
    else:
        mark.assessor, mark.score, mark.document_no = assessor, score, document_no
        mark.given_by, mark.at = uow.actor.id, uow.now
    evaluation.scored(kind, street)
    return mark
