"""From a notice that is asked for to its end; an objection and its answer."""

from enum import StrEnum

from services.disclosure.policies import holds_no_personal_data, keeps_to_the_form_of_lists
from services.disclosure.policies import notices as policies
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class NoticeStatus(StrEnum):
    """Where a notice stands."""

    HELD = "HELD"
    OPEN = "OPEN"
    ANSWERING = "ANSWERING"
    ENDED = "ENDED"


class ObjectionStatus(StrEnum):
    """Where an objection stands."""

    FILED = "FILED"
    UPHELD = "UPHELD"
    DISMISSED = "DISMISSED"


N, B = NoticeStatus, ObjectionStatus

NOTICE_MANAGE = "disclosure.notice.manage"
NOTICE_OBJECT = "disclosure.notice.object"
NOTICE_ANSWER = "disclosure.notice.answer"
OBJECTION_READ = "disclosure.objection.read"

_CLEAN = (holds_no_personal_data, keeps_to_the_form_of_lists)
_ASKER = (policies.answers_for_the_asker,)

NOTICE = Workflow(
    "disclosure.notice",
    states=NoticeStatus,
    initial=N.HELD,
    final=(),
    labels={
        N.HELD: "待处理", N.OPEN: "公示中", N.ANSWERING: "期满，异议处理中", N.ENDED: "已结束",
    },
    steps=(
        Step("open", (N.HELD,), N.OPEN, SYSTEM, "开始公示", guards=_CLEAN),
        Step("clear", (N.HELD,), N.OPEN, NOTICE_MANAGE, "处理后公示", guards=_CLEAN,
             needs="ClearNotice"),
        Step("object", (N.OPEN,), N.OPEN, NOTICE_OBJECT, "提出异议", needs="ObjectToNotice"),
        Step("answer", (N.OPEN,), N.OPEN, NOTICE_ANSWER, "答复异议", guards=_ASKER),
        Step("answer", (N.HELD,), N.HELD, NOTICE_ANSWER, "答复异议", guards=_ASKER),
        Step("answer", (N.ANSWERING,), N.ANSWERING, NOTICE_ANSWER, "答复异议",
             guards=(*_ASKER, policies.more_are_open)),
        Step("answer_last", (N.ANSWERING,), N.ENDED, NOTICE_ANSWER, "答复异议",
             guards=(*_ASKER, policies.one_is_open)),
        Step("end", (N.OPEN,), N.ENDED, SYSTEM, "公示期满", guards=(policies.nothing_is_open,)),
        Step("end_unanswered", (N.OPEN,), N.ANSWERING, SYSTEM, "公示期满",
             guards=(policies.something_is_open,)),
        Step("reopen", tuple(N), N.HELD, SYSTEM, "内容变更，重新公示"),
    ),
)  # fmt: skip

OBJECTION = Workflow(
    "disclosure.objection",
    states=ObjectionStatus,
    initial=B.FILED,
    final=(B.UPHELD, B.DISMISSED),
    labels={B.FILED: "待答复", B.UPHELD: "异议成立", B.DISMISSED: "异议不成立"},
    steps=(
        Step("uphold", (B.FILED,), B.UPHELD, NOTICE_ANSWER, "异议成立",
             guards=(*_ASKER, policies.another_hand_answers), needs="AnswerObjection"),
        Step("dismiss", (B.FILED,), B.DISMISSED, NOTICE_ANSWER, "异议不成立",
             guards=(*_ASKER, policies.another_hand_answers), needs="AnswerObjection"),
    ),
)  # fmt: skip
