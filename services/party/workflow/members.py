"""The way of a post, of guests, and of members without an organisation."""

from enum import StrEnum

from services.party.workflow.permissions import KEEP, KEEP_GATHERING, KEEP_INFLOW
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class PostingStatus(StrEnum):
    """Where a posting stands."""

    HELD = "HELD"
    ENDED = "ENDED"


class InflowStatus(StrEnum):
    """Where guests stand."""

    PLACED = "PLACED"
    REPORTED = "REPORTED"
    ENDED = "ENDED"


class GatheringStatus(StrEnum):
    """Whether members have an organisation."""

    OPEN = "OPEN"
    SETTLED = "SETTLED"


_P, _I, _G = PostingStatus, InflowStatus, GatheringStatus

POSTING = Workflow(
    "party.posting",
    states=PostingStatus,
    initial=_P.HELD,
    final=(_P.ENDED,),
    labels={_P.HELD: "在任", _P.ENDED: "已免职"},
    steps=(
        Step("relieve", (_P.HELD,), _P.ENDED, KEEP, "免职", needs="RelievePosting"),
        Step("lapse", (_P.HELD,), _P.ENDED, SYSTEM, "随党组织撤销"),
    ),
)  # fmt: skip

INFLOW = Workflow(
    "party.inflow",
    states=InflowStatus,
    initial=_I.PLACED,
    final=(_I.ENDED,),
    labels={_I.PLACED: "已编入", _I.REPORTED: "已报告上级", _I.ENDED: "已离开"},
    steps=(
        Step("report", (_I.PLACED,), _I.REPORTED, KEEP_INFLOW, "报告上级党组织"),
        Step("note_home_report", (_I.REPORTED,), _I.REPORTED, KEEP_INFLOW, "登记向流出地汇报",
             needs="NoteHomeReport"),
        Step("end", (_I.PLACED, _I.REPORTED), _I.ENDED, KEEP_INFLOW, "登记离开",
             needs="EndInflow"),
    ),
)  # fmt: skip

GATHERING = Workflow(
    "party.gathering",
    states=GatheringStatus,
    initial=_G.OPEN,
    final=(_G.SETTLED,),
    labels={_G.OPEN: "尚无党组织", _G.SETTLED: "已纳入党组织"},
    steps=(
        Step("count", (_G.OPEN,), _G.OPEN, KEEP_GATHERING, "更新党员数", needs="CountGathering"),
        Step("settle", (_G.OPEN,), _G.SETTLED, KEEP_GATHERING, "纳入党组织",
             needs="SettleGathering"),
    ),
)  # fmt: skip
