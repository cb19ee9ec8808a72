"""What hangs on the boards for everybody, and what committees, supervisors and streets see."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Select, and_, or_, select

from services.disclosure import store
from services.disclosure.model import (
    Board,
    BoardComplaint,
    BoardQuestion,
    Gap,
    Posting,
    PublicationOrder,
)
from shared.chassis.paging import Page, page
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.actor import Actor, ActorKind
from shared.kernel.errors import NotFound

PACK = "disclosure.boards"


def boards(
    uow: UnitOfWork, *, street: str | None, q: str | None, limit: int, cursor: str | None
) -> Page:
    """Return the boards that are there today, in order of code."""
    table = store.boards.c
    alive = or_(table.valid_to.is_(None), table.valid_to >= uow.today)
    query = select(Board).where(alive).order_by(table.id)
    if street:
        query = query.where(table.id.startswith(street, autoescape=True))
    if q:
        query = query.where(table.name.contains(q, autoescape=True))
    return page(uow.session, query, limit=limit, cursor=cursor)


def board(uow: UnitOfWork, *, board_id: str) -> SimpleNamespace:
    """Return a board with what must hang on it by today's law."""
    found: Board = _one(uow, select(Board).where(store.boards.c.id == board_id))
    pack = uow.rules(PACK)
    kinds = pack.raw("kinds")[found.body]
    shown = ("id", "name", "path", "body", "place", "many_movements", "version")
    return SimpleNamespace(
        **{name: getattr(found, name) for name in shown},
        frequency=found.frequency(pack),
        matters=[{"kind": kind, **said} for kind, said in kinds.items()],
    )


def board_postings(
    uow: UnitOfWork,
    *,
    board_id: str | None,
    kind: str | None,
    down: bool,
    limit: int,
    cursor: str | None,
) -> Page:
    """Return what hangs, newest first, for everybody."""
    table = store.postings.c
    query = select(Posting).where(table.posted_at.is_not(None)).order_by(table.id.desc())
    if not down:
        query = query.where(table.taken_down_at.is_(None))
    if board_id:
        query = query.where(table.board_id == board_id)
    if kind:
        query = query.where(table.kind == kind)
    return page(uow.session, query, limit=limit, cursor=cursor)


def board_posting(uow: UnitOfWork, *, posting_id: str) -> Posting:
    """Return what hangs or hung; what was never posted is not there for a reader."""
    table = store.postings.c
    hung = select(Posting).where(table.id == posting_id, table.posted_at.is_not(None))
    found: Posting = _one(uow, hung)
    found.logged = store.places(uow.session, found.id)
    return found


def postings(
    uow: UnitOfWork, *, board_id: str | None, status: str | None, limit: int, cursor: str | None
) -> Page:
    """Return what was written inside the actor's jurisdiction, whatever its state."""
    table = store.postings.c
    query = select(Posting).where(_below(table.path, uow.actor)).order_by(table.id.desc())
    if board_id:
        query = query.where(table.board_id == board_id)
    if status:
        query = query.where(table.status == status)
    return page(uow.session, query, limit=limit, cursor=cursor)


def posting(uow: UnitOfWork, *, posting_id: str) -> Posting:
    """Return one posting inside the actor's jurisdiction."""
    table = store.postings.c
    found: Posting = _one(
        uow, select(Posting).where(table.id == posting_id, _below(table.path, uow.actor))
    )
    return found


def board_gaps(
    uow: UnitOfWork, *, board_id: str | None, open: bool, limit: int, cursor: str | None
) -> Page:
    """Return what should hang and does not, for everybody: being late is public (倒逼)."""
    table = store.board_gaps.c
    query = select(Gap).order_by(table.due.desc(), table.id)
    if board_id:
        query = query.where(table.board_id == board_id)
    if open:
        query = query.where(table.posting_id == "")
    return page(uow.session, query, limit=limit, cursor=cursor)


def publication_orders(
    uow: UnitOfWork, *, board_id: str | None, open: bool, limit: int, cursor: str | None
) -> Page:
    """Return what committees were ordered to publish, for everybody."""
    table = store.publication_orders.c
    query = select(PublicationOrder).order_by(table.id.desc())
    if board_id:
        query = query.where(table.board_id == board_id)
    if open:
        query = query.where(table.status == "ORDERED")
    return page(uow.session, query, limit=limit, cursor=cursor)


def publication_order(uow: UnitOfWork, *, order_id: str) -> PublicationOrder:
    """Return one order, for everybody."""
    orders = store.publication_orders.c
    found: PublicationOrder = _one(uow, select(PublicationOrder).where(orders.id == order_id))
    return found


def board_questions(uow: UnitOfWork, *, status: str | None, limit: int, cursor: str | None) -> Page:
    """Return a resident's own questions, or those to the committees in one's jurisdiction."""
    table = store.board_questions.c
    query = select(BoardQuestion).where(_asked(uow.actor)).order_by(table.id.desc())
    if status:
        query = query.where(table.status == status)
    return page(uow.session, query, limit=limit, cursor=cursor)


def board_question(uow: UnitOfWork, *, question_id: str) -> BoardQuestion:
    """Return one question that the actor may read."""
    table = store.board_questions.c
    wanted = select(BoardQuestion).where(table.id == question_id, _asked(uow.actor))
    found: BoardQuestion = _one(uow, wanted)
    return found


def board_complaints(
    uow: UnitOfWork, *, status: str | None, limit: int, cursor: str | None
) -> Page:
    """Return a resident's own complaints, or those against committees below one's unit."""
    table = store.board_complaints.c
    query = select(BoardComplaint).where(_filed(uow.actor)).order_by(table.id.desc())
    if status:
        query = query.where(table.status == status)
    return page(uow.session, query, limit=limit, cursor=cursor)


def board_complaint(uow: UnitOfWork, *, complaint_id: str) -> BoardComplaint:
    """Return one complaint that the actor may read; the committee reads none."""
    table = store.board_complaints.c
    wanted = select(BoardComplaint).where(table.id == complaint_id, _filed(uow.actor))
    found: BoardComplaint = _one(uow, wanted)
    return found


def _asked(actor: Actor) -> Any:
    table = store.board_questions.c
    if actor.kind is not ActorKind.STAFF:
        return table.asked_by == actor.id
    return _below(table.path, actor)


def _filed(actor: Actor) -> Any:
    """Nobody reads a complaint about herself: the committee's own staff is left out."""
    table = store.board_complaints.c
    if actor.kind is not ActorKind.STAFF:
        return table.filed_by == actor.id
    return and_(_below(table.path, actor), table.path != actor.path)


def _below(path: Any, actor: Actor) -> Any:
    return or_(path == actor.scope, path.startswith(f"{actor.scope}/"))


def _one(uow: UnitOfWork, query: Select[Any]) -> Any:
    found = uow.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("disclosure.not_found", "没有找到，或您无权查看。")
    return found
