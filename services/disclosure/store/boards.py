"""Copies of units, and the boards of communities."""

from sqlalchemy import Boolean, Column, Date, DateTime, Index, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from services.disclosure.model import (
    Board,
    BoardComplaint,
    BoardQuestion,
    Body,
    Edition,
    Gap,
    Posting,
    PublicationOrder,
    UnitName,
)
from services.disclosure.policies import Bar
from services.disclosure.store.base import clock, key, mapper, metadata
from services.disclosure.workflow.boards import (
    ComplaintStatus,
    OrderStatus,
    PostingStatus,
    QuestionStatus,
)
from shared.chassis.columns import Coded, Json
from shared.chassis.crypto import Encrypted

TIME = DateTime(timezone=True)

known_units = Table(
    "known_units",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("valid_to", Date),
)

boards = Table(
    "boards",
    metadata,
    *key(),
    Column("path", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("body", Coded(Body), nullable=False),
    Column("valid_to", Date),
    Column("place", Text, nullable=False),
    Column("many_movements", Boolean, nullable=False),
    Column("ordered", JSONB, nullable=False),
    Column("checked_through", Date, nullable=False),
)

board_gaps = Table(
    "board_gaps",
    metadata,
    *key(),
    Column("board_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("group", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("due", Date, nullable=False),
    Column("posting_id", Text, nullable=False),
)

postings = Table(
    "postings",
    metadata,
    *key(),
    Column("board_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("group", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("content", JSONB, nullable=False),
    Column("drafted_by", Text, nullable=False),
    Column("drafted_at", TIME, nullable=False),
    Column("order_id", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("bars", Json(tuple[Bar, ...]), nullable=False),
    Column("people", Boolean, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("signed_at", TIME),
    Column("returned_because", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("posted_at", TIME),
    Column("editions", Json(tuple[Edition, ...]), nullable=False),
    Column("least_until", Date),
    Column("shown_until", Date),
    Column("taken_down_at", TIME),
    Column("status", Coded(PostingStatus), nullable=False),
    Index("ix_postings_board", "board_id", "id"),
    Index("ix_postings_period", "board_id", "group", "period"),
)

board_questions = Table(
    "board_questions",
    metadata,
    *key(),
    Column("board_id", Text, nullable=False),
    Column("posting_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("asked_at", TIME, nullable=False),
    Column("question", Encrypted("board_questions.question"), nullable=False),
    Column("answer", Encrypted("board_questions.answer"), nullable=False),
    Column("answered_by", Text, nullable=False),
    Column("answered_at", TIME),
    *clock(),
    Column("status", Coded(QuestionStatus), nullable=False),
    Index("ix_board_questions_asker", "asked_by", "id"),
)

board_complaints = Table(
    "board_complaints",
    metadata,
    *key(),
    Column("board_id", Text, nullable=False),
    Column("posting_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("filed_by", Text, nullable=False),
    Column("filed_at", TIME, nullable=False),
    Column("statement", Encrypted("board_complaints.statement"), nullable=False),
    Column("finding", Encrypted("board_complaints.finding"), nullable=False),
    Column("document_no", Text, nullable=False),
    Column("investigated_by", Text, nullable=False),
    Column("investigated_at", TIME),
    Column("order_id", Text, nullable=False),
    *clock(),
    Column("status", Coded(ComplaintStatus), nullable=False),
    Index("ix_board_complaints_filer", "filed_by", "id"),
)

publication_orders = Table(
    "publication_orders",
    metadata,
    *key(),
    Column("board_id", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("document_no", Text, nullable=False),
    Column("ordered_by", Text, nullable=False),
    Column("ordered_at", TIME, nullable=False),
    Column("posting_id", Text, nullable=False),
    Column("fulfilled_at", TIME),
    Column("lifted_because", Text, nullable=False),
    *clock(),
    Column("status", Coded(OrderStatus), nullable=False),
)

for _kind, _table in (
    (UnitName, known_units),
    (Board, boards),
    (Gap, board_gaps),
    (Posting, postings),
    (BoardQuestion, board_questions),
    (BoardComplaint, board_complaints),
    (PublicationOrder, publication_orders),
):
    mapper.map_imperatively(_kind, _table, version_id_col=_table.c.version)
