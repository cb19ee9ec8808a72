"""The boards of communities (居务公开、村务公开)."""

from services.disclosure import handlers, queries, schemas, workflow
from shared.chassis.service import operation, subscribe, timer
from shared.kernel.actor import PUBLIC


class Boards:
    """Boards, what hangs on them, what is missing."""

    # --- for any reader ----------------------------------------------------------------------

    @operation(
        "GET /boards", permission=PUBLIC, takes=schemas.ListBoards, gives=schemas.BoardLine,
        paged=True,
    )  # fmt: skip
    def list_boards(self, uow, **command):
        """查询居务（村务）公开栏。"""
        return queries.boards(uow, **command)

    @operation(
        "GET /boards/{board_id}", permission=PUBLIC, takes=schemas.BoardKey, gives=schemas.Board
    )
    def show_board(self, uow, **command):
        """查看公开栏和应当公布的事项。"""
        return queries.board(uow, **command)

    @operation(
        "GET /board-postings", permission=PUBLIC, takes=schemas.ListBoardPostings,
        gives=schemas.PostingLine, paged=True,
    )  # fmt: skip
    def list_board_postings(self, uow, **command):
        """查询正在公布的居务（村务）。"""
        return queries.board_postings(uow, **command)

    @operation(
        "GET /board-postings/{posting_id}", permission=PUBLIC, takes=schemas.PostingKey,
        gives=schemas.PublicPosting,
    )  # fmt: skip
    def read_board_posting(self, uow, **command):
        """阅读公布内容。"""
        return queries.board_posting(uow, **command)

    @operation(
        "GET /board-gaps", permission=PUBLIC, takes=schemas.ListBoardArrears,
        gives=schemas.BoardGap, paged=True,
    )  # fmt: skip
    def list_board_gaps(self, uow, **command):
        """查询应公布未公布的期次。"""
        return queries.board_gaps(uow, **command)

    # --- committee, supervisors, street ------------------------------------------------------

    @operation(
        "POST /boards/{board_id}/actions/arrange",
        permission=workflow.BOARD_ARRANGE,
        takes=schemas.ArrangeBoard,
        gives=schemas.BoardLine,
    )
    def arrange_board(self, uow, **command):
        """设定公开栏位置和公布频次。"""
        return handlers.arrange_board(uow, **command)

    @operation(
        "GET /postings", permission=workflow.BOARD_READ, takes=schemas.ListPostings,
        gives=schemas.PostingLine, paged=True,
    )  # fmt: skip
    def list_postings(self, uow, **command):
        """查询本辖区各状态的公布内容。"""
        return queries.postings(uow, **command)

    @operation(
        "GET /postings/{posting_id}", permission=workflow.BOARD_READ, takes=schemas.PostingKey,
        gives=schemas.Posting,
    )  # fmt: skip
    def show_posting(self, uow, **command):
        """查看公布内容的办理情况。"""
        return queries.posting(uow, **command)

    @operation(
        "POST /postings",
        permission=workflow.POSTING_DRAFT,
        takes=schemas.DraftPosting,
        gives=schemas.Posting,
        status=201,
    )
    def draft_posting(self, uow, **command):
        """拟定公布内容。"""
        return handlers.draft_posting(uow, **command)

    @operation(
        "POST /postings/{posting_id}/actions/rewrite",
        permission=workflow.POSTING_DRAFT,
        takes=schemas.RewritePosting,
        gives=schemas.Posting,
    )
    def rewrite_posting(self, uow, **command):
        """修改公布内容。"""
        return handlers.rewrite_posting(uow, **command)

    @operation(
        "POST /postings/{posting_id}/actions/sign",
        permission=workflow.POSTING_SIGN,
        takes=schemas.PostingKey,
        gives=schemas.Posting,
    )
    def sign_posting(self, uow, **command):
        """监督委员会签署。"""
        return handlers.sign_posting(uow, **command)

    @operation(
        "POST /postings/{posting_id}/actions/send_back",
        permission=workflow.POSTING_SIGN,
        takes=schemas.SendPostingBack,
        gives=schemas.Posting,
    )
    def send_posting_back(self, uow, **command):
        """监督委员会退回。"""
        return handlers.send_posting_back(uow, **command)

    @operation(
        "POST /postings/{posting_id}/actions/post",
        permission=workflow.POSTING_POST,
        takes=schemas.PutUp,
        gives=schemas.Posting,
    )
    def put_up(self, uow, **command):
        """上墙公布。"""
        return handlers.put_up(uow, **command)

    @operation(
        "POST /postings/{posting_id}/actions/correct",
        permission=workflow.POSTING_DRAFT,
        takes=schemas.CorrectPosting,
        gives=schemas.Posting,
    )
    def correct_posting(self, uow, **command):
        """更正公布内容。"""
        return handlers.correct_posting(uow, **command)

    @operation(
        "POST /postings/{posting_id}/actions/take_down",
        permission=workflow.POSTING_POST,
        takes=schemas.PostingKey,
        gives=schemas.Posting,
    )
    def take_posting_down(self, uow, **command):
        """撤下公布内容。"""
        return handlers.take_posting_down(uow, **command)

    # --- what is learnt, and what time does --------------------------------------------------

    @subscribe("identity.unit.established",
               fields=("unit_code", "path", "name", "kind", "valid_to"))  # fmt: skip
    def learn_unit(self, uow, **fact):
        """记住单位，社区和村设公开栏。"""
        return handlers.learn_unit(uow, **fact)

    @subscribe("identity.unit.renamed", fields=("unit_code", "name"))
    def rename_unit(self, uow, **fact):
        """单位更名。"""
        return handlers.rename_unit(uow, **fact)

    @subscribe("identity.unit.merged", fields=("unit_code", "valid_to"))
    def merge_unit(self, uow, **fact):
        """单位合并后，不再负有公布义务。"""
        return handlers.merge_unit(uow, **fact)

    @timer("board_gaps")
    def look_for_gaps(self, uow, **reminder):
        """查找应公布未公布的期次。"""
        return handlers.look_for_gaps(uow, **reminder)

    @timer("posting_over")
    def expire_posting(self, uow, **reminder):
        """公布期满撤下。"""
        return handlers.expire_posting(uow, **reminder)
