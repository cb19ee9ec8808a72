"""A library and its readers' office: every shape of declaration once, kept in memory."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from shared.chassis.execution import Answer, Call, Executor
from shared.chassis.files import PDF, File, Made, Upload
from shared.chassis.paging import Page
from shared.chassis.schema import Labelled, Offered, Paging, Schema, fields, validate
from shared.chassis.service import OperationSpec, Service, operation, subscribe, timer
from shared.kernel.actor import ANONYMOUS, PUBLIC, SYSTEM, Actor, ActorKind
from shared.kernel.clock import TZ
from shared.kernel.errors import NotFound, Unauthenticated
from shared.kernel.events import Fact, fact
from shared.kernel.ids import new_id
from shared.kernel.workflow import Step, Workflow
from shared.testing.client import Asked


class Status(StrEnum):
    SHELVED = "SHELVED"
    LENT = "LENT"


BOOK = Workflow(
    "library",
    states=Status,
    initial=Status.SHELVED,
    final=[],
    steps=[
        Step("lend", (Status.SHELVED,), Status.LENT, "library.book.lend", "借出", needs="LendBook"),
        Step("expire", (Status.LENT,), Status.SHELVED, SYSTEM, "到期归还"),
    ],
    labels={Status.SHELVED: "在架", Status.LENT: "借出"},
)


@dataclass(frozen=True)
class Shelf:
    room: str
    number: int


@fact("library.book.lent", label="借出")
class BookLent(Fact):
    """The book left the house."""

    book_id: str
    path: str
    reader: str
    due: date | None
    shelf: Shelf
    tags: tuple[str, ...]


@fact("library.book.shelved", label="归还", announced_only=True)
class BookShelved(Fact):
    """The book is back."""

    book_id: str
    path: str


class Author(Schema):
    name = fields.Str(required=True)


class Book(Schema):
    book_id = fields.Str(attribute="id")
    title = fields.Str()
    copies = fields.Int()
    authors = fields.List(fields.Nested(Author))
    lent_to = fields.Str(allow_none=True)
    status = Labelled(BOOK)
    offered = Offered(BOOK)


class NewBook(Schema):
    title = fields.Str(required=True, validate=validate.Length(1, 80))
    copies = fields.Int(load_default=1, validate=validate.Range(1, 99))
    authors = fields.List(fields.Nested(Author), load_default=list)


class BookKey(Schema):
    book_id = fields.Str(required=True)


class LendBook(BookKey):
    reader = fields.Str(required=True, validate=validate.Length(1, 40))


class ListBooks(Paging):
    q = fields.Str(load_default=None, validate=validate.Length(1, 40))
    status = fields.List(fields.Str(validate=validate.OneOf(list(Status))), load_default=list)


class BindBook(BookKey):
    scan = Upload(required=True, begins=b"%PDF-", kind="PDF 文件", limit=90)


class LogIn(Schema):
    name = fields.Str(required=True)


class Pass(Schema):
    access_token = fields.Str()


@dataclass
class Volume:
    title: str
    copies: int
    authors: list[dict[str, str]]
    id: str
    version: int = 1
    status: Status = Status.SHELVED
    lent_to: str | None = None


books: dict[str, Volume] = {}


def found(book_id: str) -> Volume:
    if book_id not in books:
        raise NotFound("library.not_found", "没有找到，或您无权查看。")
    return books[book_id]


class Library(Service):
    name = "library"
    title = "图书"
    facts = sys.modules[__name__]

    @operation("POST /books", permission="library.book.add", takes=NewBook, gives=Book, status=201)
    def add_book(self, uow, **command):
        """添置图书。"""
        book = Volume(id=new_id(), **command)
        books[book.id] = book
        return book

    @operation(
        "GET /books", permission="library.book.read", takes=ListBooks, gives=Book, paged=True
    )
    def list_books(self, uow, limit, cursor, q, status):
        """查询图书。"""
        return Page(items=list(books.values())[:limit])

    @operation("GET /books/{book_id}", permission=PUBLIC, takes=BookKey, gives=Book,
               changed_by=("library.book.lent", "library.book.shelved"))  # fmt: skip
    def show_book(self, uow, book_id):
        """查看图书。"""
        return found(book_id)

    @operation(
        "POST /books/{book_id}/actions/lend", permission="library.book.lend",
        takes=LendBook, gives=Book,
    )  # fmt: skip
    def lend_book(self, uow, book_id, reader):
        """借出图书。"""
        book = found(book_id)
        BOOK.step(book, "lend", LIBRARIAN)
        book.version += 1
        book.lent_to = reader
        return book

    @operation(
        "GET /books/{book_id}/card", permission=PUBLIC, takes=BookKey, gives=File,
        address="/cards/{book_id}",
    )  # fmt: skip
    def print_card(self, uow, book_id):
        """打印书卡。"""
        return Made(f"书卡-{found(book_id).title}.pdf", PDF, b"%PDF-1.7 card")

    @operation("POST /books/{book_id}/actions/bind", permission="library.book.add",
               takes=BindBook, gives=File, if_match=False)  # fmt: skip
    def bind_book(self, uow, book_id, scan):
        """装订扫描件。"""
        return Made(f"{found(book_id).id}.pdf", PDF, scan)

    @operation("DELETE /books/{book_id}", permission="library.book.add", takes=BookKey, status=204)
    def remove_book(self, uow, book_id):
        """剔除图书。"""
        books.pop(found(book_id).id)

    @operation("POST /passes", permission=PUBLIC, takes=LogIn, gives=Pass)
    def log_in(self, uow, name):
        """领取借阅证。"""
        return {"access_token": name}

    @timer("book_due")
    def return_book(self, uow, subject_id):
        """到期归还。"""


class Readers(Service):
    name = "readers"
    title = "读者"
    facts = sys.modules["types"]

    @subscribe("library.book.lent", fields=("book_id", "reader"))
    def note_loan(self, uow, book_id, reader):
        """记下借阅。"""


LIBRARIAN = Actor(
    id="librarian",
    kind=ActorKind.STAFF,
    permissions=frozenset({"library.book.add", "library.book.read", "library.book.lend"}),
)
READER = Actor(id="reader", kind=ActorKind.RESIDENT)


class Passes:
    """Reads tokens that are the holder's name."""

    def actor(self, token: str) -> Actor:
        for actor in (LIBRARIAN, READER):
            if actor.id == token:
                return actor
        raise Unauthenticated("auth.token_invalid", "令牌无效，请重新登录。")


class Reading:
    """As much of a unit of work as `health` asks for."""

    now = datetime(2026, 11, 23, 9, tzinfo=TZ)
    demo = False

    class session:  # noqa: N801 - an attribute, seen from outside
        @staticmethod
        def execute(statement):
            """The database is there."""


class Counter(Executor):
    """The real order of permission, conditions, input and answer; no transaction."""

    def _run(self, spec: OperationSpec, call: Call, command: Any) -> Answer:
        return self._shown(spec, self._methods[spec.name](Reading(), **command))


def answers_of_the_library() -> dict[str, Callable[[Asked], Answer]]:
    """Answers for a FakeClient: what the library's own process would say."""
    counter = Counter(Library, house=None)

    def answered(asked: Asked) -> Answer:
        actor = Passes().actor(asked.token) if asked.token else ANONYMOUS
        return counter.answer(
            Call(
                operation=asked.operation,
                command=asked.command,
                actor=actor,
                idempotency_key=asked.idempotency_key,
                if_match=asked.if_match,
            )
        )

    return {f"library.{name}": answered for name in counter._operations}
