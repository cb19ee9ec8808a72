"""Questions and complaints of residents about a board, and orders to publish."""

from services.disclosure import handlers, queries, schemas, workflow
from shared.chassis.service import operation, timer
from shared.kernel.actor import PUBLIC


class Voices:
    """What residents ask and say, and what follows."""

    @operation(
        "POST /board-postings/{posting_id}/questions",
        permission=workflow.VOICE_RAISE,
        takes=schemas.AskCommittee,
        gives=schemas.BoardQuestion,
        status=201,
    )
    def ask_committee(self, uow, **command):
        """向居（村）委会查询公布事项。"""
        return handlers.ask_committee(uow, **command)

    @operation(
        "GET /board-questions", permission=workflow.VOICE_READ, takes=schemas.ListQuestions,
        gives=schemas.BoardQuestion, paged=True,
    )  # fmt: skip
    def list_board_questions(self, uow, **command):
        """查询居民对公布事项的提问。"""
        return queries.board_questions(uow, **command)

    @operation(
        "GET /board-questions/{question_id}", permission=workflow.VOICE_READ,
        takes=schemas.QuestionKey, gives=schemas.BoardQuestion,
    )  # fmt: skip
    def show_board_question(self, uow, **command):
        """查看居民提问。"""
        return queries.board_question(uow, **command)

    @operation(
        "POST /board-questions/{question_id}/actions/answer",
        permission=workflow.VOICE_ANSWER,
        takes=schemas.AnswerQuestion,
        gives=schemas.BoardQuestion,
    )
    def answer_board_question(self, uow, **command):
        """答复居民提问。"""
        return handlers.answer_question(uow, **command)

    @operation(
        "POST /boards/{board_id}/complaints",
        permission=workflow.VOICE_RAISE,
        takes=schemas.FileComplaint,
        gives=schemas.BoardComplaint,
        status=201,
    )
    def file_complaint(self, uow, **command):
        """反映未及时公布或公布不真实。"""
        return handlers.file_complaint(uow, **command)

    @operation(
        "GET /board-complaints", permission=workflow.VOICE_READ, takes=schemas.ListComplaints,
        gives=schemas.BoardComplaint, paged=True,
    )  # fmt: skip
    def list_board_complaints(self, uow, **command):
        """查询居民反映。"""
        return queries.board_complaints(uow, **command)

    @operation(
        "GET /board-complaints/{complaint_id}", permission=workflow.VOICE_READ,
        takes=schemas.ComplaintKey, gives=schemas.BoardComplaint,
    )  # fmt: skip
    def show_board_complaint(self, uow, **command):
        """查看居民反映。"""
        return queries.board_complaint(uow, **command)

    @operation(
        "POST /board-complaints/{complaint_id}/actions/investigate",
        permission=workflow.BOARD_SUPERVISE,
        takes=schemas.InvestigateComplaint,
        gives=schemas.BoardComplaint,
    )
    def investigate_complaint(self, uow, **command):
        """调查核实居民反映，属实的责令公布。"""
        return handlers.investigate_complaint(uow, **command)

    @operation(
        "POST /boards/{board_id}/orders",
        permission=workflow.BOARD_SUPERVISE,
        takes=schemas.OrderPublication,
        gives=schemas.PublicationOrder,
        status=201,
    )
    def order_publication(self, uow, **command):
        """责令依法公布。"""
        return handlers.order_publication(uow, **command)

    @operation(
        "GET /board-orders", permission=PUBLIC, takes=schemas.ListBoardArrears,
        gives=schemas.OrderLine, paged=True,
    )  # fmt: skip
    def list_publication_orders(self, uow, **command):
        """查询责令公布的事项。"""
        return queries.publication_orders(uow, **command)

    @operation(
        "GET /board-orders/{order_id}", permission=PUBLIC, takes=schemas.OrderKey,
        gives=schemas.PublicationOrder,
    )  # fmt: skip
    def show_publication_order(self, uow, **command):
        """查看责令公布的事项。"""
        return queries.publication_order(uow, **command)

    @operation(
        "POST /board-orders/{order_id}/actions/lift",
        permission=workflow.BOARD_SUPERVISE,
        takes=schemas.LiftOrder,
        gives=schemas.PublicationOrder,
    )
    def lift_publication_order(self, uow, **command):
        """撤销责令。"""
        return handlers.lift_order(uow, **command)

    @timer("board_question_due")
    def tell_late_question(self, uow, **reminder):
        """居民查询逾期未答复。"""
        return handlers.question_lapsed(uow, **reminder)

    @timer("board_complaint_due")
    def tell_late_complaint(self, uow, **reminder):
        """居民反映逾期未核实。"""
        return handlers.complaint_lapsed(uow, **reminder)

    @timer("board_order_due")
    def tell_late_order(self, uow, **reminder):
        """责令公布逾期。"""
        return handlers.order_lapsed(uow, **reminder)
