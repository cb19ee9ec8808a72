"""Boards of communities: what comes in and is shown. Who asked or complained is never shown."""

from services.disclosure.model import Body
from services.disclosure.schemas.log import LogPlace
from services.disclosure.schemas.records import Content, Edition
from services.disclosure.workflow.boards import (
    BOARD_QUESTION,
    COMPLAINT,
    ORDER,
    POSTING,
    ComplaintStatus,
    PostingStatus,
    QuestionStatus,
)
from shared.chassis.schema import Labelled, Offered, Paging, Schema, Time, fields, validate

_SENTENCE, _DOCUMENT = validate.Length(2, 500), validate.Length(2, 80)
_LONG = validate.Length(2, 2000)
_GROUP = validate.OneOf(["GENERAL", "FINANCE", "MAJOR"])
_PERIOD = validate.Regexp(
    r"^(\d{4}-(Q[1-4]|0[1-9]|1[0-2]))?$", error="期间应写作 2026-Q1（季度）或 2026-03（月份）。"
)


class BoardKey(Schema):
    """Which board: the code of its community or village."""

    board_id = fields.Str(required=True)


class PostingKey(Schema):
    """Which posting."""

    posting_id = fields.Str(required=True)


class QuestionKey(Schema):
    """Which question."""

    question_id = fields.Str(required=True)


class ComplaintKey(Schema):
    """Which complaint."""

    complaint_id = fields.Str(required=True)


class OrderKey(Schema):
    """Which order."""

    order_id = fields.Str(required=True)


class ArrangeBoard(BoardKey):
    """Where it hangs; whether finances move much; what the street wants more often than the law."""

    place = fields.Str(required=True, validate=validate.Length(2, 120))
    many_movements = fields.Bool(load_default=False)
    ordered = fields.Dict(
        keys=fields.Str(), values=fields.Str(validate=validate.OneOf(["Q", "M"])), load_default=dict
    )


class DraftPosting(BoardKey):
    """What is to hang. `period` for what is owed regularly; `order_id` for what was ordered."""

    kind = fields.Str(required=True, validate=validate.Length(2, 40))
    group = fields.Str(load_default=None, allow_none=True, validate=_GROUP)
    period = fields.Str(load_default="", validate=_PERIOD)
    title = fields.Str(required=True, validate=validate.Length(2, 200))
    content = fields.Nested(Content, required=True)
    order_id = fields.Str(load_default="")


class RewritePosting(PostingKey):
    """Title and content anew."""

    title = fields.Str(required=True, validate=validate.Length(2, 200))
    content = fields.Nested(Content, required=True)


class SendPostingBack(PostingKey):
    """Why it is not signed."""

    reason = fields.Str(required=True, validate=_SENTENCE)


class PutUp(PostingKey):
    """The last day on which it hangs, if not the usual one."""

    until = fields.Date(load_default=None, allow_none=True)


class CorrectPosting(PostingKey):
    """The right content, and what was wrong."""

    content = fields.Nested(Content, required=True)
    note = fields.Str(required=True, validate=_SENTENCE)


class AskCommittee(PostingKey):
    """What a resident wants to know."""

    question = fields.Str(required=True, validate=_LONG)


class AnswerQuestion(QuestionKey):
    """What the committee answers."""

    answer = fields.Str(required=True, validate=_LONG)


class FileComplaint(BoardKey):
    """What is missing or not true, and in which posting, when in one."""

    posting_id = fields.Str(load_default="")
    statement = fields.Str(required=True, validate=_LONG)


class OrderedMatter(Schema):
    """What must be published: its kind and, in public words, what exactly."""

    kind = fields.Str(required=True, validate=validate.Length(2, 40))
    what = fields.Str(required=True, validate=_SENTENCE)


class InvestigateComplaint(ComplaintKey):
    """What was found; with what is true comes the order to publish."""

    upheld = fields.Bool(required=True)
    finding = fields.Str(required=True, validate=_LONG)
    document_no = fields.Str(required=True, validate=_DOCUMENT)
    order = fields.Nested(OrderedMatter, load_default=None, allow_none=True)


class OrderPublication(BoardKey):
    """What must be published, by which document it is ordered."""

    kind = fields.Str(required=True, validate=validate.Length(2, 40))
    what = fields.Str(required=True, validate=_SENTENCE)
    document_no = fields.Str(required=True, validate=_DOCUMENT)


class LiftOrder(OrderKey):
    """Why the order is taken back."""

    reason = fields.Str(required=True, validate=_SENTENCE)


class ListBoards(Paging):
    """Boards of a street, by its code, or by name."""

    street = fields.Str(load_default=None)
    q = fields.Str(load_default=None, validate=validate.Length(1, 40))


