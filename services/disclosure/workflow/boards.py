"""From a draft to the board and down again; what residents ask, say and achieve (domain §9.3)."""

from enum import StrEnum

from services.disclosure.policies import boards as policies
from services.disclosure.policies import holds_no_personal_data, keeps_to_the_form_of_lists
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class PostingStatus(StrEnum):
    """Where a posting stands."""

    DRAFTED = "DRAFTED"
    RETURNED = "RETURNED"
    SIGNED = "SIGNED"
    POSTED = "POSTED"
    CORRECTING = "CORRECTING"
    TAKEN_DOWN = "TAKEN_DOWN"


class QuestionStatus(StrEnum):
    """Where a question stands."""

    ASKED = "ASKED"
    ANSWERED = "ANSWERED"


class ComplaintStatus(StrEnum):
    """Where a complaint stands."""

    FILED = "FILED"
    UPHELD = "UPHELD"
    UNFOUNDED = "UNFOUNDED"


class OrderStatus(StrEnum):
    """Where an order to publish stands."""

    ORDERED = "ORDERED"
    FULFILLED = "FULFILLED"
    LIFTED = "LIFTED"


P, Q, C, R = PostingStatus, QuestionStatus, ComplaintStatus, OrderStatus

BOARD_READ = "disclosure.board.read"
BOARD_ARRANGE = "disclosure.board.arrange"
BOARD_SUPERVISE = "disclosure.board.supervise"
POSTING_DRAFT = "disclosure.posting.draft"
POSTING_SIGN = "disclosure.posting.sign"
POSTING_POST = "disclosure.posting.post"
VOICE_RAISE = "disclosure.voice.raise"
VOICE_READ = "disclosure.voice.read"
VOICE_ANSWER = "disclosure.voice.answer"

_COMMITTEE = (policies.is_of_this_committee,)
_ABOVE = (policies.supervises_from_above,)
_SIGNED = (
    *_COMMITTEE, policies.another_hand_signs, holds_no_personal_data, keeps_to_the_form_of_lists,
)  # fmt: skip

POSTING = Workflow(
    "disclosure.posting",
    states=PostingStatus,
    initial=P.DRAFTED,
    final=(P.TAKEN_DOWN,),
    labels={
        P.DRAFTED: "待监督委员会签署",
        P.RETURNED: "已退回",
        P.SIGNED: "待上墙",
        P.POSTED: "公布中",
        P.CORRECTING: "更正待签署",
        P.TAKEN_DOWN: "已撤下",
    },
    steps=(
        Step("rewrite", (P.DRAFTED, P.RETURNED), P.DRAFTED, POSTING_DRAFT, "修改",
             guards=_COMMITTEE, needs="RewritePosting"),
        Step("sign", (P.DRAFTED,), P.SIGNED, POSTING_SIGN, "签署", guards=_SIGNED),
        Step("send_back", (P.DRAFTED,), P.RETURNED, POSTING_SIGN, "退回", guards=_COMMITTEE,
             needs="SendPostingBack"),
        Step("post", (P.SIGNED,), P.POSTED, POSTING_POST, "上墙公布", guards=_COMMITTEE,
             needs="PutUp"),
        Step("correct", (P.POSTED,), P.CORRECTING, POSTING_DRAFT, "更正", guards=_COMMITTEE,
             needs="CorrectPosting"),
        Step("sign", (P.CORRECTING,), P.POSTED, POSTING_SIGN, "签署更正", guards=_SIGNED),
        Step("send_back", (P.CORRECTING,), P.POSTED, POSTING_SIGN, "退回更正", guards=_COMMITTEE,
             needs="SendPostingBack"),
        Step("take_down", (P.POSTED,), P.TAKEN_DOWN, POSTING_POST, "撤下", guards=_COMMITTEE),
        Step("expire", (P.POSTED,), P.TAKEN_DOWN, SYSTEM, "公布期满撤下"),
    ),
)  # fmt: skip

BOARD_QUESTION = Workflow(
    "disclosure.question",
    states=QuestionStatus,
    initial=Q.ASKED,
    final=(Q.ANSWERED,),
    labels={Q.ASKED: "待答复", Q.ANSWERED: "已答复"},
    steps=(
        Step("answer", (Q.ASKED,), Q.ANSWERED, VOICE_ANSWER, "答复", guards=_COMMITTEE,
             needs="AnswerQuestion"),
    ),
)  # fmt: skip

COMPLAINT = Workflow(
    "disclosure.complaint",
    states=ComplaintStatus,
    initial=C.FILED,
    final=(C.UPHELD, C.UNFOUNDED),
    labels={C.FILED: "待核实", C.UPHELD: "属实，已责令公布", C.UNFOUNDED: "不属实"},
    steps=(
        Step("uphold", (C.FILED,), C.UPHELD, BOARD_SUPERVISE, "核实属实", guards=_ABOVE,
             needs="InvestigateComplaint"),
        Step("dismiss", (C.FILED,), C.UNFOUNDED, BOARD_SUPERVISE, "核实不属实", guards=_ABOVE,
             needs="InvestigateComplaint"),
    ),
)  # fmt: skip

ORDER = Workflow(
    "disclosure.order",
    states=OrderStatus,
    initial=R.ORDERED,
    final=(R.FULFILLED, R.LIFTED),
    labels={R.ORDERED: "责令公布中", R.FULFILLED: "已公布", R.LIFTED: "已撤销"},
    steps=(
        Step("fulfil", (R.ORDERED,), R.FULFILLED, SYSTEM, "责令事项已公布"),
        Step("lift", (R.ORDERED,), R.LIFTED, BOARD_SUPERVISE, "撤销", guards=_ABOVE,
             needs="LiftOrder"),
    ),
)  # fmt: skip
