"""The life of a meeting and of a missing meeting (domain §6.4)."""

from enum import StrEnum

from services.party import policies
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow

READ_MEETING = "party.meeting.read"
RECORD_MEETING = "party.meeting.record"
CONFIRM_MEETING = "party.meeting.confirm"
CHECK_MEETINGS = "party.meeting.check"
REVEAL_MINUTES = "party.minutes.reveal"


class MeetingStatus(StrEnum):
    """Where a meeting stands."""

    DRAFTED = "DRAFTED"
    HELD = "HELD"
    CONFIRMED = "CONFIRMED"
    CORRECTING = "CORRECTING"
    CANCELLED = "CANCELLED"


class GapStatus(StrEnum):
    """Whether a meeting is still missing."""

    OPEN = "OPEN"
    SETTLED = "SETTLED"


_M = MeetingStatus
_OWN = (policies.own_organisation_meets,)

MEETING = Workflow(
    "party.meeting",
    states=MeetingStatus,
    initial=_M.DRAFTED,
    final=(_M.CANCELLED,),
    labels={
        _M.DRAFTED: "已拟定",
        _M.HELD: "已召开待确认",
        _M.CONFIRMED: "已确认",
        _M.CORRECTING: "更正待确认",
        _M.CANCELLED: "已取消",
    },
    steps=(
        Step("hold", (_M.DRAFTED, _M.HELD), _M.HELD, RECORD_MEETING, "登记会议记录",
             guards=_OWN, needs="HoldMeeting"),
        Step("confirm", (_M.HELD, _M.CORRECTING), _M.CONFIRMED, CONFIRM_MEETING, "确认会议记录",
             guards=(*_OWN, policies.another_hand_confirms_minutes)),
        Step("correct", (_M.CONFIRMED, _M.CORRECTING), _M.CORRECTING, RECORD_MEETING,
             "更正会议记录", guards=_OWN, needs="CorrectMeeting"),
        Step("cancel", (_M.DRAFTED,), _M.CANCELLED, RECORD_MEETING, "取消会议",
             guards=_OWN, needs="CancelMeeting"),
    ),
)  # fmt: skip

GAP = Workflow(
    "party.meeting_gap",
    states=GapStatus,
    initial=GapStatus.OPEN,
    final=(),
    labels={GapStatus.OPEN: "缺开", GapStatus.SETTLED: "已销号"},
    steps=(
        Step("settle", (GapStatus.OPEN,), GapStatus.SETTLED, SYSTEM, "销号"),
        Step("reopen", (GapStatus.SETTLED,), GapStatus.OPEN, SYSTEM, "重新提示"),
    ),
)