class ListBoardPostings(Paging):
    """What hangs: on one board, of one kind; `down` shows what was taken down too."""

    board_id = fields.Str(load_default=None)
    kind = fields.Str(load_default=None)
    down = fields.Bool(load_default=False)


class ListPostings(Paging):
    """What the committee wrote, in any state."""

    board_id = fields.Str(load_default=None)
    status = fields.Str(load_default=None, validate=validate.OneOf([*PostingStatus]))


class ListBoardArrears(Paging):
    """What is missing or not obeyed; `open` leaves out what hangs by now."""

    board_id = fields.Str(load_default=None)
    open = fields.Bool(load_default=True)


class ListQuestions(Paging):
    """Filters of questions."""

    status = fields.Str(load_default=None, validate=validate.OneOf([*QuestionStatus]))


class ListComplaints(Paging):
    """Filters of complaints."""

    status = fields.Str(load_default=None, validate=validate.OneOf([*ComplaintStatus]))


class BoardLine(Schema):
    """A board: whose, where."""

    board_id = fields.Str(attribute="id")
    name = fields.Str()
    path = fields.Str()
    body = fields.Enum(Body, by_value=True)
    place = fields.Str()
    version = fields.Int()


class BoardMatter(Schema):
    """A kind of matter that must hang on it, by which article, and in which group it counts."""

    kind = fields.Str()
    title = fields.Str()
    basis = fields.Str()
    group = fields.Str()


class Board(BoardLine):
    """A board with what must hang on it and how often ("M" monthly, "Q" quarterly)."""

    many_movements = fields.Bool()
    frequency = fields.Dict()
    matters = fields.List(fields.Nested(BoardMatter))


class PostingLine(Schema):
    """A posting as lists show it; numbers of persons in a title are masked."""

    posting_id = fields.Str(attribute="id")
    board_id = fields.Str()
    path = fields.Str()
    kind = fields.Str()
    group = fields.Str()
    period = fields.Str()
    title = fields.Str(attribute="shown_title")
    status = Labelled(POSTING)
    place = fields.Str()
    posted_at = Time(allow_none=True)
    least_until = fields.Date(allow_none=True)
    shown_until = fields.Date(allow_none=True)
    taken_down_at = Time(allow_none=True)
    version = fields.Int()


class PublicPosting(PostingLine):
    """A posting as everybody reads it, with every edition that hangs or hung."""

    editions = fields.List(fields.Nested(Edition), attribute="shown_editions")
    log = fields.List(fields.Nested(LogPlace), attribute="logged")


class Posting(PublicPosting):
    """A posting as committee, supervisors and street see it."""

    title = fields.Str()
    content = fields.Dict()
    note = fields.Str()
    drafted_by = fields.Str()
    signed_by = fields.Str()
    returned_because = fields.Str()
    order_id = fields.Str()
    offered = Offered(POSTING)


class BoardGap(Schema):
    """What should have hung for a period, and did not by `due`."""

    board_id = fields.Str()
    path = fields.Str()
    group = fields.Str()
    period = fields.Str()
    due = fields.Date()
    posting_id = fields.Str()


class OrderLine(Schema):
    """An order to publish, as everybody reads it."""

    order_id = fields.Str(attribute="id")
    board_id = fields.Str()
    path = fields.Str()
    kind = fields.Str()
    what = fields.Str()
    document_no = fields.Str()
    ordered_at = Time()
    due = fields.Date()
    provisional = fields.Bool()
    late = fields.Bool()
    posting_id = fields.Str()
    lifted_because = fields.Str()
    status = Labelled(ORDER)
    version = fields.Int()


class PublicationOrder(OrderLine):
    """An order with what may be done about it."""

    offered = Offered(ORDER)


class BoardQuestion(Schema):
    """A question and its answer: for who asked and for the committee."""

    question_id = fields.Str(attribute="id")
    board_id = fields.Str()
    posting_id = fields.Str()
    question = fields.Str()
    asked_at = Time()
    due = fields.Date()
    provisional = fields.Bool()
    late = fields.Bool()
    answer = fields.Str()
    answered_at = Time(allow_none=True)
    status = Labelled(BOARD_QUESTION)
    version = fields.Int()
    offered = Offered(BOARD_QUESTION)


class BoardComplaint(Schema):
    """A complaint and what was found: for who complained and for those above the committee."""

    complaint_id = fields.Str(attribute="id")
    board_id = fields.Str()
    posting_id = fields.Str()
    statement = fields.Str()
    filed_at = Time()
    due = fields.Date()
    provisional = fields.Bool()
    late = fields.Bool()
    finding = fields.Str()
    document_no = fields.Str()
    investigated_at = Time(allow_none=True)
    order_id = fields.Str()
    status = Labelled(COMPLAINT)
    version = fields.Int()
    offered = Offered(COMPLAINT)
