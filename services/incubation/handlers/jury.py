"""Use cases of the jury: seats, ties, scores. What a judge may not see is not there for her."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.incubation.handlers.calls import VENTURES
from services.incubation.model import Score, Seat, Tie, Venture, VentureCall
from services.incubation.model.jury import marks_of, not_scored_yet
from services.incubation.workflow import SeatStatus
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Conflict, NotFound


def seat_judge(uow: UnitOfWork, *, call_id: str, judge_id: str) -> Seat:
    """Ask somebody to judge in a call; a substitute is asked in the same way."""
    call = uow.get(VentureCall, call_id)
    call.permit("seat", uow.actor)
    if uow.one(Seat, call_id=call.id, judge_id=judge_id) is not None:
        raise Conflict("incubation.seated_already", "该评委已受聘于本届评审。")
    seat = Seat(
        id=uow.new_id(),
        path=call.path,
        call_id=call.id,
        judge_id=judge_id,
        seated_by=uow.actor.id,
        seated_at=uow.now,
    )
    seat.open(call, {each.applied_by for each in uow.find(Venture, call_id=call.id)})
    uow.add(seat)
    return seat


def declare_ties(uow: UnitOfWork, *, seat_id: str, ties: Sequence[Mapping[str, str]]) -> Seat:
    """Say to which applicants one has ties, or to none (SO-16)."""
    seat = _own_seat(uow, seat_id)
    uow.get(VentureCall, seat.call_id).permit("declare", uow.actor)
    named = {each["organisation_id"]: each["nature"] for each in ties}
    seat.declare(uow.actor, named=named, applicants=_applicants(uow, seat), at=uow.now)
    for organisation_id, nature in named.items():
        _tie(uow, seat, organisation_id, nature)
    return seat


def recuse_judge(uow: UnitOfWork, *, seat_id: str, organisation_id: str, nature: str) -> Seat:
    """Let a judge see no more of an applicant to whom a tie came to light (SO-16)."""
    seat = uow.get(Seat, seat_id)
    seat.recuse(uow.actor)
    if organisation_id not in _applicants(uow, seat):
        raise NotFound("incubation.not_found", "该组织未在本届申报。", id=organisation_id)
    if uow.one(Tie, call_id=seat.call_id, judge_id=seat.judge_id,
               organisation_id=organisation_id) is None:  # fmt: skip
        _tie(uow, seat, organisation_id, nature)
    return seat


def stand_down_judge(uow: UnitOfWork, *, seat_id: str, reason: str) -> Seat:
    """Take a judge out of the jury; her scores no longer count."""
    seat = uow.get(Seat, seat_id)
    seat.stand_down(uow.actor, reason=reason)
    return seat


def score_file(
    uow: UnitOfWork, *, venture_id: str, marks: Sequence[Mapping[str, Any]], comment: str
) -> Score:
    """Score a file that one may read; once."""
    venture = uow.get(Venture, venture_id)
    if uow.actor.id not in panel_of(uow, venture):
        raise NotFound("incubation.not_found", "没有找到，或您无权查看。", id=venture_id)
    uow.get(VentureCall, venture.call_id).permit("declare", uow.actor)
    venture.permit("score", uow.actor)
    not_scored_yet(uow.one(Score, venture_id=venture_id, judge_id=uow.actor.id))
    given = {each["name"]: each["points"] for each in marks}
    score = Score(
        id=uow.new_id(),
        path=venture.path,
        call_id=venture.call_id,
        venture_id=venture.id,
        judge_id=uow.actor.id,
        marks=marks_of(given, uow.rules(VENTURES).raw("jury.criteria")),
        comment=comment,
        given_at=uow.now,
    )
    score.give()
    uow.add(score)
    return score


def panel_of(uow: UnitOfWork, venture: Venture) -> set[str]:
    """Return the judges who declared and have no tie to the applicant of this project."""
    seats = uow.find(Seat, call_id=venture.call_id, status=SeatStatus.DECLARED)
    tied = uow.find(Tie, call_id=venture.call_id, organisation_id=venture.organisation_id)
    return {each.judge_id for each in seats} - {each.judge_id for each in tied}


def _applicants(uow: UnitOfWork, seat: Seat) -> set[str]:
    return {each.organisation_id for each in uow.find(Venture, call_id=seat.call_id)}


def _own_seat(uow: UnitOfWork, seat_id: str) -> Seat:
    seat = uow.get(Seat, seat_id)
    if seat.judge_id != uow.actor.id:
        raise NotFound("incubation.not_found", "没有找到，或您无权查看。", id=seat_id)
    return seat


def _tie(uow: UnitOfWork, seat: Seat, organisation_id: str, nature: str) -> None:
    uow.add(
        Tie(
            id=uow.new_id(),
            path=seat.path,
            call_id=seat.call_id,
            judge_id=seat.judge_id,
            organisation_id=organisation_id,
            nature=nature,
            declared_at=uow.now,
        )
    )
