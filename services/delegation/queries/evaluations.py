"""Evaluations of streets: what takes part sees, what everybody reads, what is sealed."""

from typing import Any

from sqlalchemy import ColumnElement, select, true

from services.delegation import store
from services.delegation.model import (
    Appeal,
    EvaluatedStreet,
    Evaluation,
    Mark,
    Observation,
    Snapshot,
)
from services.delegation.policies import MASS
from services.delegation.queries.visible import below, district
from services.delegation.workflow import (
    DECIDE_RESULT,
    INSPECT_EVALUATION,
    SHOWN,
    EvaluationStatus,
)
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import NotFound


def evaluations(uow: UnitOfWork, *, status: str | None, limit: int, cursor: str | None) -> Page:
    """Return the evaluations of the actor's district, newest first."""
    table = store.evaluations.c
    query = select(Evaluation).where(table.path == district(uow)).order_by(table.id.desc())
    if status:
        query = query.where(table.status == EvaluationStatus(status))
    return page(uow.session, query, limit=limit, cursor=cursor)


def evaluation(uow: UnitOfWork, *, evaluation_id: str) -> Evaluation:
    """Return one evaluation with the streets that the actor may see.

    Before the notice these are its own; whoever inspects or decides sees all.
    """
    found = _one(uow, evaluation_id, store.evaluations.c.path == district(uow))
    shown = found.status in SHOWN or _sees_all(uow)
    mine = true() if shown else below(store.evaluated_streets.c.path, uow.actor.path)
    found.streets = _streets(uow, evaluation_id, mine)
    seen = [each.id for each in found.streets]
    marks = select(Mark).where(store.marks.c.evaluated_id.in_(seen))
    found.marks = tuple(uow.session.scalars(marks))
    appeals = select(Appeal).where(store.appeals.c.evaluation_id == evaluation_id)
    found.appeals = tuple(uow.session.scalars(appeals))
    found.observations = _quarters(uow, found, mine)
    return found


def evaluation_notices(uow: UnitOfWork, *, limit: int, cursor: str | None) -> Page:
    """Return the evaluations whose results everybody may read, newest first."""
    table = store.evaluations.c
    query = select(Evaluation).where(table.status.in_(SHOWN)).order_by(table.id.desc())
    return page(uow.session, query, limit=limit, cursor=cursor)


def evaluation_notice(uow: UnitOfWork, *, evaluation_id: str) -> Evaluation:
    """Return the results of one evaluation as everybody may read them."""
    found = _one(uow, evaluation_id, store.evaluations.c.status.in_(SHOWN))
    found.streets = _streets(uow, evaluation_id, true())
    return found


def marks(uow: UnitOfWork, *, evaluation_id: str, limit: int, cursor: str | None) -> Page:
    """Return every single score of an evaluation of the actor's district."""
    table = store.marks.c
    here = table.evaluation_id.in_(_here(uow, evaluation_id))
    query = select(Mark).where(here).order_by(table.id)
    return page(uow.session, query, limit=limit, cursor=cursor)


def appeals(uow: UnitOfWork, *, evaluation_id: str, limit: int, cursor: str | None) -> Page:
    """Return the appeals of an evaluation: a street its own, whoever inspects all."""
    table = store.appeals.c
    here = table.evaluation_id.in_(_here(uow, evaluation_id))
    mine = true() if _sees_all(uow) else table.unit == uow.actor.unit
    query = select(Appeal).where(here, mine).order_by(table.id)
    return page(uow.session, query, limit=limit, cursor=cursor)


def snapshots(uow: UnitOfWork, *, evaluation_id: str, limit: int, cursor: str | None) -> Page:
    """Return the seals over the states of an evaluation, in order."""
    table = store.snapshots.c
    here = table.evaluation_id.in_(_here(uow, evaluation_id))
    query = select(Snapshot).where(here).order_by(table.number, table.id)
    return page(uow.session, query, limit=limit, cursor=cursor)


def snapshot(uow: UnitOfWork, *, snapshot_id: str) -> Snapshot:
    """Return what one state of an evaluation of the actor's district rested on."""
    table = store.snapshots.c
    found: Snapshot | None = uow.session.scalars(
        select(Snapshot).where(table.id == snapshot_id, table.path == district(uow))
    ).one_or_none()
    if found is None:
        raise NotFound("delegation.not_found", "没有找到该快照，或您无权查看。")
    return found


def _quarters(
    uow: UnitOfWork, year: Evaluation, visible: ColumnElement[bool]
) -> tuple[Observation, ...]:
    """Return what the final quarters of an annual evaluation's year said, street by street."""
    if not year.is_annual:
        return ()
    whole, each = store.evaluations.c, store.evaluated_streets.c
    query = (
        select(whole.period, each.street, each.result)
        .join(store.evaluated_streets, each.evaluation_id == whole.id)
        .where(whole.path == year.path, whole.kind != year.kind, visible)
        .where(whole.first >= year.first, whole.last <= year.last)
        .where(whole.status == EvaluationStatus.FINAL, each.street.in_(year.subjects))
        .order_by(whole.period, each.street)
    )
    return tuple(
        Observation(period, street, result.total, result.kind(MASS).sample)
        for period, street, result in uow.session.execute(query)
    )


def _here(uow: UnitOfWork, evaluation_id: str) -> Any:
    table = store.evaluations.c
    return select(table.id).where(table.id == evaluation_id, table.path == district(uow))


def _sees_all(uow: UnitOfWork) -> bool:
    return uow.actor.may(INSPECT_EVALUATION) or uow.actor.may(DECIDE_RESULT)


def _one(uow: UnitOfWork, evaluation_id: str, visible: ColumnElement[bool]) -> Evaluation:
    found: Evaluation | None = uow.session.scalars(
        select(Evaluation).where(store.evaluations.c.id == evaluation_id, visible)
    ).one_or_none()
    if found is None:
        raise NotFound("delegation.not_found", "没有找到该评价，或尚未公示。")
    return found


def _streets(
    uow: UnitOfWork, evaluation_id: str, visible: ColumnElement[bool]
) -> tuple[EvaluatedStreet, ...]:
    table = store.evaluated_streets.c
    query = select(EvaluatedStreet).where(table.evaluation_id == evaluation_id, visible)
    return tuple(uow.session.scalars(query.order_by(table.street)))
