"""An evaluation with its streets, scores and appeals; and the seal over each of its states."""

from services.delegation.model import Appeal, EvaluatedStreet, Evaluation, Mark, Snapshot
from services.delegation.model.evaluations.snapshot import chained, plain
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Invalid, NotFound
from shared.kernel.jurisdiction import covers


def evaluation_in_reach(uow: UnitOfWork, evaluation_id: str) -> Evaluation:
    """Return an evaluation of the actor's own district, whole."""
    evaluation = uow.get(Evaluation, evaluation_id)
    if not covers(evaluation.path, uow.actor.path):
        raise NotFound("delegation.not_found", "没有找到该评价，或您无权查看。")
    return whole(uow, evaluation)


def street_in_reach(uow: UnitOfWork, evaluated_id: str) -> tuple[EvaluatedStreet, Evaluation]:
    """Return an evaluated street and its evaluation, both of the actor's own district."""
    street = uow.get(EvaluatedStreet, evaluated_id)
    return street, evaluation_in_reach(uow, street.evaluation_id)


def street_of(evaluation: Evaluation, code: str) -> EvaluatedStreet:
    """Return the evaluated street of that code; Invalid when it is not among them."""
    found = next((each for each in evaluation.all_streets if each.street == code), None)
    if found is None:
        raise Invalid(
            "delegation.not_evaluated",
            f"单位 {code} 不是本次评价对象。",
            street=code,
            streets=[each.street for each in evaluation.all_streets],
        )
    return found


def whole(uow: UnitOfWork, evaluation: Evaluation) -> Evaluation:
    """Give the evaluation its streets, scores and appeals."""
    streets = uow.find(EvaluatedStreet, evaluation_id=evaluation.id)
    evaluation.streets = tuple(sorted(streets, key=lambda each: each.street))
    evaluation.marks = tuple(uow.find(Mark, evaluation_id=evaluation.id))
    evaluation.appeals = tuple(uow.find(Appeal, evaluation_id=evaluation.id))
    return evaluation


def seal(uow: UnitOfWork, evaluation: Evaluation) -> str:
    """Freeze what the state just entered rests on, chained to the state before; its digest."""
    before = sorted(uow.find(Snapshot, evaluation_id=evaluation.id), key=lambda each: each.number)
    previous = before[-1].digest if before else ""
    content = {
        "state": str(evaluation.status),
        "period": evaluation.period,
        "method": plain(evaluation.method),
        "peers": plain(evaluation.peers),
        "engagements": plain(evaluation.engagements),
        "streets": [_street(each) for each in evaluation.all_streets],
        "marks": [_mark(each) for each in sorted(evaluation.marks, key=lambda mark: mark.id)],
        "appeals": [_appeal(each) for each in evaluation.appeals],
    }
    frozen = Snapshot(
        id=uow.new_id(),
        evaluation_id=evaluation.id,
        path=evaluation.path,
        number=len(before) + 1,
        state=str(evaluation.status),
        content=content,
        previous_digest=previous,
        digest=chained(previous, content),
        at=uow.now,
    )
    uow.add(frozen)
    return frozen.digest


def _street(street: EvaluatedStreet) -> dict[str, object]:
    vetoed, other = street.veto, street.reweighting
    return {
        "street": street.street,
        "held": plain(street.held),
        "inputs": plain(street.inputs),
        "result": plain(street.result),
        "veto": vetoed and {"document_no": vetoed.document_no, "lifted": vetoed.lifted},
        "reweighting": other and {
            "document_no": other.document_no, "weights": plain(other.weights),
        },
    }  # fmt: skip


def _mark(mark: Mark) -> dict[str, object]:
    return {"key": mark.id, "assessor": mark.assessor, "score": str(mark.score),
            "document_no": mark.document_no, "struck": mark.struck}  # fmt: skip


def _appeal(appeal: Appeal) -> dict[str, object]:
    return {"appeal_id": appeal.id, "unit": appeal.unit, "status": str(appeal.status),
            "document_no": appeal.document_no, "lifts_veto": appeal.lifts_veto,
            "strikes": plain(appeal.strikes)}  # fmt: skip
