"""Facts of the boards of communities: postings, what is missing, questions, complaints, orders.

Who asked or complained, and what was said, stays in the house.
"""

from collections.abc import Mapping
from datetime import date

from shared.kernel.events import Fact, fact


@fact("disclosure.board.arranged", label="设定公开栏")
class BoardArranged(Fact):
    """Where the board hangs, and which groups of matters must appear how often."""

    board_id: str
    path: str
    place: str
    frequency: Mapping[str, str]


@fact("disclosure.gap.found", label="应公布未公布")
class GapFound(Fact):
    """A period is over and nothing of this group was posted for it."""

    gap_id: str
    path: str
    board_id: str
    group: str
    period: str
    due: date


@fact("disclosure.gap.closed", label="补公布")
class GapClosed(Fact):
    """What was missing hangs now, late."""

    gap_id: str
    path: str
    board_id: str
    posting_id: str


@fact("disclosure.posting.drafted", label="拟定公布内容")
class PostingDrafted(Fact):
    """The committee wrote something for its board."""

    posting_id: str
    path: str
    kind: str
    group: str
    period: str
    title: str


@fact("disclosure.posting.returned", label="监督委员会退回")
class PostingReturned(Fact):
    """The supervisors do not sign it as it stands."""

    posting_id: str
    path: str
    kind: str


@fact("disclosure.posting.signed", label="监督委员会签署")
class PostingSigned(Fact):
    """A supervisor, another than who wrote it, signed."""

    posting_id: str
    path: str
    kind: str


@fact("disclosure.posting.posted", label="上墙公布")
class PostingPosted(Fact):
    """It hangs on the board and on the web; before `least_until` it is not taken down."""

    posting_id: str
    path: str
    kind: str
    group: str
    period: str
    title: str
    edition: int
    digest: str
    least_until: date | None
    shown_until: date


@fact("disclosure.posting.correction_drafted", label="拟定更正")
class PostingCorrectionDrafted(Fact):
    """What hangs was wrong; the new edition waits for a signature."""

    posting_id: str
    path: str
    kind: str


@fact("disclosure.posting.corrected", label="更正公布内容")
class PostingCorrected(Fact):
    """A new edition hangs beside the old, and its time begins anew."""

    posting_id: str
    path: str
    kind: str
    edition: int
    digest: str
    least_until: date | None
    shown_until: date


@fact("disclosure.posting.taken_down", label="撤下公布内容")
class PostingTakenDown(Fact):
    """It hung its time."""

    posting_id: str
    path: str
    kind: str
    by_time: bool


@fact("disclosure.question.asked", label="居民查询", anonymous=True)
class QuestionAsked(Fact):
    """A resident asks what is behind a posting; the committee answers by `due`."""

    question_id: str
    path: str
    board_id: str
    posting_id: str
    due: date


@fact("disclosure.question.answered", label="答复居民查询")
class QuestionAnswered(Fact):
    """The committee answered."""

    question_id: str
    path: str
    on_time: bool


@fact("disclosure.question.late", label="居民查询逾期未答复")
class QuestionLate(Fact):
    """The last day passed without an answer."""

    question_id: str
    path: str
    due: date


@fact("disclosure.complaint.filed", label="反映未依法公布", anonymous=True)
class ComplaintFiled(Fact):
    """A resident says that something is missing or untrue; it must be looked into by `due`."""

    complaint_id: str
    path: str
    board_id: str
    due: date


@fact("disclosure.complaint.investigated", label="调查核实")
class ComplaintInvestigated(Fact):
    """Street or district looked into it."""

    complaint_id: str
    path: str
    upheld: bool
    on_time: bool


@fact("disclosure.complaint.late", label="反映逾期未核实")
class ComplaintLate(Fact):
    """The last day passed and nobody has looked into it."""

    complaint_id: str
    path: str
    due: date


@fact("disclosure.order.issued", label="责令公布")
class OrderIssued(Fact):
    """The committee must post something of this kind by `due`."""

    order_id: str
    path: str
    board_id: str
    kind: str
    due: date
    document_no: str


@fact("disclosure.order.fulfilled", label="责令事项已公布")
class OrderFulfilled(Fact):
    """What was ordered hangs."""

    order_id: str
    path: str
    posting_id: str
    on_time: bool


@fact("disclosure.order.lifted", label="撤销责令公布")
class OrderLifted(Fact):
    """The order is taken back, for a reason."""

    order_id: str
    path: str
    reason: str


@fact("disclosure.order.overdue", label="责令公布逾期")
class OrderOverdue(Fact):
    """The last day passed; being late is public."""

    order_id: str
    path: str
    kind: str
    due: date
