"""What disclosure learns of units: who must publish, whose board hangs where. May run twice."""

from datetime import date, timedelta

from services.disclosure.handlers.boards import wait_for_gaps
from services.disclosure.handlers.duties import wait_for_reports
from services.disclosure.model import Board, UnitName, body_of
from shared.chassis import known_units
from shared.chassis.unit_of_work import UnitOfWork

WITH_BOARD = ("community", "village")

_DAY = timedelta(days=1)


def learn_unit(
    uow: UnitOfWork, *, unit_code: str, path: str, name: str, kind: str, valid_to: str | None
) -> None:
    """Keep a copy of a unit; a community or village has a board."""
    last = date.fromisoformat(valid_to) if valid_to else None
    known_units.learn(
        uow, UnitName, unit_code=unit_code, path=path, name=name, kind=kind, valid_to=valid_to
    )
    if kind == "district":
        wait_for_reports(uow, uow.today.year)
    if kind in WITH_BOARD:
        _learn_board(uow, unit_code, path, name, last)


def rename_unit(uow: UnitOfWork, *, unit_code: str, name: str) -> None:
    """The unit bears another name, and so does its board."""
    for known in (uow.one(UnitName, id=unit_code), uow.one(Board, id=unit_code)):
        if known is not None:
            known.name = name


def merge_unit(uow: UnitOfWork, *, unit_code: str, valid_to: str) -> None:
    """The unit ends: it owes nothing for later days; what hung there stays readable."""
    for known in (uow.one(UnitName, id=unit_code), uow.one(Board, id=unit_code)):
        if known is not None:
            known.valid_to = date.fromisoformat(valid_to)


def _learn_board(uow: UnitOfWork, code: str, path: str, name: str, last: date | None) -> None:
    board = uow.one(Board, id=code)
    if board is not None:
        board.name, board.valid_to = name, last
        return
    before = uow.today.replace(day=1) - _DAY
    board = Board(id=code, path=path, name=name, body=body_of(code), valid_to=last,
                  checked_through=before)  # fmt: skip
    uow.add(board)
    wait_for_gaps(uow, board)
